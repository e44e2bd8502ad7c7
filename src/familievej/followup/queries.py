# SPDX-License-Identifier: EUPL-1.2
"""Reads of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from familievej.base.nextmeeting import NextMeeting
from familievej.followup.models import Contact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import OuterRef, QuerySet

    from familievej.gate.actor import Actor


def next_meeting(actor: Actor, family_id: UUID, moment: dt.datetime) -> NextMeeting | None:
    """The first contact that is agreed for after ``moment``, not yet held and not called off."""
    agreed = Contact.objects.visible_to(actor).filter(
        family_id=family_id, planned_at__gte=moment, held_at__isnull=True, cancelled_reason=""
    )
    contact = agreed.order_by("planned_at").first()
    if contact is None or contact.planned_at is None:
        return None
    return NextMeeting(contact.get_kind_display(), timezone.localtime(contact.planned_at), contact.place)


def next_meetings(actor: Actor, families: Iterable[UUID], moment: dt.datetime) -> dict[UUID, NextMeeting]:
    """:func:`next_meeting` of many families at once. One query."""
    agreed = Contact.objects.visible_to(actor).filter(
        family__in=list(families), planned_at__gte=moment, held_at__isnull=True, cancelled_reason=""
    )
    return {
        contact.family_id: NextMeeting(
            contact.get_kind_display(), timezone.localtime(contact.planned_at), contact.place
        )
        for contact in agreed.order_by("-planned_at")
        if contact.planned_at is not None
    }


def next_at(actor: Actor, family_id: OuterRef, moment: dt.datetime) -> QuerySet[Contact, dt.datetime | None]:
    """When the family of an outer query meets next after ``moment``, for a subquery."""
    agreed = Contact.objects.visible_to(actor).filter(
        family_id=family_id, planned_at__gte=moment, held_at__isnull=True, cancelled_reason=""
    )
    return agreed.order_by("planned_at").values_list("planned_at", flat=True)[:1]
