# SPDX-License-Identifier: EUPL-1.2
"""Contacts and notes."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.stale import check_edition
from familievej.followup.models import Contact, Note
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import require, require_about
from familievej.gate.member import member_subject
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Person


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
    """Agree a contact, or write down one that was held. ``contact_id`` makes a double click harmless.

    Raises ValidationError.
    """
    require_about(actor, Verb.WRITE, [family.pk], Category.PLAN)
    _not_in_the_future(held_at)
    contact = Contact(
        id=contact_id or uuid.uuid4(),
        family=family,
        kind=kind,
        planned_at=planned_at,
        held_at=held_at,
        user_id=actor.user_id,
        **fields,
    )
    if not family.contacts.filter(pk=contact.pk).exists():
        validated(contact)
        contact.save(force_insert=True)
    audit.wrote(
        actor,
        "followup.contact_add",
        contact,
        after={"kind": kind, "planned_at": planned_at, "held_at": held_at},
    )
    return contact


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


@action("followup.note_add")
def note_add(
    *,
    actor: Actor,
    family: Family,
    text: str,
    person: Person | None = None,
    contact: Contact | None = None,
    about: str = Category.NOTES,
    written_at: dt.datetime | None = None,
    note_id: uuid.UUID | None = None,
) -> Note:
    """A note on the family, or on one of its members. ``note_id`` makes a double click harmless.

    Raises ValidationError.
    """
    subject = member_subject(family.pk, person.pk) if person else family.pk
    require_about(actor, Verb.WRITE, [subject], Category.NOTES)
    note = Note(
        id=note_id or uuid.uuid4(),
        family=family,
        person=person,
        subject_id=subject,
        contact=contact,
        about=about,
        text=text.strip(),
        written_by_id=actor.user_id,
        written_at=written_at or timezone.now(),
    )
    if not Note.objects.filter(pk=note.pk).exists():
        validated(note)
        note.save(force_insert=True)
    audit.wrote(actor, "followup.note_add", note, after={"about": about, "text": note.text})
    return note


@action("followup.note_save")
def note_save(*, actor: Actor, note: Note, edition: int, text: str) -> Note:
    """Correct a note; what stood before is in the trail. Raises StaleEdit, ValidationError."""
    require(actor, Verb.WRITE, note)
    note = Note.objects.select_for_update().get(pk=note.pk)
    changes = check_edition(note, edition, {"text": text.strip()})
    before = {name: getattr(note, name) for name in changes}
    if changes:
        note.text = text.strip()
        validated(note)
        note.edition += 1
        note.save()
    audit.wrote(actor, "followup.note_save", note, before=before, after=changes)
    return note


def _not_in_the_future(held_at: dt.datetime | None) -> None:
    if held_at is not None and held_at > timezone.now():
        raise ValidationError(
            {
                "held_at": _(
                    "It has not been held yet. Write a time up to now, or write when it is agreed for."
                )
            }
        )
