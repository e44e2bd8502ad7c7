# SPDX-License-Identifier: EUPL-1.2
"""Notes: on the family, on one of its members, or on several at once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from familievej.base.stale import StaleEdit, check_edition
from familievej.followup.actions.own_words import hide_from_parents, hide_like
from familievej.followup.models import Contact, Note
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.member import member_subject
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Person


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
    own_words: bool = False,
) -> Note:
    """A note on the family, or on one of its members. See :func:`notes_add`."""
    notes = notes_add(
        actor=actor, family=family, text=text, persons=[person] if person else [], contact=contact, about=about,
        written_at=written_at, note_id=note_id, own_words=own_words,
    )  # fmt: skip
    return notes[0]


@action("followup.notes_add")
def notes_add(
    *,
    actor: Actor,
    family: Family,
    text: str,
    persons: Sequence[Person] = (),
    contact: Contact | None = None,
    about: str = Category.NOTES,
    written_at: dt.datetime | None = None,
    note_id: uuid.UUID | None = None,
    own_words: bool = False,
) -> list[Note]:
    """One text about ``persons``, a note for each; about the whole family without any.

    With ``own_words`` it is what a child has said: it is hidden from the child's parents in the same transaction; a
    note on a hidden contact is hidden from the same.

    ``note_id`` makes a double click harmless: the same again changes nothing. Raises ValidationError, and StaleEdit
    when notes of that id are saved with another text or about others.
    """
    note_id = note_id or uuid.uuid4()
    whom: list[Person | None] = list(dict.fromkeys(persons)) or [None]
    subjects = [member_subject(family.pk, person.pk) if person else family.pk for person in whom]
    require_about(actor, Verb.WRITE, subjects, Category.NOTES)
    if contact is not None and contact.family_id != family.pk:
        raise NoAccess
    known = list(Note.objects.visible_to(actor).filter(Q(pk=note_id) | Q(together=note_id)))
    if known:
        return _added_before(actor, known, text.strip(), subjects)
    several = len(whom) > 1
    notes = [
        Note(
            id=uuid.uuid5(note_id, str(subject)) if several else note_id,
            together=note_id if several else None,
            family=family,
            person=person,
            subject_id=subject,
            contact=contact,
            about=about,
            own_words=own_words,
            text=text.strip(),
            written_by_id=actor.user_id,
            written_at=written_at or timezone.now(),
        )
        for person, subject in zip(whom, subjects, strict=True)
    ]
    for note in notes:
        validated(note).save(force_insert=True)
        audit.wrote(actor, "followup.note_add", note, after={"about": about, "text": note.text})
    if contact is not None:
        hide_like(actor, contact, notes)
    if own_words:
        hide_from_parents(actor, notes)
    return notes


def _added_before(actor: Actor, known: list[Note], text: str, subjects: Sequence[uuid.UUID]) -> list[Note]:
    if any(note.text != text for note in known) or {note.subject_id for note in known} != set(subjects):
        raise StaleEdit(known[0], mine={"text": text}, theirs={"text": known[0].text})
    for note in known:
        audit.wrote(actor, "followup.note_add", note)
    return known


@action("followup.note_save")
def note_save(*, actor: Actor, note: Note, edition: int, text: str) -> Note:
    """Correct one's own note; what stood before is in the trail. What was written about several is corrected for all.

    Raises NoAccess for somebody else's note, StaleEdit, ValidationError.
    """
    require(actor, Verb.WRITE, note)
    if not actor.is_system and note.written_by_id != actor.user_id:
        raise NoAccess
    same = Q(pk=note.pk) | Q(together=note.together) if note.together else Q(pk=note.pk)
    rows = {
        row.pk: row for row in Note.objects.visible_to(actor, Verb.WRITE).select_for_update().filter(same)
    }
    found = rows[note.pk]
    before, text = found.text, text.strip()
    changes = check_edition(found, edition, {"text": text})
    for row in rows.values():
        if row.text != before:
            continue
        if changes:
            _correct(row, text)
        audit.wrote(
            actor, "followup.note_save", row, before={"text": before} if changes else {}, after=changes
        )
    return found


def _correct(note: Note, text: str) -> None:
    note.text, note.changed_at = text, timezone.now()
    validated(note)
    note.edition += 1
    note.save(update_fields=["text", "changed_at", "edition"])
