# SPDX-License-Identifier: EUPL-1.2
"""What every move of a course does: asks the table and the gates, changes the state, writes it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from familievej.course import states
from familievej.course.gates import waiting
from familievej.course.models import CourseMove, CoursePhase
from familievej.course.need_words import said
from familievej.course.needs import needs_met
from familievej.course.phases import last_day
from familievej.course.states import Event, State
from familievej.gate import audit
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import end, validated
from familievej.practice.queries import programme

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.practice.schema.programme import Move, Phase, Programme


def programme_of(course: Course) -> Programme | None:
    """The programme that the course is bound to, in the version under which it began."""
    return programme(course.adopted, course.programme_key) if course.adopted else None


def write(actor: Actor, course: Course) -> State:
    """The state of ``course``, when ``actor`` may change it. Raises NoAccess."""
    require(actor, Verb.WRITE, course)
    return State(course.state)


def gated(
    actor: Actor,
    course: Course,
    move: Move,
    day: dt.date,
    *,
    said_now: Collection[str] = (),
    into: str | None = None,
) -> None:
    """Raises ValidationError with every rule that ``move`` waits for. A course without a model has no gates."""
    found = programme_of(course)
    if found is None or not found.gates_of(move, into):
        return
    met = {*needs_met(actor, course, day, found.gates_of(move, into)), *said_now}
    shut = waiting(found, move, met, into)
    if shut and course.adopted:
        raise ValidationError(
            [
                _("%(rule)s Missing: %(missing)s.")
                % {
                    "rule": each.gate.says,
                    "missing": ", ".join(said(course.adopted.model, need) for need in each.missing),
                }
                for each in shut
            ]
        )


def target(course: Course, event: Event, into: State | None = None) -> State:
    """Where ``event`` leads the course. Raises ValidationError when the table has no such move."""
    try:
        return states.move(State(course.state), event, into)
    except states.Impossible as fault:
        raise ValidationError(
            _("A course that is “%(state)s” cannot do this: %(event)s.")
            % {"state": course.get_state_display(), "event": event.label}
        ) from fault


def needs_reason(reason: str, field: str = "reason") -> str:
    """``reason`` without the spaces around it. Raises ValidationError when nothing is left."""
    if not reason.strip():
        raise ValidationError({field: _("Write why.")})
    return reason.strip()


def record(
    actor: Actor,
    course: Course,
    event: Event,
    became: State,
    day: dt.date,
    *,
    was: State | None = None,
    into: str = "",
    reason: str = "",
) -> CourseMove:
    """Write the move down, with who made it. The trigger asks the table again."""
    made = validated(
        CourseMove(
            course=course,
            family_id=course.family_id,
            unit_id=course.unit_id,
            event=event,
            was=was or "",
            became=became,
            day=day,
            into=into,
            reason=reason,
            by_name=actor.name[:200],
        )
    )
    made.save(force_insert=True)
    audit.wrote(
        actor,
        f"course.{event.value}",
        made,
        before={"state": was.value if was else None},
        after={"state": became.value, "into": into, "reason": reason},
    )
    return made


def change(
    actor: Actor,
    course: Course,
    event: Event,
    day: dt.date,
    *,
    into_state: State | None = None,
    into: str = "",
    reason: str = "",
    fields: Collection[str] = (),
) -> CourseMove:
    """One move of a course that exists: state, the other ``fields`` that were set, and the written move."""
    was = State(course.state)
    course.state = target(course, event, into_state)
    course.save(update_fields=["state", *fields])
    return record(actor, course, event, State(course.state), day, was=was, into=into, reason=reason)


def enter(actor: Actor, course: Course, phase: Phase, day: dt.date) -> CoursePhase:
    """Leave the phase before and enter ``phase`` on ``day``, with its planned last day."""
    leave(actor, course, day)
    entered = validated(
        CoursePhase(
            course=course,
            family_id=course.family_id,
            unit_id=course.unit_id,
            phase=phase.id,
            name=phase.name,
            starts=day,
            last=last_day(phase, day),
        )
    )
    entered.save(force_insert=True)
    return entered


def leave(actor: Actor, course: Course, day: dt.date) -> None:
    """End the phase that the course is in, if any."""
    for present in course.coursephases.filter(ends__isnull=True):
        end(actor, "course.phase_end", present, day)


def state_in(phase: Phase, tapering: bool = False) -> State:
    """The state of a course in ``phase``: a phase without deadlines is a phase 0."""
    if tapering:
        return State.TAPERING
    return State.RUNNING if phase.deadlines else State.PHASE_ZERO
