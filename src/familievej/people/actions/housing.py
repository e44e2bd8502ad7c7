# SPDX-License-Identifier: EUPL-1.2
"""Homes, who lives there, and protected addresses."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import connection

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import require, require_about
from familievej.gate.record import end, may_register, validated
from familievej.people.models import Household, Person, Residence, ResidenceKind

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@action("people.household_create")
def household_create(
    *,
    actor: Actor,
    street: str,
    postcode: str = "",
    town: str = "",
    name: str = "",
    protected: bool = False,
    new_id: uuid.UUID | None = None,
) -> Household:
    """A home that nobody lives in yet. ``new_id`` from the form makes a double click harmless.

    Raises ValidationError.
    """
    may_register(actor)
    known = Household.objects.visible_to(actor).filter(pk=new_id).first() if new_id else None
    if known is not None:
        audit.wrote(actor, "people.household_create", known, subjects=[])
        return known
    household = Household(
        id=new_id or uuid.uuid4(), street=street, postcode=postcode, town=town, name=name, protected=protected
    )
    validated(household)
    household.save(force_insert=True)
    audit.wrote(actor, "people.household_create", household, after={"protected": protected}, subjects=[])
    return household


@action("people.residence_add")
def residence_add(
    *,
    actor: Actor,
    person: Person,
    household: Household,
    starts: dt.date,
    ends: dt.date | None = None,
    kind: str = ResidenceKind.REGISTERED,
) -> Residence:
    """``person`` lives in ``household`` from ``starts``. The same again changes nothing. Raises ValidationError."""
    category = Category.PROTECTED_ADDRESS if household.protected else Category.CONTACT
    require_about(actor, Verb.WRITE, [person.pk], category)
    residence = Residence(
        person=person, household=household, starts=starts, ends=ends, kind=kind, category=category
    )
    same = person.residences.filter(household=household, kind=kind, starts=starts, ends=ends).first()
    if same is None:
        validated(residence)
        residence.save(force_insert=True)
    residence = same or residence
    audit.wrote(
        actor, "people.residence_add", residence, after={"kind": kind, "starts": starts, "ends": ends}
    )
    return residence


@action("people.residence_end")
def residence_end(*, actor: Actor, residence: Residence, day: dt.date) -> None:
    """``day`` is the first on which the person no longer lives there. Raises ValidationError."""
    require(actor, Verb.WRITE, residence)
    end(actor, "people.residence_end", residence, day)


@action("people.household_protect")
def household_protect(*, actor: Actor, household: Household, protected: bool) -> None:
    """Protect an address, or lift it: at once only who may see protected addresses sees who lives there."""
    require(actor, Verb.WRITE, household)
    household = Household.objects.select_for_update().get(pk=household.pk)
    before = household.protected
    with connection.cursor() as cursor:
        cursor.execute("select people_household_protect(%s, %s)", [str(household.pk), protected])
        (subjects,) = cursor.fetchone() or ([],)
    household.protected = protected
    audit.wrote(
        actor,
        "people.household_protect",
        household,
        before={"protected": before},
        after={"protected": protected},
        subjects=subjects,
    )
