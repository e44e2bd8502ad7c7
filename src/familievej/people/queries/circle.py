# SPDX-License-Identifier: EUPL-1.2
"""A family and those who are close to its members, as it stood on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from familievej.base.periods import holds_on
from familievej.people.models import (
    Custody,
    Family,
    Household,
    Person,
    Relation,
    RelationKind,
    Residence,
)
from familievej.people.queries.family import Member, membered

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
    former: tuple[Member, ...]

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
    known = membered(actor, family, day)
    inside = known.present
    persons = {member.person.pk: member.person for member in inside}
    relations, ended = _relations(actor, list(persons), day)
    for relation in relations:
        persons.setdefault(relation.from_person_id, relation.from_person)
        persons.setdefault(relation.to_person_id, relation.to_person)
    custody = _custody(actor, [member.person.pk for member in inside], day)
    for row in custody:
        persons.setdefault(row.holder_id, row.holder)
    return Circle(
        members=inside,
        persons=persons,
        relations=relations,
        ended_marriages=ended,
        custody=custody,
        homes=_homes(actor, list(persons), day),
        former=known.former,
    )


def _relations(
    actor: Actor, inside: list[UUID], day: dt.date
) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """Of members, and between two relatives of theirs: the grandparents are married to each other.

    Two queries: who is near is known before what is between them is asked for, and both find their rows by index.
    """
    once_married = Q(kind=RelationKind.SPOUSE, starts__lte=day)
    seen = (
        Relation.objects.visible_to(actor)
        .filter(holds_on(day) | once_married)
        .select_related("from_person", "to_person")
    )
    touched = list(seen.filter(Q(from_person__in=inside) | Q(to_person__in=inside)))
    ends = ((row.from_person_id, row.to_person_id) for row in touched if row.holds(day))
    near = set(chain.from_iterable(ends)) - set(inside)
    between = seen.filter(from_person__in=near, to_person__in=near)
    rows = sorted([*touched, *between], key=lambda row: (row.starts, row.pk))
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
