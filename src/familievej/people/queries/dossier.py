# SPDX-License-Identifier: EUPL-1.2
"""Everything about one person that an actor may see, as it stood on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, OuterRef, Q

from familievej.base.periods import Dated
from familievej.people.models import (
    ContactPoint,
    Cpr,
    Custody,
    Family,
    Involvement,
    Membership,
    Person,
    Relation,
    RelationKind,
    Residence,
)
from familievej.people.models.relation import OTHER_WAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from familievej.gate.actor import Actor

D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Tie:
    """``other`` is the ``kind`` of the person whom the page is about."""

    relation: Relation
    other: Person
    kind: RelationKind


@dataclass(frozen=True)
class Facts:
    """Dated facts of one day, or those that had ended before it."""

    memberships: tuple[Membership, ...]
    ties: tuple[Tie, ...]
    custody: tuple[Custody, ...]
    residences: tuple[Residence, ...]
    involvements: tuple[Involvement, ...]

    def __bool__(self) -> bool:
        return any((self.memberships, self.ties, self.custody, self.residences, self.involvements))


@dataclass(frozen=True)
class Dossier:
    """``now`` holds on the day, ``earlier`` no longer. ``has_cpr`` only when the number may be shown."""

    person: Person
    points: tuple[ContactPoint, ...]
    has_cpr: bool
    now: Facts
    earlier: Facts


def dossier(actor: Actor, person: Person, day: dt.date) -> Dossier:
    """What is known about ``person`` on ``day``. Seven queries."""
    memberships = _split(_memberships(actor, person, day), day)
    ties = _split(_relations(actor, person, day), day)
    custody = _split(_custody(actor, person, day), day)
    residences = _split(_residences(actor, person, day), day)
    involvements = _split(_involvements(actor, person, day), day)
    now, earlier = (
        Facts(
            memberships=tuple(memberships[part]),
            ties=tuple(_tie(relation, person) for relation in ties[part]),
            custody=tuple(custody[part]),
            residences=tuple(residences[part]),
            involvements=tuple(involvements[part]),
        )
        for part in (True, False)
    )
    has_cpr = Cpr.objects.visible_to(actor).filter(person=person).exists()
    return Dossier(person, points(actor, person), has_cpr, now, earlier)


def points(actor: Actor, person: Person) -> tuple[ContactPoint, ...]:
    """How to reach ``person``: telephone numbers, then e-mail addresses."""
    rows = ContactPoint.objects.visible_to(actor).filter(person=person)
    return tuple(rows.order_by("-kind", "value"))


def _split(rows: Iterable[D], day: dt.date) -> dict[bool, list[D]]:
    found: dict[bool, list[D]] = {True: [], False: []}
    for row in rows:
        found[row.holds(day)].append(row)
    return found


def _memberships(actor: Actor, person: Person, day: dt.date) -> Iterable[Membership]:
    rows = Membership.objects.visible_to(actor).filter(
        person=person, starts__lte=day, family__in=Family.objects.visible_to(actor)
    )
    return rows.select_related("family").order_by("-starts")


def _relations(actor: Actor, person: Person, day: dt.date) -> Iterable[Relation]:
    rows = Relation.objects.visible_to(actor).filter(
        Q(from_person=person) | Q(to_person=person), starts__lte=day
    )
    return rows.select_related("from_person", "to_person").order_by("kind", "starts", "id")


def _custody(actor: Actor, person: Person, day: dt.date) -> Iterable[Custody]:
    seen = Person.objects.visible_to(actor)
    rows = Custody.objects.visible_to(actor).filter(
        Q(child=person) | Q(holder=person),
        Exists(seen.filter(pk=OuterRef("child_id"))),
        Exists(seen.filter(pk=OuterRef("holder_id"))),
        starts__lte=day,
    )
    return rows.select_related("child", "holder").order_by("-starts", "id")


def _residences(actor: Actor, person: Person, day: dt.date) -> Iterable[Residence]:
    rows = Residence.objects.visible_to(actor).filter(person=person, starts__lte=day)
    return rows.select_related("household").order_by("kind", "-starts")


def _involvements(actor: Actor, person: Person, day: dt.date) -> Iterable[Involvement]:
    rows = Involvement.objects.visible_to(actor).filter(person=person, starts__lte=day)
    return rows.select_related("unit__area").order_by("unit__area__name", "unit__name", "starts")


def _tie(relation: Relation, person: Person) -> Tie:
    kind = RelationKind(relation.kind)
    if relation.from_person_id == person.pk:
        # The person is the parent of the other, so the other is the person's child.
        return Tie(relation, relation.to_person, OTHER_WAY[kind])
    return Tie(relation, relation.from_person, kind)
