# SPDX-License-Identifier: EUPL-1.2
"""Emergency access: opened with a reason by whoever needs it, closed by itself, reviewed by somebody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import EmergencyAccess
from familievej.gate import audit
from familievej.gate.acting import refold_user
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.gate.record import validated

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.gate.actor import Actor


@action("access.emergency_open")
def emergency_open(
    *, actor: Actor, family_id: UUID, reason: str, kept_from_family: str = ""
) -> EmergencyAccess:
    """See the family for :setting:`FAMILIEVEJ_EMERGENCY_HOURS` hours, from now. Raises NoAccess, ValidationError."""
    if not actor.is_staff or actor.user_id is None:
        raise NoAccess
    now = timezone.now()
    emergency = validated(
        EmergencyAccess(
            family_id=family_id,
            user_id=actor.user_id,
            reason=reason,
            kept_from_family=kept_from_family,
            starts_at=now,
            ends_at=now + dt.timedelta(hours=settings.FAMILIEVEJ_EMERGENCY_HOURS),
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select access_emergency_open(%s, %s, %s, %s, %s)",
            [
                str(emergency.pk),
                str(family_id),
                reason,
                kept_from_family,
                settings.FAMILIEVEJ_EMERGENCY_HOURS,
            ],
        )
    refold_user(actor.user_id)
    audit.wrote(actor, "access.emergency_open", emergency, after={"reason": reason})
    return emergency


@action("access.emergency_close")
def emergency_close(*, actor: Actor, emergency: EmergencyAccess) -> None:
    """No longer needed: closed now rather than when the hours have gone."""
    if emergency.user_id != actor.user_id:
        raise NoAccess
    with connection.cursor() as cursor:
        cursor.execute("select access_emergency_close(%s)", [str(emergency.pk)])
    refold_user(actor.user_id)
    audit.wrote(actor, "access.emergency_close", emergency)


@action("access.emergency_review")
def emergency_review(*, actor: Actor, emergency: EmergencyAccess, review: str) -> None:
    """A leader or the data protection officer looks at it afterwards, never whoever used it. Raises ValidationError."""
    reviewers = actor.has_role(Role.LEADER, Role.DATA_PROTECTION_OFFICER)
    if not reviewers or emergency.user_id == actor.user_id:
        raise NoAccess
    if not review.strip():
        raise ValidationError({"review": _("Write what you found.")})
    with connection.cursor() as cursor:
        cursor.execute("select access_emergency_review(%s, %s)", [str(emergency.pk), review.strip()])
    audit.wrote(actor, "access.emergency_review", emergency, after={"review": review.strip()})
