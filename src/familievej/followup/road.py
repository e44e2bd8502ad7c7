# SPDX-License-Identifier: EUPL-1.2
"""The road: a family's time as one line, oldest left, today marked, what is agreed for the future to the right.

Nothing is read from a database here: the caller passes only the milestones that the reader may see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.base.dates import say_day_short
from familievej.followup.road_data import KIND_NAMES, Milestone, MilestoneKind, RoadRow, When
from familievej.followup.road_drawing import draw_road
from familievej.people.pictures.svg import Picture

__all__ = ["Milestone", "MilestoneKind", "Road", "RoadRow", "road"]

WIDE = 1120.0
MOST_PAST = 16


@dataclass(frozen=True)
class Road:
    """The road as a picture for a large screen and as rows for a list; `folded` says what lies before it begins."""

    wide: Picture[RoadRow]
    rows: tuple[RoadRow, ...]
    folded: str

    @property
    def early(self) -> tuple[RoadRow, ...]:
        """Return the milestones before the road begins."""
        return tuple(row for row in self.rows if row.folded)

    @property
    def shown(self) -> tuple[RoadRow, ...]:
        """Return the milestones on the road."""
        return tuple(row for row in self.rows if not row.folded)


def road(
    milestones: Iterable[Milestone],
    *,
    today: date,
    prefix: str,
    title: str,
    fold_before: date | None = None,
    width: float = WIDE,
) -> Road:
    """Return the road of a family.

    Milestones before `fold_before` are folded into one mark; where no day is given, all but the latest `MOST_PAST`
    of the past are. `width` is in units (pixels at the usual type size), `prefix` starts every id.
    """
    ordered = sorted(milestones, key=lambda each: each.day)
    past = [each for each in ordered if each.day < today]
    if fold_before is None:
        fold_before = past[-MOST_PAST].day if len(past) > MOST_PAST else date.min
    rows = tuple(_row(each, today, folded=each.day < fold_before and each.day < today) for each in ordered)
    early = [row for row in rows if row.folded]
    folded = _folded(early)
    words = _description(rows, folded)
    shown = [row for row in rows if not row.folded]
    svg, height = draw_road(
        shown, folded, len(early), today=today, prefix=prefix, title=title, description=words, width=width
    )
    return Road(Picture(svg, width, height, title, words, rows), rows, folded)


def _row(milestone: Milestone, today: date, *, folded: bool) -> RoadRow:
    when: When = "past" if milestone.day < today else "future" if milestone.day > today else "today"
    return RoadRow(
        key=milestone.key,
        day=milestone.day,
        day_text=say_day_short(milestone.day, today),
        kind=milestone.kind,
        kind_name=str(KIND_NAMES[milestone.kind]),
        text=milestone.text,
        when=when,
        folded=folded,
        href=milestone.href,
    )


def _folded(early: list[RoadRow]) -> str:
    if not early:
        return ""
    facts = {"count": len(early), "day": say_day_short(early[0].day, None)}
    return ngettext("%(count)d earlier, on %(day)s", "%(count)d earlier since %(day)s", len(early)) % facts


def _description(rows: tuple[RoadRow, ...], folded: str) -> str:
    if not rows:
        return _("Nothing has been written on the road yet.")
    sentences = [f"{folded}."] if folded else []
    for row in rows:
        if not row.folded:
            what = f"{row.kind_name}: {row.text}" if row.text else row.kind_name
            sentences.append(f"{row.day_text}, {what}.")
    return " ".join(sentences)
