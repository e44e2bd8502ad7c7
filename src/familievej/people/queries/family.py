# SPDX-License-Identifier: EUPL-1.2
"""Families and who is in them on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from familievej.base import once
from familievej.gate.decide import NoAccess
from familievej.people.models import ContactPoint, Family, MemberRole, Membership, Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import GatedQuerySet

_ADULTS_FIRST = [MemberRole.PARENT, MemberRole.STEP_PARENT, MemberRole.OTHER_ADULT, MemberRole.CHILD]


@dataclass(frozen=True)
class Member:
    """A person in a family, and what they are there."""

    person: Person
    membership: Membership

    def age(self, day: dt.date) -> int | None:
        """Whole years on ``day``."""
        return self.person.age(day)


def visible_families(actor: Actor) -> GatedQuerySet[Family]:
    """The families that ``actor`` may see."""
    return Family.objects.visible_to(actor)


def family_or_404(actor: Actor, family_id: UUID) -> Family:
    """One family. Raises NoAccess, also when there is none."""
    family = Family.objects.visible_to(actor).filter(pk=family_id).first()
    if family is None:
        raise NoAccess
    return family


def person_or_404(actor: Actor, family: Family, person_id: UUID) -> Person:
    """A person in ``family`` now or earlier, or close to one who is. Raises NoAccess for anybody else."""
    own = Membership.objects.visible_to(actor).filter(family=family).values("person_id")
    near = (
        Q(pk__in=own)
        | Q(relations_from__to_person__in=own)
        | Q(relations_to__from_person__in=own)
        | Q(custody_held__child__in=own)
    )
    person = Person.objects.visible_to(actor).filter(near, pk=person_id).first()
    if person is None:
        raise NoAccess
    return person


def family_of_person(actor: Actor, person_id: UUID) -> Family | None:
    """A family that the person belongs to, the latest first."""
    rows = Membership.objects.visible_to(actor).filter(
        person_id=person_id, family__in=Family.objects.visible_to(actor)
    )
    latest = rows.select_related("family").order_by("-starts").first()
    return latest.family if latest else None


def names_of(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What those of ``person_ids`` are called whom ``actor`` may know. At most one query; none for those just read."""
    wanted = set(person_ids)
    known = _known(actor)
    if new := wanted - set(known):
        known.update(dict.fromkeys(new))
        known.update({p.pk: p.short_name for p in Person.objects.visible_to(actor).filter(pk__in=new)})
    return {pk: name for pk in wanted if (name := known[pk]) is not None}


def _known(actor: Actor) -> dict[UUID, str | None]:
    """Names that the reader has met on this page; None for whom they may not know."""
    found = once.kept("people.names", actor.user_id, actor.kind)
    return {} if found is None else found


def members(actor: Actor, families: Iterable[UUID], day: dt.date) -> dict[UUID, list[Member]]:
    """Who is in each family on ``day``: adults first, then children from the eldest. One query for all families."""
    found: dict[UUID, list[Member]] = {family_id: [] for family_id in families}
    rows = (
        Membership.objects.visible_to(actor)
        .as_of(day)
        .filter(family__in=list(found), person__in=Person.objects.visible_to(actor))
        .select_related("person")
    )
    for row in rows:
        found[row.family_id].append(Member(row.person, row))
    for there in found.values():
        there.sort(key=_place)
    return found


@dataclass(frozen=True)
class Membered:
    """Who was in a family on a day, and those who had left it by then, the latest first."""

    present: tuple[Member, ...]
    former: tuple[Member, ...]


@once.per_reading
def membered(actor: Actor, family: Family, day: dt.date) -> Membered:
    """Who is in ``family`` on ``day``. One query."""
    rows = (
        Membership.objects.visible_to(actor)
        .filter(family=family, starts__lte=day, person__in=Person.objects.visible_to(actor))
        .select_related("person")
    )
    there = [Member(row.person, row) for row in rows]
    _known(actor).update({m.person.pk: m.person.short_name for m in there})
    present = sorted((m for m in there if m.membership.holds(day)), key=_place)
    former = [m for m in there if not m.membership.holds(day)]
    former.sort(key=lambda m: m.membership.ends or day, reverse=True)
    return Membered(tuple(present), tuple(former))


def _place(member: Member) -> tuple[int, dt.date, str]:
    person = member.person
    born = person.birth_date or person.due_date or dt.date.max
    return _ADULTS_FIRST.index(MemberRole(member.membership.role)), born, person.sort_key


def phones(actor: Actor, persons: Iterable[UUID]) -> dict[UUID, list[ContactPoint]]:
    """Telephone numbers of persons."""
    found: dict[UUID, list[ContactPoint]] = {}
    points = ContactPoint.objects.visible_to(actor).filter(
        person__in=list(persons), kind=ContactPoint.Kind.PHONE
    )
    for point in points.order_by("value"):
        found.setdefault(point.person_id, []).append(point)
    return found
