# SPDX-License-Identifier: EUPL-1.2
"""A family and those who are close to its members, as it stood on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from familievej.base.periods import holds_on
from familievej.people.models import (
    Custody,
    Family,
    Household,
    Membership,
    Person,
    Relation,
    RelationKind,
    Residence,
)
from familievej.people.queries.family import Member, members

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Home:
    """A household and who lives there; ``residences`` are in the order of the circle's persons."""

    household: Household
    residences: tuple[Residence, ...]


@dataclass(frozen=True)
class Circle:
    """``persons`` are the members and then those close to them. ``ended_marriages`` tells divorced from parted."""

    members: tuple[Member, ...]
    persons: dict[UUID, Person]
    relations: tuple[Relation, ...]
    ended_marriages: tuple[Relation, ...]
    custody: tuple[Custody, ...]
    homes: tuple[Home, ...]
    former: tuple[Membership, ...]

    @property
    def index_child(self) -> Person | None:
        """The child in the middle."""
        return next((m.person for m in self.members if m.membership.index_child), None)

    @property
    def others(self) -> tuple[Person, ...]:
        """Those who are close to a member and not in the family."""
        inside = {member.person.pk for member in self.members}
        return tuple(person for key, person in self.persons.items() if key not in inside)


def circle(actor: Actor, family: Family, day: dt.date) -> Circle:
    """Members, their relatives and holders of custody, and where they live, on ``day``. Five queries."""
    inside = members(actor, [family.pk], day)[family.pk]
    persons = {member.person.pk: member.person for member in inside}
    relations, ended = _relations(actor, list(persons), day)
    for relation in relations:
        persons.setdefault(relation.from_person_id, relation.from_person)
        persons.setdefault(relation.to_person_id, relation.to_person)
    custody = _custody(actor, [member.person.pk for member in inside], day)
    for row in custody:
        persons.setdefault(row.holder_id, row.holder)
    return Circle(
        members=tuple(inside),
        persons=persons,
        relations=relations,
        ended_marriages=ended,
        custody=custody,
        homes=_homes(actor, list(persons), day),
        former=_former(actor, family, list(persons), day),
    )


def _relations(
    actor: Actor, inside: list[UUID], day: dt.date
) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """Of members, and between two relatives of theirs: the grandparents are married to each other."""
    holds = holds_on(day)
    near_from = Relation.objects.filter(holds, to_person__in=inside).values("from_person_id")
    near_to = Relation.objects.filter(holds, from_person__in=inside).values("to_person_id")
    both_near = (Q(from_person__in=near_from) | Q(from_person__in=near_to)) & (
        Q(to_person__in=near_from) | Q(to_person__in=near_to)
    )
    touched = Q(from_person__in=inside) | Q(to_person__in=inside) | both_near
    once_married = Q(kind=RelationKind.SPOUSE, starts__lte=day)
    rows = (
        Relation.objects.visible_to(actor)
        .filter(touched, holds | once_married)
        .select_related("from_person", "to_person")
        .order_by("starts", "id")
    )
    running = tuple(row for row in rows if row.holds(day))
    return running, tuple(row for row in rows if not row.holds(day))


def _custody(actor: Actor, children: list[UUID], day: dt.date) -> tuple[Custody, ...]:
    rows = Custody.objects.visible_to(actor).as_of(day)
    known = rows.filter(child__in=children, holder__in=Person.objects.visible_to(actor))
    return tuple(known.select_related("holder", "child").order_by("kind", "starts", "id"))


def _homes(actor: Actor, persons: list[UUID], day: dt.date) -> tuple[Home, ...]:
    place = {person_id: number for number, person_id in enumerate(persons)}
    rows = (
        Residence.objects.visible_to(actor).as_of(day).filter(person__in=persons).select_related("household")
    )
    found: dict[UUID, list[Residence]] = {}
    for row in sorted(rows, key=lambda row: place[row.person_id]):
        found.setdefault(row.household_id, []).append(row)
    return tuple(Home(there[0].household, tuple(there)) for there in found.values())


def _former(actor: Actor, family: Family, present: list[UUID], day: dt.date) -> tuple[Membership, ...]:
    rows = Membership.objects.visible_to(actor).filter(
        family=family, ends__lte=day, person__in=Person.objects.visible_to(actor)
    )
    return tuple(rows.select_related("person").order_by("-ends"))
