# SPDX-License-Identifier: EUPL-1.2
"""What must happen next with a family, by the intervals of the version that its course follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.course.intervals import (
    FIRST,
    OF_A_FAMILY,
    Facts,
    Holds,
    Turn,
    begun_on,
    ends_for,
    may_hold,
    rests_of,
    turns,
)
from familievej.course.models import Course, CourseMove, Met
from familievej.course.states import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.gate.actor import Actor
    from familievej.practice.schema.programme import Programme
    from familievej.practice.schema.texts import TemporaryRule

# The days on which something of a kind has been, for each family that has any.
Keeps = Callable[["Actor", Collection[UUID], dt.date], Mapping[UUID, Collection[dt.date]]]


@dataclass(frozen=True)
class Keeper:
    """A room that knows when something of ``kind`` has been; ``url`` is where the next is written, of the family.

    With ``alone`` nobody writes by hand that it has been.
    """

    kind: str
    keeps: Keeps
    url: Callable[[UUID], str] | None = None
    action: str | _StrPromise = ""
    alone: bool = False


_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """The days that ``keeper`` knows count with those that people write. Raises ValueError for an unknown kind."""
    if keeper.kind not in OF_A_FAMILY:
        raise ValueError(f"{keeper.kind!r} is not kept for each family")
    _keepers.append(keeper)


def keeper_of(kind: str) -> Keeper | None:
    """The room where the next of ``kind`` is written, if there is one."""
    plain = FIRST.get(kind, kind)  # type: ignore[call-overload]  # an unknown kind is its own
    return next((keeper for keeper in _keepers if keeper.kind == plain and keeper.alone), None)


@dataclass(frozen=True)
class ForATime:
    """A rule for a time that is in force: for this family since ``met.day``, or (None) nobody has said so."""

    rule: TemporaryRule
    met: Met | None = None

    @property
    def until(self) -> dt.date:
        """The first day on which it no longer holds: for this family, or for anybody."""
        return ends_for(Holds(self.rule, self.met.day)) if self.met else self.rule.ends


def by_hand() -> list[str]:
    """The kinds of which somebody writes that they have been."""
    return [kind for kind in OF_A_FAMILY if keeper_of(kind) is None]


def rhythm_of(
    actor: Actor, courses: Collection[Course], day: dt.date, kinds: Collection[str]
) -> dict[UUID, list[Turn]]:
    """:func:`rhythm` for a room that has not read what was written by hand. One query more."""
    mets = Met.objects.visible_to(actor).filter(course__in=[c.pk for c in courses], withdrawn_at__isnull=True)
    return rhythm(actor, courses, mets, day, kinds)


def rhythm(
    actor: Actor,
    courses: Collection[Course],
    mets: Iterable[Met],
    day: dt.date,
    kinds: Collection[str] = OF_A_FAMILY,
) -> dict[UUID, list[Turn]]:
    """The turns of each course that follows a version. One query for the moves and one for each keeper."""
    followed = {c.pk: c for c in courses if _programme(c) and State(c.state) is not State.PAUSED}
    if not followed or not kinds:
        return {}
    moves: dict[UUID, list[CourseMove]] = {}
    rows = CourseMove.objects.visible_to(actor).filter(course__in=followed)
    for move in rows.order_by("day", "made_at"):
        moves.setdefault(move.course_id, []).append(move)
    kept = _kept(actor, {c.family_id for c in followed.values()}, day, kinds)
    written: dict[UUID, list[Met]] = {}
    for met in mets:
        written.setdefault(met.course_id, []).append(met)
    found = {}
    for pk, course in followed.items():
        programme = _programme(course)
        if course.adopted and programme:
            facts = _facts(
                course, programme, moves.get(pk, []), written.get(pk, []), kept.get(course.family_id, {})
            )
            found[pk] = turns(course.adopted.model, programme, facts, day, kinds)
    return found


def for_a_time(course: Course, mets: Iterable[Met], day: dt.date) -> list[ForATime]:
    """The rules for a time that somebody may say hold for the family, or has said so of."""
    programme = _programme(course)
    if course.adopted is None or programme is None:
        return []
    held = {met.need: met for met in mets}
    rules = may_hold(course.adopted.model, programme, day)
    return [ForATime(rule, held.get(f"holds:{rule.id}")) for rule in rules]


def _programme(course: Course) -> Programme | None:
    return course.adopted.model.programme(course.programme_key) if course.adopted else None


def _kept(
    actor: Actor, families: Collection[UUID], day: dt.date, kinds: Collection[str]
) -> dict[UUID, dict[str, list[dt.date]]]:
    kept: dict[UUID, dict[str, list[dt.date]]] = {}
    for keeper in (each for each in _keepers if each.kind in kinds):
        for family, days in keeper.keeps(actor, families, day).items():
            kept.setdefault(family, {}).setdefault(keeper.kind, []).extend(days)
    return kept


def _facts(
    course: Course,
    programme: Programme,
    moves: list[CourseMove],
    mets: list[Met],
    kept: Mapping[str, Collection[dt.date]],
) -> Facts:
    days: dict[str, list[dt.date]] = {kind: list(at) for kind, at in kept.items()}
    for met in mets:
        kind, _colon, of = met.need.partition(":")
        if kind == "interval":
            days.setdefault(of, []).append(met.day)
    rules = {rule.id: rule for rule in course.adopted.model.temporary_rules} if course.adopted else {}
    holds = [
        Holds(rules[of], met.day)
        for met in mets
        for kind, _colon, of in [met.need.partition(":")]
        if kind == "holds"
        and of in rules
        and (not rules[of].programmes or programme.id in rules[of].programmes)
    ]
    return Facts(
        state=State(course.state),
        starts=course.starts,
        begun=begun_on([(move.event, move.became, move.day) for move in moves]),
        kept=days,
        level=course.level,
        holds=holds,
        rests=rests_of((move.event, move.day) for move in moves),
    )
