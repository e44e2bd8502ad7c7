# SPDX-License-Identifier: EUPL-1.2
"""Persons and families as a register brings them: many at once, known by the register's own ids.

These are parts of one larger action, which asks the gate, writes the trail and folds the grants once for all of them.
They run on the owner's connection. What staff have corrected stays: only what the register changed is carried over.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from familievej.base.crypto import blind_index, encrypt
from familievej.people.actions.cpr import PURPOSE, bound
from familievej.people.models import Cpr, Family, MemberRole, Membership, Person, Relation, RelationKind

_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """A person in a family. ``changed`` names the columns that the register changed since last time; None: a new row.

    Names and ``cpr`` are None when the register does not carry them. ``left`` is the family that the register had
    the person in before, when that is another. ``starts`` is the first day of the family's course.
    """

    external_id: str
    family_id: uuid.UUID
    role: MemberRole
    sex: str
    birth_date: dt.date
    index_child: bool
    starts: dt.date
    given_name: str | None = None
    family_name: str | None = None
    cpr: str | None = None
    changed: frozenset[str] | None = None
    left: uuid.UUID | None = None

    def brings(self, column: str) -> bool:
        """Whether ``column`` is news."""
        return self.changed is None or column in self.changed


class CprTaken(Exception):
    """The CPR numbers of ``external_ids`` stand on somebody else, whom it does not name."""

    def __init__(self, external_ids: Sequence[str]) -> None:
        super().__init__(len(external_ids))
        self.external_ids = tuple(external_ids)


def families_register(names: Mapping[str, str]) -> dict[str, uuid.UUID]:
    """Opens a family for each external id that is not known yet, called by its name; gives the id of every one."""
    known = dict(Family.objects.filter(external_id__in=names).values_list("external_id", "id"))
    missing = [
        Family(external_id=external, name=name) for external, name in names.items() if external not in known
    ]
    for family in missing:
        family.set_keys()
    Family.objects.bulk_create(missing, batch_size=_AT_A_TIME)
    return {external: pk for external, pk in known.items() if external} | {
        family.external_id: family.pk for family in missing if family.external_id
    }


def persons_register(people: Sequence[RegisterPerson]) -> dict[str, uuid.UUID]:
    """Writes persons, their CPR numbers, memberships and parents; gives the person's id by external id.

    A person who is here already with the same CPR number and no external id is the same person. Raises CprTaken.
    """
    ids: dict[str, uuid.UUID] = {}
    for part in _parts(people):
        ids |= _persons(part)
    for part in _parts(people):
        _memberships(part, ids)
    _parents([line for line in people if line.changed is None], ids)
    return ids


def _parts(people: Sequence[RegisterPerson]) -> Iterator[Sequence[RegisterPerson]]:
    return (people[start : start + _AT_A_TIME] for start in range(0, len(people), _AT_A_TIME))


def _persons(people: Sequence[RegisterPerson]) -> dict[str, uuid.UUID]:
    known = {
        str(p.external_id): p
        for p in Person.objects.filter(external_id__in=[line.external_id for line in people])
    }
    numbers = {line.external_id: blind_index(line.cpr, purpose=PURPOSE) for line in people if line.cpr}
    known |= _same_number(numbers, known)
    new: list[Person] = []
    old: list[Person] = []
    for line in people:
        person = known.get(line.external_id)
        (new if person is None else old).append(_written(person or Person(edition=0), line))
    Person.objects.bulk_create(new, batch_size=_AT_A_TIME)
    fields = ["external_id", "given_name", "family_name", "sex", "birth_date", "due_date"]
    Person.objects.bulk_update(old, [*fields, "search_key", "sort_key", "edition"], batch_size=_AT_A_TIME)
    ids = {str(person.external_id): person.pk for person in (*new, *old)}
    _numbers(people, numbers, ids)
    return ids


def _same_number(numbers: Mapping[str, str], known: Mapping[str, Person]) -> dict[str, Person]:
    external = {index: external_id for external_id, index in numbers.items()}
    found: dict[str, Person] = {}
    taken: list[str] = []
    for row in Cpr.objects.filter(blind_index__in=external).select_related("person"):
        wanted = external[row.blind_index]
        same = row.person.external_id == wanted or (row.person.external_id is None and wanted not in known)
        if same:
            found[wanted] = row.person
        else:
            taken.append(wanted)
    if taken:
        raise CprTaken(sorted(taken))
    return found


def _written(person: Person, line: RegisterPerson) -> Person:
    person.external_id = line.external_id
    if line.brings("sex") and line.sex:
        person.sex = line.sex
    if line.brings("birth_date"):
        unborn = line.birth_date > timezone.localdate()
        person.birth_date = None if unborn else line.birth_date
        person.due_date = line.birth_date if unborn else None
    if line.brings("identity"):
        person.given_name = person.given_name if line.given_name is None else line.given_name
        person.family_name = person.family_name if line.family_name is None else line.family_name
    person.edition += 1
    person.set_keys()
    return person


def _numbers(
    people: Iterable[RegisterPerson], numbers: Mapping[str, str], ids: Mapping[str, uuid.UUID]
) -> None:
    wanted = {ids[line.external_id]: line for line in people if line.cpr and line.brings("identity")}
    present = dict(Cpr.objects.filter(person_id__in=wanted).values_list("person_id", "blind_index"))
    rows = [
        Cpr(
            person_id=person_id,
            sealed=encrypt(line.cpr or "", bound_to=bound(person_id)),
            blind_index=numbers[line.external_id],
        )
        for person_id, line in wanted.items()
        if present.get(person_id) != numbers[line.external_id]
    ]
    Cpr.objects.bulk_create(
        rows,
        batch_size=_AT_A_TIME,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["sealed", "blind_index"],
    )


def _memberships(people: Sequence[RegisterPerson], ids: Mapping[str, uuid.UUID]) -> None:
    present = {
        (row.family_id, row.person_id): row
        for row in Membership.objects.filter(
            person_id__in=[ids[line.external_id] for line in people]
        ).order_by("starts")
    }
    new, old = [], []
    for line in people:
        person_id = ids[line.external_id]
        if line.left is not None:
            _leave(present.get((line.left, person_id)), line.starts)
        row = present.get((line.family_id, person_id))
        if row is None:
            new.append(
                Membership(family_id=line.family_id, person_id=person_id, role=line.role, starts=line.starts)
            )
            new[-1].index_child = line.index_child
        elif line.changed and line.changed & {"role", "index_child"} and row.ends is None:
            row.role = line.role if "role" in line.changed else row.role
            row.index_child = line.index_child
            old.append(row)
    # One index child a family at any time: the former one steps back before the new one comes.
    stepping_forward = {row.family_id: row.person_id for row in (*new, *old) if row.index_child}
    Membership.objects.filter(family_id__in=stepping_forward, index_child=True, ends__isnull=True).exclude(
        person_id__in=stepping_forward.values()
    ).update(index_child=False)
    Membership.objects.bulk_update(old, ["role", "index_child"], batch_size=_AT_A_TIME)
    Membership.objects.bulk_create(new, batch_size=_AT_A_TIME)


def _leave(row: Membership | None, day: dt.date) -> None:
    if row is not None and row.ends is None:
        row.ends = max(row.starts, day)
        row.save(update_fields=["ends"])


def _parents(new: Sequence[RegisterPerson], ids: Mapping[str, uuid.UUID]) -> None:
    """The register's mothers and fathers are parents of the children of their family, until somebody corrects it."""
    newcomers = {ids[line.external_id] for line in new}
    families: dict[uuid.UUID, list[Membership]] = {}
    members = Membership.objects.filter(ends__isnull=True, person__external_id__isnull=False)
    for part in _parts(new):
        for row in members.filter(family_id__in={line.family_id for line in part}).select_related("person"):
            families.setdefault(row.family_id, []).append(row)
    pairs = {
        (parent.person_id, child.person_id): child.person.birth_date or child.starts
        for rows in families.values()
        for parent in rows
        for child in rows
        if parent.role == MemberRole.PARENT
        and child.role == MemberRole.CHILD
        and (parent.person_id in newcomers or child.person_id in newcomers)
    }
    told = set(Relation.objects.filter(to_person__in=newcomers).values_list("from_person_id", "to_person_id"))
    told |= set(
        Relation.objects.filter(from_person__in=newcomers).values_list("from_person_id", "to_person_id")
    )
    Relation.objects.bulk_create(
        (
            Relation(from_person_id=parent, to_person_id=child, kind=RelationKind.PARENT, starts=starts)
            for (parent, child), starts in pairs.items()
            if (parent, child) not in told
        ),
        batch_size=_AT_A_TIME,
    )
