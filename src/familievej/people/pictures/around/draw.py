# SPDX-License-Identifier: EUPL-1.2
"""A contact map as SVG."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from familievej.people.pictures.around.data import MapContact, MapCounts, MapMember
from familievej.people.pictures.around.layout import (
    AREA,
    ICON,
    LINE_SMALL,
    PAD,
    SMALL,
    STEM,
    UNIT,
    Around,
    Card,
    ContactSpot,
    around,
)
from familievej.people.pictures.svg import Point, add, box, finish, link, number, root, text
from familievej.people.pictures.text import wrap

_COUNTS_HEIGHT = 78.0
_FIGURE = 24.0
_LABEL = 12.5


def draw_around(
    family: Sequence[MapMember],
    contacts: Sequence[MapContact],
    counts: MapCounts,
    *,
    prefix: str,
    title: str,
    description: str,
    width: float,
) -> tuple[SafeString, float]:
    """Return the SVG, `width` units wide, and its height."""
    plan = around(family, contacts, width)
    height = plan.height + _COUNTS_HEIGHT
    linked = any(contact.href for contact in contacts)
    svg = root(
        width, height, prefix=prefix, title=title, description=description, class_="fv-map", linked=linked
    )
    body = add(svg, "g", transform=f"translate(0 {number(_COUNTS_HEIGHT)})")
    for card in plan.cards:
        _card(body, card)
    for card in plan.cards:
        for spot in card.spots:
            _line(body, spot, plan)
    _family(body, plan)
    for card in plan.cards:
        for spot in card.spots:
            _contact(body, spot)
    if contacts:
        _counts(svg, counts, width)
    else:
        words = _("Nobody outside the family has been added yet.")
        text(svg, width / 2, _COUNTS_HEIGHT / 2, words, class_="fv-pic__note", size=SMALL, anchor="middle")
    return finish(svg), height


def _counts(parent: ET.Element, counts: MapCounts, width: float) -> None:
    """Print the numbers large above the map, as text."""
    share = min(width / len(counts.parts), 150.0)
    left = (width - share * len(counts.parts)) / 2
    for at, (count, words) in enumerate(counts.parts):
        x = left + share * (at + 0.5)
        text(parent, x, 24, str(count), class_="fv-map__figure", size=_FIGURE, anchor="middle")
        for row, line in enumerate(wrap(words, share - 8, _LABEL)):
            text(parent, x, 42 + row * 15, line, class_="fv-pic__note", size=_LABEL, anchor="middle")


def _card(parent: ET.Element, card: Card) -> None:
    box(parent, card.area, class_="fv-map__area", radius=8)
    for at, words in enumerate(card.name):
        y = card.area.y0 + 21 + at * LINE_SMALL
        text(parent, card.area.x0 + PAD, y, words, class_="fv-map__area-name", size=AREA)


def _family(parent: ET.Element, plan: Around) -> None:
    box(parent, plan.family, class_="fv-map__family", radius=14)
    for spot in plan.members:
        text(parent, spot.x, spot.y, spot.text, class_="fv-map__member", size=UNIT + 1, anchor="middle")


def _line(parent: ET.Element, spot: ContactSpot, plan: Around) -> None:
    x, y = spot.dot
    if plan.wings:
        end = _end(spot, plan)
        bend = (x + end[0]) / 2
        d = f"M{number(x)} {number(y)}C{number(bend)} {number(y)} {number(bend)} {number(end[1])} "
        d += f"{number(end[0])} {number(end[1])}"
    else:
        stem = plan.family.x0 + STEM
        d = f"M{number(x)} {number(y)}H{number(stem + 8)}Q{number(stem)} {number(y)} {number(stem)} {number(y - 8)}"
        d += f"V{number(plan.family.y1)}"
    line = add(parent, "path", d=d, class_="fv-map__line", fill="none", stroke="currentColor")
    line.set("data-contact", spot.contact.key)
    add(parent, "circle", cx=float(x), cy=float(y), r=4.0, class_="fv-map__dot")


def _end(spot: ContactSpot, plan: Around) -> Point:
    """Return where the line meets the family: at the one member it is about, else at the middle of the side."""
    x = plan.family.x0 if spot.dot[0] < plan.family.x0 else plan.family.x1
    about = spot.contact.about
    if len(about) == 1:
        return x, next(each.y for each in plan.members if each.member.key == about[0]) - 5
    return x, (plan.family.y0 + plan.family.y1) / 2


def _contact(parent: ET.Element, spot: ContactSpot) -> None:
    contact = spot.contact
    facts = [contact.unit, contact.person, contact.role, contact.place, *contact.plans]
    group = link(parent, contact.href, ", ".join(fact for fact in facts if fact))
    if contact.href:
        box(group, spot.area, class_="fv-pic__hit", radius=6)
    for words in spot.lines:
        if words.first:
            _mark(group, words.kind, words.x - ICON + 0.5, words.y - 4.5)
        bold = words.kind == "unit"
        class_ = "fv-pic__name" if bold else "fv-pic__note"
        text(group, words.x, words.y, words.text, class_=class_, size=UNIT if bold else SMALL)


def _mark(parent: ET.Element, kind: str, x: float, y: float) -> None:
    """Append the small mark of a meeting place (a pin) or a plan (a sheet), its left edge at (x, y)."""
    if kind == "place":
        d = f"M{number(x)} {number(y - 1)}a4 4 0 1 1 8 0q0 3 -4 7q-4 -4 -4 -7z"
    else:
        inner = number(x + 2)
        d = f"M{number(x)} {number(y - 5)}h5l3 3v8h-8z"
        d += f"M{inner} {number(y + 1)}h4M{inner} {number(y + 3.5)}h4"
    mark = add(parent, "path", d=d, class_="fv-map__mark", fill="none", stroke="currentColor")
    mark.set("aria-hidden", "true")
