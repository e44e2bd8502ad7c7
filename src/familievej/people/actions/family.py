# SPDX-License-Identifier: EUPL-1.2
"""Families, persons and membership."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from familievej.base.stale import check_edition
from familievej.gate import audit
from familievej.gate.acting import refold
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import end, may_register, validated
from familievej.people.models import Family, Membership, Person
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

PERSON_FIELDS = (
    "given_name",
    "family_name",
    "called_name",
    "sex",
    "birth_date",
    "due_date",
    "deceased_on",
    "language",
    "interpreter",
    "external_id",
)


@action("people.family_create")
def family_create(
    *, actor: Actor, name: str, family_id: uuid.UUID | None = None, external_id: str | None = None
) -> Family:
    """Open a family by the name that it uses.

    With a known ``family_id`` (a form sent twice) gives the one that is there.
    """
    may_register(actor)
    known = Family.objects.visible_to(actor).filter(pk=family_id).first() if family_id else None
    if known is not None:
        audit.wrote(actor, "people.family_create", known)
        return known
    family = Family(
        id=family_id or uuid.uuid4(), name=name.strip(), external_id=external_id, registered_by=actor.user_id
    )
    family.set_keys()
    validated(family)
    family.save(force_insert=True)
    refold([family.pk])
    audit.wrote(actor, "people.family_create", family, after={"name": family.name})
    return family


@action("people.family_update")
def family_update(*, actor: Actor, family: Family, edition: int, name: str) -> Family:
    """Call the family something else. Raises StaleEdit, ValidationError."""
    require(actor, Verb.WRITE, family)
    family = Family.objects.select_for_update().get(pk=family.pk)
    changes = check_edition(family, edition, {"name": name.strip()})
    before = _apply(family, changes)
    audit.wrote(actor, "people.family_update", family, before=before, after=changes)
    return family


@action("people.person_create")
def person_create(*, actor: Actor, person_id: uuid.UUID | None = None, **fields: Any) -> Person:
    """Register a person; ``fields`` are those of :data:`PERSON_FIELDS`. Raises ValidationError by field.

    With a known ``person_id`` (a form sent twice) gives the one that is there.
    """
    may_register(actor)
    known = Person.objects.visible_to(actor).filter(pk=person_id).first() if person_id else None
    if known is not None:
        audit.wrote(actor, "people.person_create", known)
        return known
    person = Person(id=person_id or uuid.uuid4(), registered_by=actor.user_id, **_known(fields))
    person.set_keys()
    validated(person)
    person.save(force_insert=True)
    refold([person.pk])
    audit.wrote(actor, "people.person_create", person, after=fields)
    return person


@action("people.person_update")
def person_update(*, actor: Actor, person: Person, edition: int, **fields: Any) -> Person:
    """Correct a person. A new birthday moves the end of custody, so grants are folded anew.

    Raises StaleEdit, ValidationError.
    """
    require(actor, Verb.WRITE, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    changes = check_edition(person, edition, _known(fields))
    before = _apply(person, changes)
    if "birth_date" in changes:
        refold_around(persons=[person.pk])
    audit.wrote(actor, "people.person_update", person, before=before, after=changes)
    return person


@action("people.member_add")
def member_add(
    *, actor: Actor, family: Family, person: Person, role: str, starts: dt.date, index_child: bool = False
) -> Membership:
    """``person`` belongs to ``family`` from ``starts``. The same one again changes nothing. Raises ValidationError."""
    require(actor, Verb.WRITE, family)
    require(actor, Verb.READ, person)
    same = family.memberships.filter(person=person, role=role, starts=starts, ends__isnull=True).first()
    if same is None:
        same = Membership(family=family, person=person, role=role, starts=starts, index_child=index_child)
        validated(same)
        same.save(force_insert=True)
    refold_around(families=[family.pk])
    audit.wrote(
        actor,
        "people.member_add",
        same,
        after={"role": role, "starts": starts},
        subjects=[family.pk, person.pk],
    )
    return same


@action("people.member_end")
def member_end(*, actor: Actor, membership: Membership, day: dt.date) -> None:
    """``day`` is the first on which the person no longer belongs to the family. Raises ValidationError."""
    require(actor, Verb.WRITE, membership)
    end(actor, "people.member_end", membership, day)
    refold_around(families=[membership.family_id], persons=[membership.person_id])


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(PERSON_FIELDS)
    if unknown:
        raise TypeError(f"a person has no {', '.join(sorted(unknown))}")
    return dict(fields)


def _apply(record: Family | Person, changes: Mapping[str, Any]) -> dict[str, Any]:
    before = {name: getattr(record, name) for name in changes}
    for name, value in changes.items():
        setattr(record, name, value)
    if changes:
        record.set_keys()
        validated(record)
        record.edition += 1
        record.save()
    return before
