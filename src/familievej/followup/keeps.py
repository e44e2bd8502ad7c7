# SPDX-License-Identifier: EUPL-1.2
"""What this room knows of how often things must happen: when somebody met the family."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.course.queries.rhythm import Keeper
from familievej.followup.queries import last_held

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


def _met(actor: Actor, families: Collection[UUID], day: dt.date) -> dict[UUID, list[dt.date]]:
    """The last day up to ``day`` on which each family was met; those never met are left out. One query."""
    end = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
    return {
        family: [timezone.localdate(moment)] for family, moment in last_held(actor, families, end).items()
    }


def _agree(family_id: UUID) -> str:
    return reverse("followup:contact_add", args=[family_id])


CONTACTS = Keeper("contact", _met, _agree, _("Agree on a contact"), alone=True)
