# SPDX-License-Identifier: EUPL-1.2
"""Contacts: agreed, moved, held, called off."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.stale import StaleEdit, check_edition
from familievej.followup.limits import room_for_contact
from familievej.followup.models import Contact
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@action("followup.contact_add")
def contact_add(
    *,
    actor: Actor,
    family: Family,
    kind: str,
    planned_at: dt.datetime | None = None,
    held_at: dt.datetime | None = None,
    contact_id: uuid.UUID | None = None,
    **fields: Any,
) -> Contact:
    """Agree a contact, or write down one that was held; ``fields`` are place, met, cancelled_reason.

    ``contact_id`` makes a double click harmless: the same again changes nothing. Raises ValidationError, and StaleEdit
    when a contact of that id is saved with other words.
    """
    require_about(actor, Verb.WRITE, [family.pk], Category.PLAN)
    _not_in_the_future(held_at)
    told = {"kind": kind, "planned_at": planned_at, "held_at": held_at, **fields}
    known = Contact.objects.visible_to(actor).filter(pk=contact_id).first() if contact_id else None
    if known is not None:
        return _added_before(actor, family, known, told)
    if not told.get("cancelled_reason"):
        room_for_contact(actor, family.pk, held_at or planned_at or timezone.now())
    contact = validated(Contact(id=contact_id or uuid.uuid4(), family=family, user_id=actor.user_id, **told))
    contact.save(force_insert=True)
    audit.wrote(actor, "followup.contact_add", contact, after=told)
    return contact


def _added_before(actor: Actor, family: Family, known: Contact, told: dict[str, Any]) -> Contact:
    if known.family_id != family.pk:
        raise NoAccess
    theirs = {name: getattr(known, name) for name in told}
    if theirs != told:
        raise StaleEdit(known, mine=told, theirs=theirs)
    audit.wrote(actor, "followup.contact_add", known)
    return known


@action("followup.contact_save")
def contact_save(*, actor: Actor, contact: Contact, edition: int, **fields: Any) -> Contact:
    """Move it, say that it was held, or call it off with a reason. Raises StaleEdit, ValidationError."""
    require(actor, Verb.WRITE, contact)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    changes = check_edition(contact, edition, fields)
    _not_in_the_future(changes.get("held_at"))
    before = {name: getattr(contact, name) for name in changes}
    if changes:
        for name, value in changes.items():
            setattr(contact, name, value)
        validated(contact)
        contact.edition += 1
        contact.save()
    audit.wrote(actor, "followup.contact_save", contact, before=before, after=changes)
    return contact


def _not_in_the_future(held_at: dt.datetime | None) -> None:
    if held_at is not None and held_at > timezone.now():
        raise ValidationError(
            {
                "held_at": _(
                    "It has not been held yet. Write a time up to now, or write when it is agreed for."
                )
            }
        )
