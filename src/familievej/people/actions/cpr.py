# SPDX-License-Identifier: EUPL-1.2
"""The CPR number: set, shown on a deliberate click that is logged, and encrypted anew when a key is rotated."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from familievej.base import cpr, crypto
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.people.models import Cpr, Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

PURPOSE = "cpr"


def bound(person_id: uuid.UUID) -> str:
    """What ties an encrypted number to its person: put on another row it cannot be read."""
    return f"people_cpr:{person_id}"


@action("people.cpr_set")
def cpr_set(*, actor: Actor, person: Person, number: str) -> None:
    """Store a number.

    Raises ValidationError when it is not one, or already stands on another person (whom it does not name).
    """
    require_about(actor, Verb.WRITE, [person.pk], Category.IDENTITY)
    plain = cpr.clean(number)
    values = {
        "sealed": crypto.encrypt(plain, bound_to=bound(person.pk)),
        "blind_index": crypto.blind_index(plain, purpose=PURPOSE),
    }
    try:
        with transaction.atomic():
            if not Cpr.objects.filter(person=person).update(**values):
                Cpr(person=person, **values).save(force_insert=True)
    except IntegrityError as fault:
        raise ValidationError(
            {"cpr": _("This CPR number already stands on somebody. Check the number with the person.")},
            code="cpr",
        ) from fault
    audit.wrote(actor, "people.cpr_set", person, after={"cpr": "set"}, subjects=[person.pk])


@action("people.cpr_reveal")
def cpr_reveal(*, actor: Actor, person: Person) -> str:
    """The number as ``ddmmyy-xxxx``. The showing is logged with its basis. Raises NoAccess, also when there is none."""
    number = Cpr.objects.visible_to(actor).filter(person=person).first()
    if number is None:
        raise NoAccess
    basis = require(actor, Verb.READ, number)
    audit.note(actor, audit.Verb.REVEAL, "people.cpr_reveal", subjects=[person.pk], basis=basis.sentence)
    return cpr.pretty(crypto.decrypt(number.sealed, bound_to=bound(person.pk)))


@action("people.cpr_rotate")
def cpr_rotate(*, actor: Actor, batch: int = 500) -> int:
    """Encrypt with the ring's active key every number that another key encrypted; gives how many.

    For the system only.
    """
    if not actor.is_system:
        raise NoAccess
    active = crypto.key_ring().active
    count = 0
    for row in Cpr.objects.select_for_update().select_related("person").iterator(chunk_size=batch):
        if crypto.key_name(row.sealed) != active:
            plain = crypto.decrypt(row.sealed, bound_to=bound(row.person_id))
            Cpr.objects.filter(pk=row.pk).update(sealed=crypto.encrypt(plain, bound_to=bound(row.person_id)))
            count += 1
    audit.note(actor, audit.Verb.WRITE, "people.cpr_rotate", basis=f"{count} numbers")
    return count
