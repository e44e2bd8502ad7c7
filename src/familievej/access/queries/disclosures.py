# SPDX-License-Identifier: EUPL-1.2
"""What was shared without consent, and the paragraphs that it may rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from familievej.access.models import Disclosure, LegalBasis
from familievej.access.words import what
from familievej.gate.decide import NoAccess
from familievej.people.models import Person

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class Shared:
    """One disclosure on a day; ``about`` is what the person is called, empty for the family together."""

    disclosure: Disclosure
    about: str
    running: bool

    @property
    def to(self) -> str:
        """Who knows it."""
        return self.disclosure.outside or str(self.disclosure.unit or self.disclosure.user)

    @property
    def what(self) -> str:
        """The categories, or what was written down."""
        return self.disclosure.what or what(self.disclosure.categories)


def of_family(actor: Actor, family: Family, day: dt.date) -> list[Shared]:
    """Every disclosure about the family or a member that ``actor`` may read, newest first. Two queries."""
    return _read(actor, Disclosure.objects.visible_to(actor).filter(family=family), day)


def about_subjects(actor: Actor, subjects: Iterable[UUID], day: dt.date) -> list[Shared]:
    """Those about ``subjects`` that ``actor`` may read, newest first. Two queries."""
    return _read(actor, Disclosure.objects.visible_to(actor).filter(subject_id__in=list(subjects)), day)


def one(actor: Actor, family: Family, disclosure_id: UUID) -> Disclosure:
    """One of the family's. Raises NoAccess."""
    found = Disclosure.objects.visible_to(actor).filter(family=family, pk=disclosure_id).first()
    if found is None:
        raise NoAccess
    return found


def bases(day: dt.date) -> tuple[list[LegalBasis], list[LegalBasis]]:
    """The paragraphs that hold on ``day`` or will, and those that no longer do."""
    rows = list(LegalBasis.objects.order_by("paragraph", "starts"))
    return [b for b in rows if b.ends is None or b.ends > day], [b for b in rows if b.ends and b.ends <= day]


def _read(actor: Actor, rows: QuerySet[Disclosure], day: dt.date) -> list[Shared]:
    found = list(
        rows.select_related("unit", "user", "legal_basis", "decided_by").order_by("-starts_at", "pk")
    )
    found = [row for row in found if timezone.localdate(row.starts_at) <= day]
    persons = {row.person_id for row in found if row.person_id}
    names = (
        {p.pk: p.short_name for p in Person.objects.visible_to(actor).filter(pk__in=persons)}
        if persons
        else {}
    )
    return [
        Shared(row, names.get(row.person_id, "") if row.person_id else "", _runs(row, day)) for row in found
    ]


def _runs(row: Disclosure, day: dt.date) -> bool:
    if row.once:
        return False
    moment = timezone.now() if day == timezone.localdate() else None
    if moment is not None:
        return row.ends_at is None or row.ends_at > moment
    return row.ends_at is None or timezone.localdate(row.ends_at) > day
