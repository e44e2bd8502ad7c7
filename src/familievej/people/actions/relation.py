# SPDX-License-Identifier: EUPL-1.2
"""Relations and custody."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, decide, require
from familievej.gate.record import end, validated
from familievej.people.models import Custody, Person, Relation, RelationKind
from familievej.people.models.relation import OTHER_WAY, STORED
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@action("people.relation_add")
def relation_add(
    *,
    actor: Actor,
    from_person: Person,
    kind: str,
    to_person: Person,
    starts: dt.date,
    ends: dt.date | None = None,
) -> Relation:
    """``from_person`` is the ``kind`` of ``to_person``; said from either end, or twice, it is one row.

    Whoever writes must work with one of the two; the other may be new. Raises ValidationError.
    """
    if not any(decide(actor, Verb.WRITE, person).allowed for person in (from_person, to_person)):
        raise NoAccess
    for person in (from_person, to_person):
        require(actor, Verb.READ, person)
    kind = RelationKind(kind)
    if kind in STORED:
        from_person, to_person, kind = to_person, from_person, STORED[kind]
    elif OTHER_WAY[kind] is kind and str(from_person.pk) > str(to_person.pk):
        # Married to, sibling of …: one order, so that the two ends cannot be registered twice.
        from_person, to_person = to_person, from_person
    told = {"from_person": from_person, "to_person": to_person, "kind": kind, "starts": starts, "ends": ends}
    same = Relation.objects.visible_to(actor).filter(**told).first()
    relation = same or Relation(**told)
    if same is None:
        validated(relation)
        relation.save(force_insert=True)
    refold_around(persons=[from_person.pk, to_person.pk])
    audit.wrote(actor, "people.relation_add", relation, after={"kind": kind, "starts": starts, "ends": ends})
    return relation


@action("people.relation_end")
def relation_end(*, actor: Actor, relation: Relation, day: dt.date) -> None:
    """``day`` is the first on which it no longer holds. Raises ValidationError."""
    require(actor, Verb.WRITE, relation)
    end(actor, "people.relation_end", relation, day)
    refold_around(persons=[relation.from_person_id, relation.to_person_id])


@action("people.custody_set")
def custody_set(
    *, actor: Actor, child: Person, holder: Person, kind: str, starts: dt.date, ends: dt.date | None = None
) -> Custody:
    """``holder`` has custody of ``child`` from ``starts``. Opens the child's records for the holder.

    The same again changes nothing. Raises ValidationError.
    """
    require(actor, Verb.WRITE, child)
    require(actor, Verb.READ, holder)
    told = {"child": child, "holder": holder, "kind": kind, "starts": starts, "ends": ends}
    same = Custody.objects.visible_to(actor).filter(**told).first()
    custody = same or Custody(**told)
    if same is None:
        validated(custody)
        custody.save(force_insert=True)
    refold_around(persons=[child.pk, holder.pk])
    audit.wrote(
        actor,
        "people.custody_set",
        custody,
        after={"kind": kind, "starts": starts},
        subjects=[child.pk, holder.pk],
    )
    return custody


@action("people.custody_end")
def custody_end(*, actor: Actor, custody: Custody, day: dt.date) -> None:
    """``day`` is the first without custody; the holder's access ends with it. Raises ValidationError."""
    require(actor, Verb.WRITE, custody)
    end(actor, "people.custody_end", custody, day)
    refold_around(persons=[custody.child_id, custody.holder_id])
