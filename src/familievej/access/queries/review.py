# SPDX-License-Identifier: EUPL-1.2
"""Who has access through a unit today, what changed since its leader last signed, and which reviews are due."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.utils import timezone

from familievej.access.models import AccessReview
from familievej.base.crypto import decrypt
from familievej.gate.models import Role, Unit

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

SEALED_FOR = "access_accessreview"
# Issue 3, part 8: a half-yearly review.
EVERY_MONTHS = 6
# A role that nobody has used for a quarter of a year: shown as a fact, for the leader to ask about.
UNUSED_AFTER = dt.timedelta(days=90)


@dataclass(frozen=True)
class Access:
    """One user's access to one family on one basis. ``family`` is empty for a family outside the unit."""

    user_id: UUID
    who: str
    title: str
    family_id: UUID
    family: str | None
    basis: str
    categories: list[str]
    since: dt.datetime
    until: dt.datetime | None

    @property
    def key(self) -> str:
        """What makes it the same access as at the last review: who, which family, on what basis, with what."""
        text = f"{self.user_id} {self.family_id} {self.basis} {' '.join(self.categories)}"
        return sha256(text.encode()).hexdigest()

    def kept(self) -> dict[str, str]:
        """What a signed review keeps of it."""
        return {"key": self.key, "who": self.who, "family": str(self.family_id), "basis": self.basis}


@dataclass(frozen=True)
class Holding:
    """A role in the unit; ``unused``: it is older than :data:`UNUSED_AFTER` and its holder left no trace since then."""

    user_id: UUID
    who: str
    title: str
    role: str
    starts: dt.date
    unused: bool


@dataclass(frozen=True)
class Ended:
    """An access of the last review that is no longer there. ``family`` is empty when it is no longer the unit's."""

    who: str
    family: str
    basis: str


def access_of(unit_id: UUID) -> list[Access]:
    """Everybody who has access today through the unit's courses, or in it by consent. One query.

    The database answers its leader only; anybody else gets nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access_of_unit(%s)", [unit_id])
        return [Access(*row) for row in cursor.fetchall()]


def holdings_of(unit_id: UUID, now: dt.datetime) -> list[Holding]:
    """The roles in the unit today. One query; for its leader only."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access_roles_of_unit(%s, %s)", [unit_id, now - UNUSED_AFTER])
        return [Holding(*row) for row in cursor.fetchall()]


def fingerprint(found: Iterable[Access]) -> str:
    """Of a list as it was read: a signature is for that list and no other."""
    return sha256(" ".join(sorted(each.key for each in found)).encode()).hexdigest()


def leads(actor: Actor, unit_id: UUID) -> bool:
    """Whether ``actor`` leads the unit today."""
    return any(post.role == Role.LEADER and post.unit_id == unit_id for post in actor.posts)


def led_units(actor: Actor) -> list[Unit]:
    """The units that ``actor`` leads, by name."""
    return list(Unit.objects.filter(pk__in=[p.unit_id for p in actor.posts if p.role == Role.LEADER]))


def last_review(unit_id: UUID) -> AccessReview | None:
    """The latest signature, with who signed."""
    return (
        AccessReview.objects.filter(unit=unit_id).select_related("signed_by").order_by("-signed_at").first()
    )


def ended_since(review: AccessReview, found: Sequence[Access]) -> list[Ended]:
    """What the signed list had and ``found`` has not, by name."""
    there = {each.key for each in found}
    names = {str(each.family_id): each.family or "" for each in found}
    gone = [line for line in _signed(review) if line["key"] not in there]
    ended = [Ended(line["who"], names.get(line["family"], ""), line["basis"]) for line in gone]
    return sorted(ended, key=lambda each: (each.who, each.family))


def signed_keys(review: AccessReview) -> set[str]:
    """The keys of the list that was signed."""
    return {line["key"] for line in _signed(review)}


def due(review: AccessReview | None) -> dt.date | None:
    """The day by which the next review is to be signed; None when there has been none: then it is due now."""
    return _months_later(timezone.localdate(review.signed_at), EVERY_MONTHS) if review else None


def _signed(review: AccessReview) -> list[dict[str, str]]:
    lines: list[dict[str, str]] = json.loads(decrypt(review.sealed, bound_to=SEALED_FOR))
    return lines


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))
