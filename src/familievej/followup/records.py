# SPDX-License-Identifier: EUPL-1.2
"""Notes and contacts, as the pages of hiding and of papers know them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familievej.access.records import RecordKind
from familievej.followup.models import Contact, Note
from familievej.gate.categories import Verb

if TYPE_CHECKING:
    from django.db.models import Model

    from familievej.gate.actor import Actor


def _same_text(actor: Actor, note: Note) -> Sequence[Note]:
    """What was written about several persons stands once for each: hidden in one place, it must be in all."""
    if not note.together:
        return [note]
    return list(Note.objects.visible_to(actor, Verb.WRITE).filter(together=note.together))


def _with_notes(actor: Actor, contact: Contact) -> Sequence[Model]:
    return [contact, *Note.objects.visible_to(actor, Verb.WRITE).filter(contact=contact)]


def _note_page(family_id: UUID, note: Note) -> str:
    return f"{reverse('followup:contacts', args=[family_id])}#note-{note.pk}"


def _contact_text(contact: Contact) -> str:
    return " – ".join(part for part in (contact.get_kind_display(), contact.place, contact.met) if part)


KINDS = (
    RecordKind(
        slug="note",
        label=_("a note"),
        model=Note,
        of_family="family_id",
        text=lambda note: note.text,
        page=_note_page,
        together=_same_text,
        key=lambda note: note.together or note.pk,
    ),
    RecordKind(
        slug="contact",
        label=_("a contact and its notes"),
        model=Contact,
        of_family="family_id",
        text=_contact_text,
        page=lambda family_id, contact: reverse("followup:contact", args=[family_id, contact.pk]),
        together=_with_notes,
    ),
)
