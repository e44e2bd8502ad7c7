# SPDX-License-Identifier: EUPL-1.2
"""How many contacts a course holds: the thirteenth of twelve waits for the leader (002 L1272-1276)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.course.queries import contact_rule
from familievej.followup.models import Contact

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


def room_for_contact(actor: Actor, family_id: UUID, moment: dt.datetime) -> None:
    """Raises ValidationError when the family's course has no contact left."""
    rule = contact_rule(actor, family_id, timezone.localdate(moment))
    if rule is None:
        return
    since = timezone.make_aware(dt.datetime.combine(rule.since, dt.time.min))
    rows = Contact.objects.visible_to(actor).filter(family_id=family_id, cancelled_reason="")
    held = sum(1 for contact in rows if contact.moment >= since)
    if rule.room(held).next_needs_yes:
        raise ValidationError(
            _(
                "%(rule)s The course has had %(held)d. The leader says yes to one more on the page of the course."
            )
            % {"rule": rule.says, "held": held}
        )
