# SPDX-License-Identifier: EUPL-1.2
"""The family's network and the units around each member."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require, require_about
from familievej.gate.record import end, validated
from familievej.people.models import Family, Involvement, NetworkPerson, Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit


@action("people.network_person_add")
def network_person_add(
    *,
    actor: Actor,
    family: Family,
    name: str,
    role: str,
    starts: dt.date,
    new_id: uuid.UUID | None = None,
    **fields: Any,
) -> NetworkPerson:
    """Somebody whom the family can lean on. ``new_id`` from the form makes a double click harmless.

    Raises ValidationError.
    """
    require(actor, Verb.WRITE, family)
    friend = NetworkPerson(
        id=new_id or uuid.uuid4(), family=family, name=name, role=role, starts=starts, **fields
    )
    if not family.network.filter(pk=friend.pk).exists():
        validated(friend)
        friend.save(force_insert=True)
    audit.wrote(actor, "people.network_person_add", friend, after={"name": name, "role": role})
    return friend


@action("people.network_person_update")
def network_person_update(*, actor: Actor, friend: NetworkPerson, **fields: Any) -> None:
    """Correct what stands about somebody in the network. Raises ValidationError."""
    require(actor, Verb.WRITE, friend)
    before = {name: getattr(friend, name) for name in fields}
    for name, value in fields.items():
        setattr(friend, name, value)
    validated(friend)
    friend.save(update_fields=list(fields))
    audit.wrote(actor, "people.network_person_update", friend, before=before, after=fields)


@action("people.network_person_end")
def network_person_end(*, actor: Actor, friend: NetworkPerson, day: dt.date) -> None:
    """No longer in the network from ``day``. Raises ValidationError."""
    require(actor, Verb.WRITE, friend)
    end(actor, "people.network_person_end", friend, day)


@action("people.involvement_add")
def involvement_add(
    *,
    actor: Actor,
    person: Person,
    unit: Unit,
    starts: dt.date,
    new_id: uuid.UUID | None = None,
    **fields: Any,
) -> Involvement:
    """A unit is involved with ``person``. Its area says what that tells about the person, and so who may see it.

    Raises ValidationError.
    """
    category = unit.area.category
    require_about(actor, Verb.WRITE, [person.pk], category)
    involvement = Involvement(
        id=new_id or uuid.uuid4(), person=person, unit=unit, starts=starts, category=category, **fields
    )
    if not person.involvements.filter(pk=involvement.pk).exists():
        validated(involvement)
        involvement.save(force_insert=True)
    audit.wrote(actor, "people.involvement_add", involvement, after={"unit": unit.code, **fields})
    return involvement


@action("people.involvement_end")
def involvement_end(*, actor: Actor, involvement: Involvement, day: dt.date) -> None:
    """The unit is no longer involved from ``day``. Raises ValidationError."""
    require(actor, Verb.WRITE, involvement)
    end(actor, "people.involvement_end", involvement, day)
