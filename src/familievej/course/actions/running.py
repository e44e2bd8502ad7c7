# SPDX-License-Identifier: EUPL-1.2
"""What happens while a course runs: its next phase, moved dates, less and more help, a pause."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from familievej.course.actions.allocation import chosen_phase
from familievej.course.actions.moving import (
    change,
    enter,
    gated,
    needs_reason,
    programme_of,
    state_in,
    target,
    write,
)
from familievej.course.models import CourseMove, CoursePhase
from familievej.course.phases import after_pause
from familievej.course.states import Event, State
from familievej.gate import audit
from familievej.gate.action import action

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor


@action("course.phase_next")
def phase_next(*, actor: Actor, course: Course, day: dt.date, phase: str = "") -> CoursePhase:
    """On to the next phase, past optional ones when ``phase`` says so. Raises ValidationError."""
    was = write(actor, course)
    programme = programme_of(course)
    if programme is None:
        raise ValidationError(_("The course follows no written method, so it has no phases."))
    following = chosen_phase(programme, course.phase, phase)
    into = state_in(following, tapering=was is State.TAPERING)
    target(course, Event.NEXT_PHASE, into)
    gated(actor, course, "next_phase", day, into=following.id)
    course.phase = following.id
    change(actor, course, Event.NEXT_PHASE, day, into_state=into, into=following.name, fields=["phase"])
    return enter(actor, course, following, day)


@action("course.phase_move")
def phase_move(*, actor: Actor, course: Course, last: dt.date, reason: str, day: dt.date) -> CoursePhase:
    """The present phase ends on ``last`` instead; the phases after it follow. Raises ValidationError."""
    write(actor, course)
    reason = needs_reason(reason)
    programme = programme_of(course)
    present = course.coursephases.filter(ends__isnull=True).first()
    if programme is None or present is None:
        raise ValidationError(_("The course is in no phase with dates."))
    phase = next(each for each in programme.phases if each.id == present.phase)
    if not phase.indicative:
        raise ValidationError({"last": _("The dates of this phase are fixed.")})
    if last < present.starts:
        raise ValidationError({"last": _("The last day lies before the first. Correct it.")})
    gated(actor, course, "extend", day, said_now=["reason"])
    present.last, present.moved_reason = last, reason
    present.save(update_fields=["last", "moved_reason"])
    change(actor, course, Event.EXTEND, day, into=last.isoformat(), reason=reason)
    return present


@action("course.level_set")
def level_set(*, actor: Actor, course: Course, level: str, reason: str, day: dt.date) -> None:
    """How close the contact is from now on: it may fall, and rise again (000 L1366-1370). Raises ValidationError."""
    write(actor, course)
    reason = needs_reason(reason)
    programme = programme_of(course)
    levels = [each.id for each in programme.levels] if programme else []
    if level not in levels or programme is None:
        raise ValidationError({"level": _("The programme has no such level.")})
    present = levels.index(course.level) if course.level in levels else 0
    wanted = levels.index(level)
    if wanted == present:
        raise ValidationError({"level": _("That is how close the contact is already.")})
    event = Event.TAPER if wanted > present else Event.INTENSIFY
    into = State.TAPERING if wanted else State.RUNNING
    course.level = level
    change(
        actor, course, event, day,
        into_state=into, into=programme.levels[wanted].name, reason=reason, fields=["level"],
    )  # fmt: skip


@action("course.pause")
def pause(*, actor: Actor, course: Course, day: dt.date, reason: str) -> None:
    """The work rests from ``day``; no deadline runs. Raises ValidationError."""
    write(actor, course)
    reason = needs_reason(reason)
    gated(actor, course, "pause", day, said_now=["reason"])
    change(actor, course, Event.PAUSE, day, reason=reason)


@action("course.resume")
def resume(*, actor: Actor, course: Course, day: dt.date) -> None:
    """It goes on as it was; the phase's last day moves by the days that it rested. Raises ValidationError."""
    write(actor, course)
    paused = _last(course, Event.PAUSE)
    into = State(paused.was) if paused else None
    if paused and day < paused.day:
        raise ValidationError({"day": _("It cannot go on before it was paused.")})
    change(actor, course, Event.RESUME, day, into_state=into)
    for present in course.coursephases.filter(ends__isnull=True, last__isnull=False):
        if paused:
            present.last = after_pause(present.last, paused.day, day)
            present.save(update_fields=["last"])
            audit.wrote(actor, "course.phase_move", present, after={"last": present.last})


@action("course.closing_begin")
def closing_begin(*, actor: Actor, course: Course, day: dt.date, reason: str) -> None:
    """An end is planned together with the family. Raises ValidationError."""
    write(actor, course)
    change(actor, course, Event.BEGIN_CLOSING, day, reason=needs_reason(reason))


@action("course.closing_undo")
def closing_undo(*, actor: Actor, course: Course, day: dt.date, reason: str) -> None:
    """It goes on after all, as before; a course that was paused then runs. Raises ValidationError."""
    write(actor, course)
    planned = _last(course, Event.BEGIN_CLOSING)
    was = State(planned.was) if planned else None
    if was is State.PAUSED:
        paused = _last(course, Event.PAUSE)
        was = State(paused.was) if paused else None
    change(actor, course, Event.KEEP_OPEN, day, into_state=was, reason=needs_reason(reason))


def _last(course: Course, event: Event) -> CourseMove | None:
    return course.coursemoves.filter(event=event).order_by("made_at").last()
