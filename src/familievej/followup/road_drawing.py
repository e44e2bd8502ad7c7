# SPDX-License-Identifier: EUPL-1.2
"""The road as SVG."""

from collections.abc import Mapping, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from familievej.base.dates import say_day_short
from familievej.followup.road_data import MilestoneKind, RoadRow
from familievej.followup.road_layout import DAY_SIZE, LEFT, TEXT_SIZE, RoadLayout, Stop, lay_out
from familievej.people.pictures.svg import add, box, finish, link, number, polyline, root, text

RADIUS = 12.0
_HALF_ROAD = 5.0

MARKS: Mapping[MilestoneKind, str] = {
    MilestoneKind.COURSE_START: "M-3 -5L5 0L-3 5Z",
    MilestoneKind.COURSE_CLOSED: "M-4 -4H4V4H-4Z",
    MilestoneKind.COORDINATOR_CHANGE: "M-5 -2H4M1 -5L4 -2L1 1M5 3H-4M-1 0L-4 3L-1 6",
    MilestoneKind.CRISIS: "M1 -6L-4 1H0L-1 6L4 -1H0Z",
    MilestoneKind.GOAL_REACHED: "M-3 6V-6M-3 -5H5L3 -2L5 1H-3",
    MilestoneKind.GOAL_SET: "M-3 6V-6M-3 -5H5L3 -2L5 1H-3",
    MilestoneKind.AGREEMENT_KEPT: "M-5 0L-1 4L5 -4",
    MilestoneKind.EFFORT_CHANGE: "M-5 3H-1L1 -3H5M3 -5L5 -3L3 -1",
    MilestoneKind.MEETING: (
        "M-5 5V3Q-5 0 -2.5 0Q0 0 0 3V5M0 3Q0 0 2.5 0Q5 0 5 3V5"
        "M-2.5 -5A1.7 1.7 0 1 0 -2.49 -5M2.5 -5A1.7 1.7 0 1 0 2.51 -5"
    ),
    MilestoneKind.HOME_VISIT: "M-6 0L0 -5L6 0M-4 -1V5H4V-1",
    MilestoneKind.COMPANION: "M-5 4H5M2 1L5 4L2 7M-2.5 -5A1.7 1.7 0 1 0 -2.49 -5M2.5 -5A1.7 1.7 0 1 0 2.51 -5",
    MilestoneKind.RATING: "M-4 5V1M0 5V-2M4 5V-5",
}
_FILLED = {
    MilestoneKind.COURSE_START,
    MilestoneKind.COURSE_CLOSED,
    MilestoneKind.CRISIS,
    MilestoneKind.GOAL_REACHED,
}


def draw_road(
    rows: Sequence[RoadRow],
    folded: str,
    early: int,
    *,
    today: date,
    prefix: str,
    title: str,
    description: str,
    width: float,
) -> tuple[SafeString, float]:
    """Return the SVG of the milestones in `rows` and its height; `folded` names the `early` ones before them."""
    plan = lay_out(rows, today, say_day_short(today, today), width=width, folded=bool(folded))
    linked = any(row.href for row in rows)
    svg = root(
        width,
        plan.height,
        prefix=prefix,
        title=title,
        description=description,
        class_="fv-road",
        linked=linked,
    )
    _surface(svg, plan)
    _axis(svg, plan)
    if folded:
        _fold(svg, plan, folded, early)
    for stop in plan.stops:
        _pole(svg, plan, stop)
    # Today is drawn first, so that it never hides what happens on or near the day.
    for stop in sorted(plan.stops, key=lambda each: bool(each.rows)):
        _stop(svg, plan, stop)
    return finish(svg), plan.height


def _surface(parent: ET.Element, plan: RoadLayout) -> None:
    """Draw the road: travelled up to today, only marked out beyond it."""
    y = plan.y
    add(
        parent,
        "path",
        d=f"M{number(LEFT)} {number(y)}H{number(plan.today)}",
        class_="fv-road__past",
        fill="none",
        stroke="currentColor",
    )
    for side in (-_HALF_ROAD, _HALF_ROAD):
        ends = ((plan.today, y + side), (plan.end, y + side))
        polyline(parent, ends, class_="fv-road__future").set("stroke-dasharray", "6 6")


def _axis(parent: ET.Element, plan: RoadLayout) -> None:
    for tick in plan.ticks:
        words = str(tick.day.year) if tick.year else dateformat.format(tick.day, "M").rstrip(".").lower()
        class_ = "fv-road__year" if tick.year else "fv-pic__note"
        polyline(parent, ((tick.x, plan.axis - 22), (tick.x, plan.axis - 16)), class_="fv-road__tick")
        text(parent, tick.x, plan.axis, words, class_=class_, size=DAY_SIZE, anchor="middle")
    ends = ((LEFT, plan.axis - 22), (plan.end, plan.axis - 22))
    polyline(parent, ends, class_="fv-road__tick")


def _fold(parent: ET.Element, plan: RoadLayout, folded: str, early: int) -> None:
    group = link(parent, "", folded)
    x = LEFT + 22
    for at in (2, 1, 0):
        mark = add(
            group, "circle", cx=float(x + at * 5 - 5), cy=float(plan.y), r=RADIUS + 2, class_="fv-road__mark"
        )
        mark.set("stroke", "currentColor")
    text(group, x - 5, plan.y + 4.5, str(early), class_="fv-road__count", size=DAY_SIZE, anchor="middle")
    text(group, x - 22, plan.y + 34, _("earlier"), class_="fv-pic__note", size=DAY_SIZE)


def _pole(parent: ET.Element, plan: RoadLayout, stop: Stop) -> None:
    flag = plan.flag(stop)
    far = flag.y0 if stop.above else flag.y1
    start = plan.y - RADIUS if stop.above else plan.y + RADIUS
    class_ = "fv-road__pole" if stop.rows else "fv-road__today"
    polyline(parent, ((stop.x, start), (stop.x, far)), class_=class_)


def _stop(parent: ET.Element, plan: RoadLayout, stop: Stop) -> None:
    flag = plan.flag(stop)
    one = stop.rows[0] if len(stop.rows) == 1 else None
    told = "; ".join(f"{row.day_text}, {row.kind_name}: {row.text}".rstrip(": ") for row in stop.rows)
    group = link(parent, one.href if one else "", told or ", ".join((_("Today"), stop.day)))
    if one and one.href:
        box(group, flag.inset(-4), class_="fv-pic__hit", radius=6)
    if stop.rows:
        _mark(group, plan, stop)
    else:
        polyline(
            group, ((stop.x, plan.y - RADIUS - 4), (stop.x, plan.y + RADIUS + 4)), class_="fv-road__today"
        )
    y = flag.y0 + DAY_SIZE
    text(group, flag.x0, y, stop.day, class_="fv-pic__note", size=DAY_SIZE)
    for words in stop.words:
        y += 17
        class_ = "fv-pic__name" if stop.rows else "fv-road__today-name"
        text(group, flag.x0, y, words, class_=class_, size=TEXT_SIZE)
    if stop.more:
        text(group, flag.x0, y + 17, stop.more, class_="fv-pic__note", size=DAY_SIZE)


def _mark(parent: ET.Element, plan: RoadLayout, stop: Stop) -> None:
    ahead = stop.rows[0].when == "future"
    class_ = "fv-road__mark" + (" fv-road__mark--ahead" if ahead else "")
    disc = add(parent, "circle", cx=float(stop.x), cy=float(plan.y), r=RADIUS, class_=class_)
    disc.set("stroke", "currentColor")
    if ahead:
        disc.set("stroke-dasharray", "3 3")
    if len(stop.rows) > 1:
        text(
            parent,
            stop.x,
            plan.y + 4.5,
            str(len(stop.rows)),
            class_="fv-road__count",
            size=13,
            anchor="middle",
        )
    elif stop.kind is not None:
        filled = "" if stop.kind not in _FILLED else " fv-road__sign--full"
        sign = add(parent, "path", d=MARKS[stop.kind], class_="fv-road__sign" + filled, fill="none")
        sign.set("stroke", "currentColor")
        sign.set("transform", f"translate({number(stop.x)} {number(plan.y)})")
