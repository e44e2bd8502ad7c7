# SPDX-License-Identifier: EUPL-1.2
"""The days of a course's phases: computed from its start, moved with a reason, and late only where there are deadlines.

A phase lasts from its first day to its last, both included: four weeks from Monday 1 September end on Sunday 28
September (the twelve weeks in three phases: 002 L1528-1531, L1554-1610).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from familievej.practice.schema.programme import Event, Phase

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Entered:
    """A phase that the course has been in: ``last`` is the planned last day, ``left`` the first day after it."""

    phase: str
    starts: dt.date
    last: dt.date | None
    left: dt.date | None = None


@dataclass(frozen=True)
class Stretch:
    """A phase on the course's road. ``last`` is None where it lasts as long as it takes; so is all after it."""

    phase: Phase
    starts: dt.date | None
    last: dt.date | None
    state: str

    @property
    def is_now(self) -> bool:
        """Whether the course is in it."""
        return self.state == "now"


def last_day(phase: Phase, starts: dt.date) -> dt.date | None:
    """The last day of ``phase`` when it begins on ``starts``; None for a phase without length or deadlines."""
    if phase.length is None or not phase.deadlines:
        return None
    return phase.length.after(starts) - DAY


def stretches(road: Sequence[Phase], entered: Sequence[Entered], starts: dt.date) -> list[Stretch]:
    """Every phase of ``road`` with its days: those that were, the one that is, and the plan for those to come.

    ``entered`` in order of time; a phase that was entered twice counts the last time. An optional phase 0 that was
    passed by is left out. The next phases follow on the day after the one before.
    """
    been = {each.phase: each for each in entered}
    latest = entered[-1].phase if entered else None
    reached = next((number for number, phase in enumerate(road) if phase.id == latest), -1)
    found: list[Stretch] = []
    following: dt.date | None = starts
    for number, phase in enumerate(road):
        there = been.get(phase.id)
        if there is not None and number <= reached:
            state = "now" if phase.id == latest and there.left is None else "done"
            last = there.left - DAY if there.left else there.last
            found.append(Stretch(phase, there.starts, last, state))
            following = last + DAY if last else None
        elif number > reached and not (phase.optional and not phase.deadlines and reached < 0):
            last = last_day(phase, following) if following else None
            found.append(Stretch(phase, following, last, "ahead"))
            following = last + DAY if last else None
    return found


def next_phases(road: Sequence[Phase], current: str) -> list[Phase]:
    """Where a course may go from ``current`` (empty: from its allocation): the next phase, and past optional ones."""
    at = next((number for number, phase in enumerate(road) if phase.id == current), -1)
    found: list[Phase] = []
    for phase in road[at + 1 :]:
        found.append(phase)
        if not phase.optional:
            break
    return found


def after_pause(last: dt.date | None, paused: dt.date, resumed: dt.date) -> dt.date | None:
    """The phase's last day when the work rested from ``paused`` until ``resumed``: the rest is not counted."""
    return last + (resumed - paused) if last else None


@dataclass(frozen=True)
class Due:
    """Something that must happen in the present phase: by when (None: no deadline), and whether it is done."""

    event: Event
    by: dt.date | None
    done_on: dt.date | None = None

    def is_late(self, day: dt.date) -> bool:
        """Whether it should have been done before ``day``."""
        return self.done_on is None and self.by is not None and self.by < day


def due_events(phase: Phase, starts: dt.date, last: dt.date | None, done: dict[str, dt.date]) -> list[Due]:
    """The events of ``phase``, each by its own day or the phase's last. A phase 0 has no deadlines (000 L2530-2534)."""
    return [Due(event, _by(phase, event, starts, last), done.get(event.id)) for event in phase.events]


def _by(phase: Phase, event: Event, starts: dt.date, last: dt.date | None) -> dt.date | None:
    if not phase.deadlines or not event.required:
        return None
    own = event.due.after(starts) if event.due else None
    return min((day for day in (own, last) if day), default=None)
