# SPDX-License-Identifier: EUPL-1.2
"""Notes: written, and corrected by whoever wrote them."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from familievej.base.stale import StaleEdit
from familievej.followup import actions
from familievej.followup.forms import NoteForm, NoteTextForm
from familievej.followup.models import Note
from familievej.followup.queries import NoteView, note_views
from familievej.followup.views.editing import Editing
from familievej.followup.views.opened import Opened, opened_to_write
from familievej.gate import rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess
from familievej.plan.merge import Sheet


class AddNote(Editing[NoteForm]):
    """A new note. ``person`` is ticked at first."""

    template = "followup/note_form.html"
    opened: Opened

    def __init__(self, opened: Opened, person: str = "") -> None:
        super().__init__(opened)
        self._person, self._people = person, opened.people()
        self._own_words = False

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the page is called."""
        return _("Write a note")

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said afterwards."""
        if self._own_words:
            return _("The note is saved, and hidden from the child’s parents. Beside it stands from whom.")
        return _("The note is saved.")

    @property
    def button(self) -> str:  # type: ignore[override]
        """What the button says."""
        return _("Save the note")

    @property
    def key(self) -> str:
        """One draft for a new note of each family."""
        return f"followup.note_new:{self.opened.family.pk}"

    @property
    def here(self) -> str:
        """The address of the form."""
        return reverse("followup:note_add", args=[self.opened.family.pk])

    @property
    def draft_url(self) -> str:
        """Where its draft is kept."""
        return reverse("followup:note_add_draft", args=[self.opened.family.pk])

    @property
    def back(self) -> str:
        """All contacts and notes."""
        return self.opened.contacts_url

    def shown(self) -> dict[str, Any]:
        """An empty note."""
        return {"note_id": uuid.uuid4(), "edition": 0, "was": "{}", "about": [self._person]}

    def form(self, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> NoteForm:
        """With what was sent, or with ``initial``."""
        return NoteForm(data, initial=initial, people=self._people)

    def save(self, form: NoteForm) -> None:
        """A note for each whom it is about."""
        self._own_words = form.cleaned_data["own_words"]
        actions.notes_add(
            actor=self.opened.actor,
            family=self.opened.family,
            persons=form.persons(),
            text=form.cleaned_data["text"],
            note_id=form.cleaned_data["note_id"],
            own_words=form.cleaned_data["own_words"],
        )

    def stale(self, form: NoteForm, fault: StaleEdit) -> tuple[Sheet, Sheet, dict[str, str]]:
        """The form was sent before, and then changed with the browser's back button: a second note is made."""
        fresh = {"note_id": str(uuid.uuid4())}
        return {"text": form.cleaned_data["text"]}, {"text": str(fault.theirs["text"])}, fresh

    def context(self) -> dict[str, Any]:
        """Nothing is saved yet."""
        return {"new": True}


class EditNote(Editing[NoteTextForm]):
    """Correct a note."""

    template = "followup/note_form.html"
    opened: Opened

    def __init__(self, opened: Opened, view: NoteView, note: Note) -> None:
        super().__init__(opened)
        self.view, self.note = view, note

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the page is called."""
        return _("Correct the note")

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said afterwards."""
        return _("The note is saved.")

    @property
    def button(self) -> str:  # type: ignore[override]
        """What the button says."""
        return _("Save the note")

    @property
    def key(self) -> str:
        """One draft for each note."""
        return f"followup.note:{self.note.pk}"

    @property
    def here(self) -> str:
        """The address of the form."""
        return reverse("followup:note", args=[self.opened.family.pk, self.note.pk])

    @property
    def draft_url(self) -> str:
        """Where its draft is kept."""
        return reverse("followup:note_draft", args=[self.opened.family.pk, self.note.pk])

    @property
    def back(self) -> str:
        """All contacts and notes."""
        return self.opened.contacts_url

    def subjects(self) -> set[uuid.UUID]:
        """The family, and those whom the note is about."""
        return {self.opened.family.pk, *(note.subject_id for note in self.view.notes)}

    def shown(self) -> dict[str, Any]:
        """What is saved."""
        sheet = {"text": self.note.text}
        return {**sheet, "note_id": self.note.pk, "edition": self.note.edition, "was": json.dumps(sheet)}

    def form(self, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> NoteTextForm:
        """With what was sent, or with ``initial``."""
        return NoteTextForm(data, initial=initial, people={})

    def save(self, form: NoteTextForm) -> None:
        """Raises StaleEdit, ValidationError."""
        actions.note_save(
            actor=self.opened.actor,
            note=self.note,
            edition=form.cleaned_data["edition"],
            text=form.cleaned_data["text"],
        )

    def stale(self, form: NoteTextForm, fault: StaleEdit) -> tuple[Sheet, Sheet, dict[str, str]]:
        """The text that is saved now."""
        return form.sheet(), {"text": str(fault.theirs["text"])}, {"edition": str(fault.record.edition)}

    def context(self) -> dict[str, Any]:
        """Whom it is about."""
        return {"view": self.view}


def _own_note(request: HttpRequest, family_id: uuid.UUID, note_id: uuid.UUID) -> EditNote:
    """Raises NoAccess for a note that somebody else wrote."""
    found = opened_to_write(request, family_id)
    notes = Note.objects.visible_to(found.actor, Verb.WRITE).filter(family=found.family)
    note = notes.filter(pk=note_id, written_by=found.actor.user_id).first()
    if note is None:
        raise NoAccess
    views = note_views(
        found.actor, notes.filter(together=note.together) if note.together else notes.filter(pk=note_id)
    )
    view = next(view for view in views if note in view.notes)
    return EditNote(found, view, note)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def note_add(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """A new note; ``?person=`` ticks whom it is about."""
    return AddNote(opened_to_write(request, family_id), request.GET.get("person", "")[:36]).respond(request)


@rules.staff
@require_POST
def note_add_draft(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """The draft of a new note."""
    return AddNote(opened_to_write(request, family_id)).keep_draft(request)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, family_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:
    """Correct one's own note."""
    return _own_note(request, family_id, note_id).respond(request)


@rules.staff
@require_POST
def note_draft(request: HttpRequest, family_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:
    """The draft of a correction."""
    return _own_note(request, family_id, note_id).keep_draft(request)
