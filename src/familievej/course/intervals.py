# SPDX-License-Identifier: EUPL-1.2
"""How often something must happen at the least, and by which day it must happen next.

The first follow-up and the first contact count from the beginning; those after from the last one (a formal follow-up at
least every third month, 002 L581-600; Barnets lov § 95). A level of intensity may have a rhythm of contact of its own
(000 L1366-1370). A rule for a time makes an interval shorter for the families that somebody says it holds for, as long
as the rule and its own time last. While the work rests, no time passes (000 L2530-2534).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.course.states import Event, State

if TYPE_CHECKING:
    from familievej.practice.schema import PracticeModel, Span
    from familievej.practice.schema.programme import Interval, IntervalKind, Programme
    from familievej.practice.schema.texts import TemporaryRule

Rest = tuple[dt.date, dt.date | None]
"""The work rested from the first day until the second, which is not included; None: it rests still."""

FIRST: dict[IntervalKind, IntervalKind] = {"first_follow_up": "follow_up", "first_contact": "contact"}
"""A first time is one of its kind: when it has been, the kind itself goes on from there."""

OF_A_FAMILY: tuple[IntervalKind, ...] = (
    "first_contact",
    "contact",
    "first_follow_up",
    "follow_up",
    "plan_review",
    "coordinating_meeting",
)
"""The kinds that are kept for each family; the others are kept for a team or a worker."""

WORKING = frozenset({State.RUNNING, State.TAPERING, State.CLOSING})


@dataclass(frozen=True)
class Holds:
    """A rule for a time and the day from which it holds for the family."""

    rule: TemporaryRule
    since: dt.date


@dataclass(frozen=True)
class Facts:
    """What a course has done: ``begun`` is the first day of the work itself, None while it waits to begin.

    ``kept`` gives the days on which each kind has been; ``level`` is the id of its level of intensity.
    """

    state: State
    starts: dt.date
    begun: dt.date | None
    kept: Mapping[str, Collection[dt.date]]
    level: str = ""
    holds: Sequence[Holds] = ()
    rests: Sequence[Rest] = ()


@dataclass(frozen=True)
class Turn:
    """What must happen next of a kind: ``last`` is when it was, ``shorter`` the rule for a time that makes it soon."""

    interval: Interval
    every: Span
    last: dt.date | None
    by: dt.date
    shorter: Holds | None = None

    @property
    def kind(self) -> IntervalKind:
        """What it is."""
        return self.interval.kind

    def is_late(self, day: dt.date) -> bool:
        """Whether it should have been before ``day``."""
        return self.by < day


def turns(
    model: PracticeModel,
    programme: Programme,
    facts: Facts,
    day: dt.date,
    kinds: Collection[str] = OF_A_FAMILY,
) -> list[Turn]:
    """One for each of ``kinds`` that the programme has an interval for, soonest first.

    A course that waits to begin waits for the first contact only; phase 0 and a pause have no deadlines.
    """
    if facts.state is State.ALLOCATED:
        kinds = [kind for kind in kinds if kind == "first_contact"]
    elif facts.state not in WORKING:
        return []
    found = []
    for interval in programme.intervals:
        plain = FIRST.get(interval.kind, interval.kind)
        since = facts.starts if plain == "contact" else facts.begun or facts.starts
        been = (at for kind in (plain, f"first_{plain}") for at in facts.kept.get(kind, ()))
        last = max((at for at in been if since <= at <= day), default=None)
        if interval.kind in kinds and not _waits_for_another(programme, interval.kind, last):
            every, shorter = _every(model, programme, interval, facts, day)
            by = _moved(every.after(last or since), last or since, facts.rests, day)
            found.append(Turn(interval, every, last, by, shorter))
    return sorted(found, key=lambda turn: turn.by)


def _waits_for_another(programme: Programme, kind: IntervalKind, last: dt.date | None) -> bool:
    """Until the first one has been only that is waited for, afterwards only the next."""
    if kind in FIRST:
        return last is not None
    first = next((each for each, then in FIRST.items() if then == kind), None)
    return last is None and first is not None and programme.interval(first) is not None


def every_of(programme: Programme, kind: IntervalKind, level: str = "") -> Span | None:
    """How often at the least, as the programme (and for contact the level) says; None when it says nothing."""
    interval = programme.interval(kind)
    own = next((each.contact for each in programme.levels if each.id == level), None)
    return own if kind == "contact" and own else interval.every if interval else None


def rests_of(moves: Iterable[tuple[str, dt.date]]) -> list[Rest]:
    """The times in which the work rested, from the (event, day) of a course in order."""
    found: list[Rest] = []
    paused: dt.date | None = None
    for event, at in moves:
        if event == Event.PAUSE:
            paused = at
        elif paused is not None and event in {Event.RESUME, Event.KEEP_OPEN}:
            found.append((paused, at))
            paused = None
    return [*found, (paused, None)] if paused else found


def begun_on(moves: Sequence[tuple[str, str, dt.date]]) -> dt.date | None:
    """The first day of the work under a written method, from the (event, state that it became, day) of a course.

    A course that was begun without one owes nothing for the time before it followed one.
    """
    work = next((at for _event, became, at in moves if became in WORKING), None)
    bare = bool(moves) and moves[0][0] in {Event.OPEN, Event.RECORD}
    bound = next((at for event, _became, at in moves if event == Event.CHANGE_MODEL), None) if bare else None
    return max(work, bound) if work and bound else work


def may_hold(model: PracticeModel, programme: Programme, day: dt.date) -> list[TemporaryRule]:
    """The rules for a time that are in force on ``day`` and shorten an interval of this programme."""
    kinds = {interval.kind for interval in programme.intervals}
    return [
        rule
        for rule in model.temporary_rules
        if rule.kind in kinds
        and (not rule.programmes or programme.id in rule.programmes)
        and rule.starts <= day < rule.ends
    ]


def ends_for(holds: Holds) -> dt.date:
    """The first day on which a rule for a time no longer holds for the family."""
    own = holds.rule.lasts.after(holds.since) if holds.rule.lasts else holds.rule.ends
    return min(own, holds.rule.ends)


def _every(
    model: PracticeModel, programme: Programme, interval: Interval, facts: Facts, day: dt.date
) -> tuple[Span, Holds | None]:
    every = every_of(programme, interval.kind, facts.level) or interval.every
    in_force = {rule.id for rule in may_hold(model, programme, day)}
    shorter = [
        each
        for each in facts.holds
        if each.rule.id in in_force
        and each.rule.kind in {interval.kind, FIRST.get(interval.kind)}
        and each.since <= day < ends_for(each)
        and each.rule.every.days < every.days
    ]
    best = min(shorter, key=lambda each: each.rule.every.days, default=None)
    return (best.rule.every, best) if best else (every, None)


def _moved(by: dt.date, since: dt.date, rests: Sequence[Rest], day: dt.date) -> dt.date:
    """``by`` later by the days that the work rested after ``since``; a rest after the day itself does not move it."""
    for begun, ended in rests:
        if begun >= by:
            break
        rested = (ended or max(day, begun)) - max(begun, since)
        by += max(rested, dt.timedelta(0))
    return by
