# SPDX-License-Identifier: EUPL-1.2
"""What is agreed ahead, and when somebody met a family last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from familievej.base.nextmeeting import NextMeeting
from familievej.base.once import per_reading
from familievej.followup.models import Contact
from familievej.gate.models import Restriction

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import OuterRef, QuerySet

    from familievej.gate.actor import Actor
    from familievej.gate.models import GatedQuerySet


def waiting(actor: Actor) -> GatedQuerySet[Contact]:
    """What is agreed, not yet held and not called off, soonest first; its time may have passed."""
    agreed = Contact.objects.visible_to(actor).filter(held_at__isnull=True, cancelled_reason="")
    return agreed.order_by("planned_at", "pk")


@per_reading
def waiting_for(actor: Actor, family_id: UUID, moment: dt.datetime) -> tuple[Contact, ...]:
    """What is agreed with one family for after ``moment``."""
    return tuple(waiting(actor).filter(family_id=family_id, planned_at__gte=moment).select_related("user"))


def next_meeting(
    actor: Actor, family_id: UUID, moment: dt.datetime, for_all: bool = False
) -> NextMeeting | None:
    """The first contact that is agreed for after ``moment``; ``for_all`` leaves out what is hidden from anybody."""
    agreed = waiting_for(actor, family_id, moment)
    hidden: set[UUID] = set()
    if for_all and agreed:
        rows = Restriction.objects.visible_to(actor).filter(lifted_at__isnull=True)
        hidden.update(rows.filter(record_id__in=[c.pk for c in agreed]).values_list("record_id", flat=True))
    return next((_said(contact) for contact in agreed if contact.pk not in hidden), None)


def next_meetings(actor: Actor, families: Iterable[UUID], moment: dt.datetime) -> dict[UUID, NextMeeting]:
    """:func:`next_meeting` of many families at once. One query."""
    agreed = waiting(actor).filter(family__in=list(families), planned_at__gte=moment)
    return {contact.family_id: _said(contact) for contact in agreed.reverse()}


def next_at(actor: Actor, family_id: OuterRef, moment: dt.datetime) -> QuerySet[Contact, dt.datetime | None]:
    """When the family of an outer query meets next after ``moment``, for a subquery."""
    agreed = waiting(actor).filter(family_id=family_id, planned_at__gte=moment)
    return agreed.values_list("planned_at", flat=True)[:1]


def last_held(actor: Actor, families: Iterable[UUID], moment: dt.datetime) -> dict[UUID, dt.datetime]:
    """When each of ``families`` was met last, up to ``moment``; a family that never was is left out. One query."""
    held = Contact.objects.visible_to(actor).filter(family__in=list(families), held_at__lte=moment)
    return dict(held.values_list("family_id").annotate(last=Max("held_at")))


def _said(contact: Contact) -> NextMeeting:
    return NextMeeting(contact.get_kind_display(), timezone.localtime(contact.moment), contact.place)
