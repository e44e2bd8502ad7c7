# SPDX-License-Identifier: EUPL-1.2
"""Consents as people read them: what each says, who has answered, and what it is on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.utils import timezone

from familievej.access import openness
from familievej.access.models import Consent, Receiver, Signature, Withdrawal
from familievej.access.openness import Facts, Needed, State
from familievej.access.queries.facts import facts, needed
from familievej.gate.categories import Basis, Category, Verb
from familievej.gate.decide import NoAccess
from familievej.gate.models import Area, Grant

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor
    from familievej.people.models import Family

OWN = (Basis.SELF, Basis.CUSTODY, Basis.OWN_FAMILY)
SOON = dt.timedelta(days=30)
SHOWN = frozenset({State.OPEN, State.PARTLY_WITHDRAWN, State.ASKED, State.REFUSED, State.NOT_BEGUN})


@dataclass(frozen=True)
class Reading:
    """One consent on ``day``. ``names`` holds what everybody in it is called; ``newer`` is the version after it."""

    consent: Consent
    facts: Facts
    day: dt.date
    names: dict[UUID, str]
    receivers: Sequence[Receiver]
    areas: Sequence[str]
    signatures: Sequence[Signature]
    withdrawals: Sequence[Withdrawal]
    newer: UUID | None

    @cached_property
    def state(self) -> State:
        """What it is."""
        return openness.state(self.facts, self.day)

    @cached_property
    def open(self) -> frozenset[str]:
        """The categories that may be known."""
        return openness.open_categories(self.facts, self.day)

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The categories that were taken back."""
        return openness.withdrawn(self.facts)

    @property
    def asked_for(self) -> dt.date:
        """The day that an answer given now is for."""
        return max(self.day, self.consent.starts)

    @cached_property
    def asked(self) -> list[UUID]:
        """Who must say yes, by name."""
        return self._by_name(openness.wanted(self.facts, self.asked_for))

    @cached_property
    def missing(self) -> list[UUID]:
        """Who has not said yes, by name."""
        return self._by_name(openness.missing(self.facts, self.asked_for))

    @cached_property
    def refusing(self) -> list[UUID]:
        """Who must say yes and said no."""
        last = openness.last_answers(self.facts)
        return [signer for signer in self.missing if signer in last]

    @property
    def about(self) -> str:
        """What the person is called; empty when it is about what the family has together."""
        return self.names.get(self.consent.person_id, "") if self.consent.person_id else ""

    @property
    def is_live(self) -> bool:
        """Whether it can still be answered and taken back."""
        return self.newer is None and self.day < self.consent.ends

    @property
    def ends_soon(self) -> bool:
        """Open, and over within thirty days."""
        return bool(self.open) and self.consent.ends - self.day <= SOON

    def coming(self) -> list[Needed]:
        """Who must say yes from a day within thirty days on, though not today, and has not."""
        last = openness.last_answers(self.facts)
        soon = [
            need
            for need in self.facts.needed
            if self.day < need.starts <= self.day + SOON and need.starts < self.consent.ends
        ]
        return [need for need in soon if need.signer not in last or not last[need.signer].yes]

    def _by_name(self, persons: Iterable[UUID]) -> list[UUID]:
        return sorted(persons, key=lambda person: (self.names.get(person, ""), person))


def of_family(actor: Actor, family: Family, day: dt.date) -> list[Reading]:
    """Every consent of the family that ``actor`` may read and that had been asked for by ``day``, newest first."""
    return readings(Consent.objects.visible_to(actor).filter(family=family), day)


def own(actor: Actor, day: dt.date) -> list[Reading]:
    """Those about the actor, their children and their family, newest first."""
    return readings(Consent.objects.visible_to(actor).filter(subject_id__in=own_subjects(actor)), day)


def own_one(actor: Actor, consent_id: UUID, day: dt.date) -> Reading:
    """One of the actor's own. Raises NoAccess."""
    rows = Consent.objects.visible_to(actor).filter(subject_id__in=own_subjects(actor), pk=consent_id)
    return _only(readings(rows, day))


def one(actor: Actor, family: Family, consent_id: UUID, day: dt.date) -> Reading:
    """One consent of the family. Raises NoAccess."""
    return _only(readings(Consent.objects.visible_to(actor).filter(family=family, pk=consent_id), day))


def versions(actor: Actor, consent: Consent, day: dt.date) -> list[Reading]:
    """All versions of what ``consent`` is a version of, oldest first."""
    rows = {row.pk: row for row in Consent.objects.visible_to(actor).filter(family_id=consent.family_id)}
    after = {row.replaces_id: row for row in rows.values() if row.replaces_id}
    first = consent
    while first.replaces_id and first.replaces_id in rows:
        first = rows[first.replaces_id]
    chain = [first]
    while chain[-1].pk in after:
        chain.append(after[chain[-1].pk])
    found = readings(Consent.objects.visible_to(actor).filter(pk__in=[row.pk for row in chain]), day)
    return sorted(found, key=lambda reading: reading.consent.version)


def followed(actor: Actor, day: dt.date) -> list[Reading]:
    """The consents that ``actor`` looks after as coordinator, which have not been over for long."""
    rows = Consent.objects.visible_to(actor, Verb.WRITE).filter(replaced_by__isnull=True, ends__gt=day - SOON)
    return readings(rows, day)


def readings(consents: QuerySet[Consent], day: dt.date) -> list[Reading]:
    """Read ``consents``, newest first, as they stood on ``day``. At most seven queries, however many they are."""
    rows = list(consents.select_related("asked_by").order_by("-asked_at", "-version", "pk"))
    rows = [row for row in rows if timezone.localdate(row.asked_at) <= day]
    if not rows:
        return []
    ids = [row.pk for row in rows]
    must, names = needed(ids), _names(ids)
    receivers, areas, newer = _receivers(ids), _areas(ids), _newer(ids, day)
    signatures: dict[UUID, list[Signature]] = defaultdict(list)
    for signature in Signature.objects.filter(consent__in=ids).select_related("witness").order_by("turn"):
        if timezone.localdate(signature.signed_at) <= day:
            signatures[signature.consent_id].append(signature)
    withdrawals: dict[UUID, list[Withdrawal]] = defaultdict(list)
    for withdrawal in Withdrawal.objects.filter(consent__in=ids).select_related("told_to").order_by("turn"):
        if timezone.localdate(withdrawal.at) <= day:
            withdrawals[withdrawal.consent_id].append(withdrawal)
    return [
        Reading(
            consent=row,
            facts=facts(row, must[row.pk], signatures[row.pk], withdrawals[row.pk], replaced=row.pk in newer),
            day=day,
            names=names[row.pk],
            receivers=receivers[row.pk],
            areas=areas[row.pk],
            signatures=signatures[row.pk],
            withdrawals=withdrawals[row.pk],
            newer=newer.get(row.pk),
        )
        for row in rows
    ]


def own_subjects(actor: Actor) -> QuerySet[Grant, UUID]:
    """Whom the own page is about: oneself, children in one’s custody, the family."""
    mine = Grant.objects.live(actor, Verb.READ).filter(category=Category.CONSENT, basis__in=OWN)
    return mine.values_list("subject_id", flat=True)


def _only(found: list[Reading]) -> Reading:
    if not found:
        raise NoAccess
    return found[0]


def _names(consents: list[UUID]) -> defaultdict[UUID, dict[UUID, str]]:
    found: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "select consent_id, person_id, name from access_consent_people(%s::uuid[])",
            [list(map(str, consents))],
        )
        for consent_id, person_id, name in cursor.fetchall():
            found[consent_id][person_id] = name
    return found


def _receivers(consents: list[UUID]) -> defaultdict[UUID, list[Receiver]]:
    found: defaultdict[UUID, list[Receiver]] = defaultdict(list)
    rows = Receiver.objects.filter(consent__in=consents).select_related("unit", "user")
    for receiver in sorted(rows, key=str):
        found[receiver.consent_id].append(receiver)
    return found


def _areas(consents: list[UUID]) -> defaultdict[UUID, list[str]]:
    ids: defaultdict[UUID, list[UUID]] = defaultdict(list)
    through = Consent.from_areas.through._default_manager
    for consent_id, area_id in through.filter(consent__in=consents).values_list("consent_id", "area_id"):
        ids[consent_id].append(area_id)
    names = dict(Area.objects.values_list("pk", "name")) if ids else {}
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    found |= {consent_id: sorted(names[area] for area in areas) for consent_id, areas in ids.items()}
    return found


def _newer(consents: list[UUID], day: dt.date) -> dict[UUID, UUID]:
    rows = Consent.objects.filter(replaces__in=consents).values_list("replaces_id", "pk", "asked_at")
    return {old: new for old, new, at in rows if old and timezone.localdate(at) <= day}
