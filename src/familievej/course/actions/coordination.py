# SPDX-License-Identifier: EUPL-1.2
"""Choose a coordinator, and hand the family over to another with a note."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.course.actions.moving import change, gated, programme_of
from familievej.course.actions.places import room_for
from familievej.course.models import Coordination, Course
from familievej.course.states import Event
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import end, validated
from familievej.people.subjects import refold_around
from familievej.practice.queries import Offered

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import User


@action("course.coordinator_change")
def coordinator_change(
    *,
    actor: Actor,
    course: Course,
    coordinator: User,
    reason: str,
    day: dt.date,
    note: str = "",
    beyond_reason: str = "",
) -> Coordination:
    """From ``day`` on ``coordinator`` coordinates, and nobody else: the one before loses access then.

    ``note`` is the handover: what the next one must know, as the family knows it. Raises ValidationError, also
    when the next one's desk is full and no leader gives a reason to go beyond.
    """
    require(actor, Verb.WRITE, course)
    before = list(course.coordinations.as_of(day))
    if any(present.user_id == coordinator.pk for present in before):
        raise ValidationError({"coordinator": _("This person coordinates already.")})
    if before:
        gated(actor, course, "hand_over", day, said_now=_handed_over(course, reason, note))
        programme = programme_of(course)
        if programme and course.adopted:
            why = room_for(
                actor, Offered(course.adopted, programme), coordinator, course.unit, day, beyond_reason,
                asks=("worker",),
            )  # fmt: skip
            reason = f"{reason} {why}".strip()
            course.beyond_reason = why or course.beyond_reason
    for present in before:
        end(actor, "course.coordinator_end", present, day)
    following = begin_coordination(course, coordinator, reason, day, note)
    if before:
        change(
            actor, course, Event.HAND_OVER, day,
            into=coordinator.name[:200], reason=reason, fields=["beyond_reason"],
        )  # fmt: skip
    refold_around(families=[course.family_id])
    audit.wrote(
        actor,
        "course.coordinator_change",
        following,
        after={"coordinator": str(coordinator), "reason": reason},
    )
    return following


def _handed_over(course: Course, reason: str, note: str) -> set[str]:
    """The note is the handover form that the model asks for."""
    programme = programme_of(course)
    met = {"coordinator"}
    if reason.strip():
        met.add("reason")
    if note.strip() and programme:
        gates = programme.gates_of("hand_over")
        met |= {str(need) for gate in gates for need in gate.needs if need.kind == "form"}
    return met


def begin_coordination(
    course: Course, coordinator: User, reason: str, day: dt.date, note: str = ""
) -> Coordination:
    """Part of an action. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Write why this coordinator was chosen.")})
    chosen = validated(
        Coordination(
            course=course,
            family_id=course.family_id,
            unit_id=course.unit_id,
            user=coordinator,
            reason=reason,
            handover_note=note.strip(),
            starts=day,
        )
    )
    chosen.save(force_insert=True)
    return chosen
