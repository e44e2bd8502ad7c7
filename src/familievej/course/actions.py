# SPDX-License-Identifier: EUPL-1.2
"""Begin a course, choose and change its coordinator, close it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.course.models import Coordination, Course
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import end, validated
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit, User
    from familievej.people.models import Family


@action("course.course_start")
def course_start(
    *,
    actor: Actor,
    family: Family,
    unit: Unit,
    programme: str,
    starts: dt.date,
    coordinator: User | None = None,
    reason: str = "",
    external_id: str | None = None,
) -> Course:
    """A course of ``family`` in ``programme`` from ``starts``, with its first coordinator and why.

    Raises ValidationError.
    """
    require(actor, Verb.WRITE, family)
    course = validated(
        Course(family=family, unit=unit, programme=programme, starts=starts, external_id=external_id)
    )
    course.save(force_insert=True)
    if coordinator is not None:
        _begin(course, coordinator, reason, starts)
    refold_around(families=[family.pk])
    audit.wrote(actor, "course.course_start", course, after={"programme": programme, "starts": starts})
    return course


@action("course.coordinator_change")
def coordinator_change(
    *, actor: Actor, course: Course, coordinator: User, reason: str, day: dt.date
) -> Coordination:
    """From ``day`` on ``coordinator`` coordinates, and nobody else: the one before loses access then.

    Raises ValidationError.
    """
    require(actor, Verb.WRITE, course)
    for present in course.coordinations.as_of(day):
        end(actor, "course.coordinator_end", present, day)
    following = _begin(course, coordinator, reason, day)
    refold_around(families=[course.family_id])
    audit.wrote(
        actor,
        "course.coordinator_change",
        following,
        after={"coordinator": str(coordinator), "reason": reason},
    )
    return following


@action("course.course_close")
def course_close(*, actor: Actor, course: Course, day: dt.date, reason: str, note: str = "") -> None:
    """``day`` is the first after the course. The coordinator's access ends with it. Raises ValidationError."""
    require(actor, Verb.WRITE, course)
    course.closing_reason, course.closing_note = reason, note
    course.save(update_fields=["closing_reason", "closing_note"])
    for present in course.coordinations.filter(ends__isnull=True):
        end(actor, "course.coordinator_end", present, day)
    end(actor, "course.course_close", course, day)
    refold_around(families=[course.family_id])


def _begin(course: Course, coordinator: User, reason: str, day: dt.date) -> Coordination:
    if not reason.strip():
        raise ValidationError({"reason": _("Write why this coordinator was chosen.")})
    chosen = validated(
        Coordination(course=course, family_id=course.family_id, user=coordinator, reason=reason, starts=day)
    )
    chosen.save(force_insert=True)
    return chosen
