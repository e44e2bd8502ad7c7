# SPDX-License-Identifier: EUPL-1.2
"""Give a family a place, begin its course, let it follow another version, and bring it back on a clip."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from familievej.course.actions.coordination import begin_coordination
from familievej.course.actions.moving import (
    change,
    enter,
    gated,
    leave,
    needs_reason,
    programme_of,
    record,
    state_in,
    write,
)
from familievej.course.actions.places import room_for
from familievej.course.clips import use_clip
from familievej.course.models import Course
from familievej.course.phases import next_phases
from familievej.course.states import Event, State
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.models import Role
from familievej.gate.record import validated
from familievej.people.subjects import refold_around
from familievej.practice.queries import Offered

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit, User
    from familievej.people.models import Family
    from familievej.practice.models import AdoptedModel
    from familievej.practice.schema.programme import Phase, Programme


@action("course.course_start")
def course_start(
    *,
    actor: Actor,
    family: Family,
    unit: Unit,
    starts: dt.date,
    programme: str = "",
    offered: Offered | None = None,
    coordinator: User | None = None,
    reason: str = "",
    organisation: str = "",
    beyond_reason: str = "",
    external_id: str | None = None,
) -> Course:
    """A course of ``family`` from ``starts``, with its first coordinator and why.

    In an ``offered`` programme it is allocated and waits for :func:`course_begin`; without one it runs by no written
    method. Raises ValidationError, also when there is no free place and no leader gives a reason to go beyond.
    """
    course = Course(family=family, unit=unit, programme=programme, starts=starts, external_id=external_id)
    require(actor, Verb.WRITE, course if actor.has_role(Role.LEADER) else family)
    if offered is not None:
        course.adopted, course.programme_key = offered.adopted, offered.programme.id
        course.programme = programme or offered.programme.name
        course.organisation = organisation or offered.programme.organisation or ""
        course.state = State.ALLOCATED
        course.beyond_reason = room_for(actor, offered, coordinator, unit, starts, beyond_reason)
    validated(course).save(force_insert=True)
    if coordinator is not None:
        begin_coordination(course, coordinator, reason, starts)
    refold_around(families=[family.pk])
    event = Event.ALLOCATE if offered else Event.OPEN
    record(actor, course, event, State(course.state), starts, reason=course.beyond_reason)
    audit.wrote(actor, "course.course_start", course, after={"programme": course.programme, "starts": starts})
    return course


@action("course.course_begin")
def course_begin(
    *, actor: Actor, course: Course, day: dt.date, phase: str = "", access_agreement: str = ""
) -> None:
    """From its allocation into its first phase (an optional phase 0 may be passed by). Raises ValidationError."""
    write(actor, course)
    programme = programme_of(course)
    if programme is None:
        raise ValidationError(_("Choose a programme first."))
    first = chosen_phase(programme, course.phase, phase)
    course.access_agreement = access_agreement.strip() or course.access_agreement
    gated(actor, course, "start", day, said_now=["access_agreement"] if course.access_agreement else [])
    course.phase = first.id
    course.level = programme.levels[0].id if programme.levels else ""
    change(
        actor, course, Event.START, day,
        into_state=state_in(first), into=first.name, fields=["phase", "level", "access_agreement"],
    )  # fmt: skip
    enter(actor, course, first, day)


def chosen_phase(programme: Programme, current: str, wanted: str) -> Phase:
    """The phase called ``wanted`` among those that may follow; the next one when nothing is wanted.

    Raises ValidationError.
    """
    following = next_phases(programme.road(), current)
    found = next((phase for phase in following if not wanted or phase.id == wanted), None)
    if found is None:
        raise ValidationError({"phase": _("The programme has no such next phase.")})
    return found


@action("course.model_change")
def model_change(
    *,
    actor: Actor,
    course: Course,
    adopted: AdoptedModel,
    programme_key: str,
    day: dt.date,
    reason: str,
    phase: str = "",
    beyond_reason: str = "",
) -> None:
    """From ``day`` on the course follows a programme of another adopted version, in ``phase`` of it.

    A course that followed no written method begins to follow one. Another programme than before is a place in it: it
    waits for a free one as an allocation does. Raises ValidationError.
    """
    write(actor, course)
    reason = needs_reason(reason)
    programme = adopted.model.programme(programme_key)
    if programme is None:
        raise ValidationError({"programme": _("This version has no such programme.")})
    gated(actor, course, "change_model", day, said_now=["reason"])
    before_key = (course.adopted.model_id if course.adopted else "", course.programme_key)
    if before_key != (adopted.model_id, programme.id):
        held = course.coordinations.as_of(day).select_related("user").first()
        course.beyond_reason = room_for(
            actor, Offered(adopted, programme), held.user if held else None, course.unit, day, beyond_reason,
            holds=("worker", "team"),
        )  # fmt: skip
    before = f"{course.adopted or '–'} → {adopted}"
    entered = _phase_of(programme, phase or course.phase) if course.state != State.ALLOCATED else None
    course.adopted, course.programme_key, course.programme = adopted, programme.id, programme.name
    course.organisation = course.organisation or programme.organisation or ""
    course.phase = entered.id if entered else ""
    levels = [level.id for level in programme.levels]
    course.level = course.level if course.level in levels else (levels[0] if levels else "")
    moving = entered if course.state in {State.PHASE_ZERO, State.RUNNING} else None
    change(
        actor, course, Event.CHANGE_MODEL, day, into_state=state_in(moving) if moving else None,
        into=before[:200], reason=reason,
        fields=["adopted", "programme_key", "programme", "organisation", "phase", "level", "beyond_reason"],
    )  # fmt: skip
    if entered:
        enter(actor, course, entered, day)


def _phase_of(programme: Programme, wanted: str) -> Phase:
    road = programme.road()
    # A course that runs already has trust behind it: it goes into the first phase with deadlines.
    dated = [phase for phase in road if phase.deadlines] or list(road)
    found = next((phase for phase in road if phase.id == wanted), None if wanted else dated[0])
    if found is None:
        raise ValidationError({"phase": _("Choose the phase of the new version that the family is in.")})
    return found


@action("course.course_reopen")
def course_reopen(
    *,
    actor: Actor,
    course: Course,
    coordinator: User,
    why_coordinator: str,
    reason: str,
    day: dt.date,
    phase: str = "",
) -> Course:
    """The family comes back on a clip: a new course that follows ``course``, without a new allocation (000 L1141-1143).

    It follows the same version, in ``phase`` (the last one it was in). Raises ValidationError.
    """
    write(actor, course)
    reason = needs_reason(reason)
    programme = programme_of(course)
    if programme is None or not course.clips:
        raise ValidationError(_("The family has no clip left. It needs a new allocation."))
    gated(actor, course, "reopen", day, said_now=["reason", "coordinator"])
    into = _phase_of(programme, phase or course.phase)
    change(actor, course, Event.REOPEN, day, reason=reason)
    following = validated(
        Course(
            family_id=course.family_id, unit_id=course.unit_id, programme=course.programme, starts=day,
            adopted=course.adopted, programme_key=course.programme_key, follows=course, clips=use_clip(course.clips),
            organisation=course.organisation, access_agreement=course.access_agreement, state=state_in(into),
            phase=into.id, level=programme.levels[0].id if programme.levels else "",
        )
    )  # fmt: skip
    following.save(force_insert=True)
    begin_coordination(following, coordinator, why_coordinator, day)
    refold_around(families=[course.family_id])
    record(actor, following, Event.RETURN, State(following.state), day, into=into.name, reason=reason)
    leave(actor, course, day)
    enter(actor, following, into, day)
    return following
