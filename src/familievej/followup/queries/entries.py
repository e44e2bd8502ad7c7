# SPDX-License-Identifier: EUPL-1.2
"""Contacts and notes as a page shows them, with names in the place of ids."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from familievej.access.queries.beside import Beside, beside
from familievej.followup.models import Contact, Note
from familievej.followup.queries.meetings import waiting
from familievej.people.queries import names_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class NoteView:
    """One text, about the whole family (``names`` is empty) or about those named. ``own``: the reader wrote it.

    ``beside``: papers, and from whom it is hidden, as far as the reader may know.
    """

    notes: tuple[Note, ...]
    names: tuple[str, ...]
    own: bool
    beside: Beside

    @property
    def first(self) -> Note:
        """The text and its author are the same in all."""
        return self.notes[0]


@dataclass(frozen=True)
class Entry:
    """A contact with its notes, or notes alone."""

    moment: dt.datetime
    contact: Contact | None
    notes: tuple[NoteView, ...]

    @property
    def subjects(self) -> set[UUID]:
        """Whom the notes are about."""
        return {note.subject_id for view in self.notes for note in view.notes}


def entries(actor: Actor, contacts: Sequence[UUID], groups: Sequence[UUID]) -> dict[UUID, Entry]:
    """Contacts by their ids, and notes that stand alone by what they have in common. At most three queries."""
    seen = {c.pk: c for c in Contact.objects.visible_to(actor).filter(pk__in=contacts).select_related("user")}
    wanted = Q(contact__in=list(seen)) | Q(together__in=groups) | Q(pk__in=groups)
    views = note_views(actor, Note.objects.visible_to(actor).filter(wanted)) if seen or groups else []
    of_contact: dict[UUID, list[NoteView]] = defaultdict(list)
    alone: dict[UUID, list[NoteView]] = defaultdict(list)
    for view in views:
        note = view.first
        if note.contact_id in seen:
            of_contact[note.contact_id].append(view)
        else:
            alone[note.together or note.pk].append(view)
    found = {pk: Entry(contact.moment, contact, tuple(of_contact[pk])) for pk, contact in seen.items()}
    return found | {key: Entry(there[0].first.written_at, None, tuple(there)) for key, there in alone.items()}


def agreed_ahead(actor: Actor, family_id: UUID, moment: dt.datetime) -> list[Entry]:
    """What is agreed for after ``moment``, soonest first. At most three queries."""
    rows = waiting(actor).filter(family_id=family_id, planned_at__gte=moment)
    keys = list(rows.values_list("pk", flat=True))
    found = entries(actor, keys, []) if keys else {}
    return [found[key] for key in keys]


def note_views(actor: Actor, notes: QuerySet[Note]) -> list[NoteView]:
    """Oldest first; what was written about several and still says the same is one. At most six queries."""
    ordered = list(notes.select_related("written_by").order_by("written_at", "pk"))
    names = names_of(actor, [note.person_id for note in ordered if note.person_id])
    found = beside(actor, [note.pk for note in ordered])
    groups: dict[tuple[UUID, str], list[Note]] = defaultdict(list)
    for note in ordered:
        groups[note.together or note.pk, note.text].append(note)
    return [_view(actor, tuple(group), names, found[group[0].pk]) for group in groups.values()]


def _view(actor: Actor, group: tuple[Note, ...], names: dict[UUID, str], there: Beside) -> NoteView:
    whom = [names.get(note.person_id, _("somebody in the family")) for note in group if note.person_id]
    return NoteView(group, tuple(sorted(whom)), own=group[0].written_by_id == actor.user_id, beside=there)
