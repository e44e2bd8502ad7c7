# SPDX-License-Identifier: EUPL-1.2
"""Reads of emergency access: the search that it begins with, what is open now, what waits for a review."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.utils import timezone

from familievej.access.models import EmergencyAccess
from familievej.base import cpr
from familievej.base.crypto import blind_index, encrypt
from familievej.gate.audit import SEALED_FOR
from familievej.gate.decide import NoAccess
from familievej.people.actions.cpr import PURPOSE

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import GatedQuerySet

# The list of reviewed ones is for looking back, not an archive: the trail is.
MOST_LISTED = 50
# How long the family's own page says it first of all.
FRESH = dt.timedelta(days=14)


@dataclass(frozen=True)
class Emergency:
    """One emergency access as its reviewer reads it. ``family`` is the name, or a number when not ``named``."""

    id: UUID
    family_id: UUID
    family: str
    named: bool
    user_id: UUID
    who: str
    title: str
    unit: str | None
    reason: str
    kept: str
    told_at: dt.datetime | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    reviewer: str | None
    reviewed_at: dt.datetime | None
    review: str

    @property
    def is_open(self) -> bool:
        """Whether it still lets somebody in."""
        return self.ends_at > timezone.now()


@dataclass(frozen=True)
class Seen:
    """One thing that was done in an emergency."""

    at: dt.datetime
    verb: str
    action: str


def find(actor: Actor, *, number: str, reference: str, reason: str, told: bool) -> list[UUID]:
    """The families that a CPR ``number`` or a ``reference`` of a family leads to; none is an answer like another.

    The database writes the search and its ``reason`` into the trail, hit or miss. Raises NoAccess, ValidationError.
    """
    if not actor.is_staff or not reason.strip():
        raise NoAccess
    index = blind_index(cpr.clean(number), purpose=PURPOSE) if number else ""
    text = json.dumps({"before": None, "after": {"reason": reason.strip()}}, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "select access_emergency_find(%s, %s, %s, %s)",
            [index, reference.strip(), told, encrypt(text, bound_to=SEALED_FOR)],
        )
        (found,) = cursor.fetchone() or ([],)
    return list(found)


def open_now(actor: Actor) -> GatedQuerySet[EmergencyAccess]:
    """Those that ``actor`` uses at this moment, the one that ends first first, with their families. One query."""
    rows = EmergencyAccess.objects.visible_to(actor).filter(ends_at__gt=timezone.now())
    mine = rows.filter(user_id=actor.user_id) if actor.user_id else rows.none()
    return mine.select_related("family").order_by("ends_at")


def told(actor: Actor) -> GatedQuerySet[EmergencyAccess]:
    """Those that the family member ``actor`` has been told of lately, latest first. One query."""
    since = timezone.now() - FRESH
    rows = EmergencyAccess.objects.visible_to(actor).filter(told_at__gt=since)
    return rows.select_related("family", "user").order_by("-starts_at")


def to_review(actor: Actor, *, waiting: bool | None = True, only: UUID | None = None) -> list[Emergency]:
    """Those that ``actor`` reviews: not yet reviewed, reviewed (False), or all (None). Latest first. One query."""
    if not actor.is_staff:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select * from access_emergencies(%s, %s, %s)", [only, waiting, MOST_LISTED])
        return [Emergency(*row) for row in cursor.fetchall()]


def one_to_review(actor: Actor, emergency_id: UUID) -> Emergency:
    """One. Raises NoAccess, also for whoever used it."""
    found = to_review(actor, waiting=None, only=emergency_id)
    if not found:
        raise NoAccess
    return found[0]


def seen_in(emergency: Emergency) -> list[Seen]:
    """What was done in it, in order. Whoever calls has been let through to the emergency."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access_emergency_seen(%s)", [emergency.id])
        return [Seen(*row) for row in cursor.fetchall()]
