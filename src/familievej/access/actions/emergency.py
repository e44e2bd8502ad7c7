# SPDX-License-Identifier: EUPL-1.2
"""Emergency access: opened with a reason by whoever needs it, closed by itself, reviewed by somebody else.

The table is written by functions of the database only (:mod:`familievej.access.emergency_sql`): whoever opens it has no
basis yet, and whoever reviews it may have none at all.
"""

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
from familievej.gate.categories import Category
from familievej.gate.decide import NoAccess
from familievej.gate.record import validated

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.gate.actor import Actor


@action("access.emergency_open")
def emergency_open(
    *, actor: Actor, family_id: UUID, reason: str, kept_from_family: str = ""
) -> EmergencyAccess:
    """See the family for :setting:`FAMILIEVEJ_EMERGENCY_HOURS` hours, from now.

    Raises NoAccess, also when there is no such family, and ValidationError.
    """
    if not actor.is_staff or actor.user_id is None:
        raise NoAccess
    now, kept = timezone.now(), kept_from_family.strip()
    emergency = validated(
        EmergencyAccess(
            family_id=family_id,
            user_id=actor.user_id,
            reason=reason.strip(),
            kept_from_family=kept,
            told_at=None if kept else now,
            category=Category.NOTES if kept else Category.FAMILY_RELATIONS,
            starts_at=now,
            ends_at=now + dt.timedelta(hours=settings.FAMILIEVEJ_EMERGENCY_HOURS),
        )
    )
    hours = settings.FAMILIEVEJ_EMERGENCY_HOURS
    _do("access_emergency_open", str(emergency.pk), str(family_id), emergency.reason, kept, hours)
    refold_user(actor.user_id)
    audit.wrote(actor, "access.emergency_open", emergency, after={"reason": emergency.reason, "kept": kept})
    return emergency


@action("access.emergency_close")
def emergency_close(*, actor: Actor, emergency: EmergencyAccess) -> None:
    """Closed now rather than when the hours have gone, by whoever used it or by who reviews it. Raises NoAccess."""
    _do("access_emergency_close", str(emergency.pk))
    refold_user(emergency.user_id)
    audit.wrote(actor, "access.emergency_close", emergency)


@action("access.emergency_review")
def emergency_review(
    *, actor: Actor, emergency: EmergencyAccess, review: str, kept_from_family: str = ""
) -> None:
    """Looked at once, by the leader of the family's unit or the data protection officer, never by whoever used it.

    A family that was not told is told now, unless ``kept_from_family`` says why not yet. Raises NoAccess, also when
    it has been reviewed, and ValidationError.
    """
    found, kept = review.strip(), kept_from_family.strip()
    if not found:
        raise ValidationError({"review": _("Write what you found.")})
    emergency.review, emergency.kept_from_family = found, kept or emergency.kept_from_family
    checked = {"review", "kept_from_family"}
    emergency.clean_fields({field.name for field in EmergencyAccess._meta.fields} - checked)
    _do("access_emergency_review", str(emergency.pk), found, kept)
    audit.wrote(actor, "access.emergency_review", emergency, after={"review": found, "kept": kept})


def _do(function: str, *values: str | int) -> None:
    """Call a function that answers whether there was something to do. Raises NoAccess when there was not."""
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}({marks})", values)
        if cursor.fetchone() != (True,):
            raise NoAccess
