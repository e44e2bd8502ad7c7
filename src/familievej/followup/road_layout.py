# SPDX-License-Identifier: EUPL-1.2
"""Where milestones and their words stand along the road.

Words hang like flags on a pole, to the right of it. Seen from the right, a flag must hang further out than every pole
it would otherwise cover; where that would take too many lanes, milestones close to each other become one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import dateformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from familievej.followup.road_data import MilestoneKind, RoadRow
from familievej.people.pictures.svg import Box
from familievej.people.pictures.text import shorten, text_width, wrap

DAY_SIZE, TEXT_SIZE = 12.0, 13.5
FLAG = 172.0
_WORDS_ROOM = 140.0
MOST_LANES = 3
LEFT, FOLD_ROOM = 22.0, 92.0
_BETWEEN = 10.0
_APART = 26.0
_LINE = 17.0
_LANE_GAP = 14.0
_LEAST_DAYS = 60
_SHARE_AFTER = 0.08
_IMPORTANCE = {kind: at for at, kind in enumerate(MilestoneKind)}


@dataclass(frozen=True)
class Stop:
    """A mark on the road: one milestone or several close together, with its flag.

    `lane` counts outwards from the road, `above` or below it. The stop without rows is today.
    """

    x: float
    rows: tuple[RoadRow, ...]
    day: str
    words: tuple[str, ...]
    more: str
    """How many milestones stand here beside the one in words; empty for none."""
    above: bool
    lane: int

    @property
    def kind(self) -> MilestoneKind | None:
        """The weightiest kind among the milestones."""
        return min((row.kind for row in self.rows), key=_IMPORTANCE.__getitem__, default=None)

    @property
    def width(self) -> float:
        """Return the width of the flag."""
        words = [text_width(line, TEXT_SIZE, bold=True) for line in self.words]
        return max([text_width(self.day, DAY_SIZE), text_width(self.more, DAY_SIZE), *words])

    @property
    def height(self) -> float:
        """Return the height of the flag."""
        return _LINE * (1 + len(self.words) + bool(self.more))


@dataclass(frozen=True)
class Tick:
    """A month or year on the axis under the road."""

    x: float
    day: date
    year: bool


@dataclass(frozen=True)
class RoadLayout:
    """The road in place: `y` is its middle, `axis` the baseline of months."""

    stops: tuple[Stop, ...]
    ticks: tuple[Tick, ...]
    start: float
    today: float
    end: float
    y: float
    axis: float
    height: float
    lane: float

    def flag(self, stop: Stop) -> Box:
        """Return the space of a flag's words."""
        if stop.above:
            foot = self.y - 30 - stop.lane * self.lane
            return Box(stop.x + 5, foot - stop.height, stop.x + 5 + stop.width, foot)
        top = self.y + 30 + stop.lane * self.lane
        return Box(stop.x + 5, top, stop.x + 5 + stop.width, top + stop.height)


def lay_out(
    rows: Sequence[RoadRow], today: date, today_text: str, *, width: float, folded: bool
) -> RoadLayout:
    """Return the geometry of the milestones in `rows`, which are in order of day."""
    start = LEFT + (FOLD_ROOM if folded else 0.0)
    end = width - FLAG - _BETWEEN
    first = min([today, *(row.day for row in rows)])
    last = max([today, *(row.day for row in rows)])
    spare = max(_LEAST_DAYS - (last - first).days, 0)
    first -= timedelta(days=spare)
    days = max((last - first).days, 1) * (1 + _SHARE_AFTER)

    def place(day: date) -> float:
        return start + (end - start) * (day - first).days / days

    apart = _APART
    stops = _flags(_clusters(rows, place, apart), place(today), today_text)
    while max(stop.lane for stop in stops) >= MOST_LANES:
        apart *= 1.25
        stops = _flags(_clusters(rows, place, apart), place(today), today_text)
    lane = max(stop.height for stop in stops) + _LANE_GAP
    above = 1 + max((stop.lane for stop in stops if stop.above), default=-1)
    below = 1 + max((stop.lane for stop in stops if not stop.above), default=-1)
    y = 30 + above * lane - (_LANE_GAP if above else 0) + 4
    axis = y + 30 + below * lane + 14
    ticks = _ticks(first, first + timedelta(days=round(days)), place, (end - start) / days)
    return RoadLayout(tuple(stops), ticks, start, place(today), end, y, axis, axis + 12, lane)


def _clusters(
    rows: Sequence[RoadRow], place: Callable[[date], float], apart: float
) -> list[tuple[float, list[RoadRow]]]:
    """Return milestones in groups that stand less than `apart` units from each other; past and future stay apart."""
    groups: list[list[RoadRow]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        near = last and place(row.day) - place(groups[-1][0].day) < apart
        if last and near and (last.when == "future") == (row.when == "future"):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [(sum(place(row.day) for row in group) / len(group), group) for group in groups]


def _flags(groups: Sequence[tuple[float, list[RoadRow]]], today: float, today_text: str) -> list[Stop]:
    """Return stops with the lane of each flag, from right to left the innermost that covers no other pole."""
    bare = [
        Stop(x, tuple(group), _day(group), _words(group), _more(group), above=True, lane=0)
        for x, group in groups
    ]
    bare.append(Stop(today, (), today_text, (_("Today"),), "", above=False, lane=0))
    stops: list[Stop] = []
    for stop in sorted(bare, key=lambda each: -each.x):
        reach = stop.x + 5 + stop.width + _BETWEEN
        lanes = {
            above: 1 + max((s.lane for s in stops if s.above is above and s.x < reach), default=-1)
            for above in (True, False)
        }
        above = lanes[True] <= lanes[False] if stop.rows else False
        stops.append(replace(stop, above=above, lane=lanes[above]))
    return stops[::-1]


def _day(group: Sequence[RoadRow]) -> str:
    first, last = group[0], group[-1]
    if first.day == last.day:
        return first.day_text
    return shorten(f"{_abbreviated(first)} – {_abbreviated(last)}", FLAG - 8, DAY_SIZE)


def _abbreviated(row: RoadRow) -> str:
    """Return the day with a short month, and with the year where the row tells the year."""
    pattern = "j. b" if (get_language() or "da").startswith("da") else "j M"
    year = str(row.day.year)
    return dateformat.format(row.day, pattern) + (f" {year}" if year in row.day_text else "")


def _words(group: Sequence[RoadRow]) -> tuple[str, ...]:
    row = min(group, key=lambda each: _IMPORTANCE[each.kind])
    return wrap(row.text or row.kind_name, _WORDS_ROOM, TEXT_SIZE, bold=True)


def _more(group: Sequence[RoadRow]) -> str:
    more = len(group) - 1
    return ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more} if more else ""


def _ticks(first: date, last: date, place: Callable[[date], float], per_day: float) -> tuple[Tick, ...]:
    """Return the firsts of months that have room for their names: every month, quarter or only years."""
    step = next((months for months in (1, 3, 6, 12) if months * 30 * per_day >= 52), 12)
    ticks = []
    year, month = first.year, 1
    while date(year, month, 1) <= last:
        day = date(year, month, 1)
        if day >= first:
            ticks.append(Tick(place(day), day, month == 1))
        year, month = (year, month + step) if month + step <= 12 else (year + 1, 1)
    return tuple(ticks)
