# SPDX-License-Identifier: EUPL-1.2
"""What is hidden from whom, until when and why: for staff only. Whom it is hidden from, and their family, never see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.access.records import RecordKind, kinds
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess
from familievej.gate.models import Restriction, User
from familievej.people import queries as people
from familievej.people.models import Custody, Family, Person, Relation, RelationKind

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

PARENTS = (
    RelationKind.PARENT,
    RelationKind.ADOPTIVE_PARENT,
    RelationKind.STEP_PARENT,
    RelationKind.FOSTER_PARENT,
)


@dataclass(frozen=True)
class Hidden:
    """One record hidden from one person or user. ``until`` is the day on which it is looked at again."""

    restriction: Restriction
    name: str

    @property
    def until(self) -> dt.date:
        """The day of the review."""
        return self.restriction.review_on

    @property
    def reason(self) -> str:
        """Why."""
        return self.restriction.reason

    @property
    def is_due(self) -> bool:
        """The day has come."""
        return self.restriction.review_on <= timezone.localdate()


def hidden_of(actor: Actor, record_ids: Iterable[UUID]) -> dict[UUID, list[Hidden]]:
    """By record, what is hidden from whom. At most three queries; one where nothing is hidden."""
    if not actor.is_staff:
        return {}
    rows = Restriction.objects.visible_to(actor).filter(
        record_id__in=list(record_ids), lifted_at__isnull=True
    )
    return _named(actor, list(rows.order_by("set_at", "pk")))


def of_record(actor: Actor, record_ids: Iterable[UUID]) -> list[Hidden]:
    """The same for records that belong together, each name once."""
    once: dict[tuple[UUID | None, UUID | None], Hidden] = {}
    for there in hidden_of(actor, record_ids).values():
        for each in there:
            once.setdefault((each.restriction.person_id, each.restriction.user_id), each)
    return sorted(once.values(), key=lambda each: each.name)


def restrictions_like(actor: Actor, one: Restriction, record_ids: Iterable[UUID]) -> list[Restriction]:
    """Those that hide the records which belong together from the same somebody, to be changed by ``actor``."""
    rows = Restriction.objects.visible_to(actor, Verb.WRITE).filter(
        record_id__in=list(record_ids), person_id=one.person_id, user_id=one.user_id, lifted_at__isnull=True
    )
    return list(rows)


def restriction_or_404(actor: Actor, record_ids: Iterable[UUID], restriction_id: UUID) -> Hidden:
    """One that still holds. Raises NoAccess."""
    for there in hidden_of(actor, record_ids).values():
        for each in there:
            if each.restriction.pk == restriction_id:
                return each
    raise NoAccess


def parents_of(actor: Actor, children: Iterable[UUID], day: dt.date) -> dict[UUID, Person]:
    """Parents, step-parents and holders of custody on ``day``, as far as ``actor`` may know them. Three queries."""
    ids = set(children)
    near = Relation.objects.visible_to(actor).as_of(day)
    found = set(near.filter(kind__in=PARENTS, to_person__in=ids).values_list("from_person_id", flat=True))
    custody = Custody.objects.visible_to(actor).as_of(day).filter(child__in=ids)
    found |= set(custody.values_list("holder_id", flat=True))
    return {person.pk: person for person in Person.objects.visible_to(actor).filter(pk__in=found)}


def persons_around(actor: Actor, family: Family, day: dt.date) -> list[Person]:
    """From whom in and around the family something can be hidden: its members, then parents who live elsewhere."""
    there = [member.person for member in people.members(actor, [family.pk], day)[family.pk]]
    inside = {person.pk for person in there}
    elsewhere = [p for p in parents_of(actor, inside, day).values() if p.pk not in inside]
    return [*there, *sorted(elsewhere, key=lambda person: person.sort_key)]


def staff_who_see(actor: Actor, record: Any) -> list[tuple[UUID, str, str]]:
    """Staff with a basis to read it today, besides ``actor``: id, name, title. One query."""
    keys = type(record).gated.keys(record)
    with connection.cursor() as cursor:
        cursor.execute("select * from access_staff_who_see(%s, %s)", [keys.subjects[0], keys.category])
        return [row for row in cursor.fetchall() if row[0] != actor.user_id]


@dataclass(frozen=True)
class ToReview:
    """A record whose hiding is to be looked at."""

    kind: RecordKind
    record: Any
    family: Family
    hidden: Hidden


def to_review(actor: Actor, until: dt.date) -> list[ToReview]:
    """What ``actor`` is to look at by ``until``, each record once. At most three queries, and three for each kind."""
    if not actor.is_staff:
        return []
    rows = Restriction.objects.visible_to(actor, Verb.WRITE).filter(
        lifted_at__isnull=True, review_on__lte=until
    )
    due = _named(actor, list(rows.order_by("review_on", "pk")))
    found: dict[UUID, ToReview] = {}
    for kind in kinds() if due else ():
        records = list(kind.model.objects.visible_to(actor).filter(pk__in=list(due)))
        rows_of = kind.model.objects.filter(pk__in=[record.pk for record in records])
        of_family = dict(rows_of.values_list("pk", kind.of_family)) if records else {}
        families = Family.objects.visible_to(actor).in_bulk(list(of_family.values())) if of_family else {}
        for record in records:
            family = families.get(of_family[record.pk])
            if family is not None:
                found.setdefault(kind.key(record), ToReview(kind, record, family, due[record.pk][0]))
    return list(found.values())


def _named(actor: Actor, rows: list[Restriction]) -> dict[UUID, list[Hidden]]:
    persons = {row.person_id for row in rows if row.person_id}
    users = {row.user_id for row in rows if row.user_id}
    names: dict[UUID, str] = {}
    if persons:
        names |= {p.pk: p.short_name for p in Person.objects.visible_to(actor).filter(pk__in=persons)}
    if users:
        names |= {user.pk: user.get_full_name() for user in User.objects.filter(pk__in=users)}
    found: dict[UUID, list[Hidden]] = defaultdict(list)
    for row in rows:
        found[row.record_id].append(
            Hidden(row, names.get(row.person_id or row.user_id or row.pk, _("somebody close to the family")))
        )
    return found
