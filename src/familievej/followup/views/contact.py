# SPDX-License-Identifier: EUPL-1.2
"""One contact: agreed or written down, read, changed, called off."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.access.queries.beside import beside
from familievej.access.queries.telling import waiting
from familievej.access.telling_panel import PANEL as TELLING_PANEL
from familievej.base.dates import say_day, say_time
from familievej.base.stale import StaleEdit
from familievej.followup import actions
from familievej.followup.actions.own_words import hide_conversation
from familievej.followup.forms import CallOffForm, ContactForm, contact_sheet
from familievej.followup.models import Contact, ContactKind, State
from familievej.followup.queries import entries
from familievej.followup.views.editing import Editing
from familievej.followup.views.opened import Opened, opened, opened_to_write
from familievej.gate import audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess
from familievej.plan.merge import Sheet


class EditContact(Editing[ContactForm]):
    """The form of a contact; of a new one when ``contact`` is None. ``held``: the writer says that it has been."""

    template = "followup/contact_form.html"

    opened: Opened

    def __init__(self, opened: Opened, contact: Contact | None, *, held: bool = False) -> None:
        super().__init__(opened)
        self.contact, self.held = contact, held
        self._people = opened.people()

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the page is called."""
        if self.contact is None:
            return _("Write down a contact") if self.held else _("Agree on a contact")
        return _("How did it go?") if self.held and self.contact.held_at is None else _("Change the contact")

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said afterwards; when they have just met, also what the family is still to be told."""
        untold = waiting(self.opened.actor, Verb.WRITE).filter(family=self.opened.family)
        if self.held and untold.exists():
            return _(
                "The contact is saved. Did you tell the family what was shared without them? Say so under “%(panel)s”."
            ) % {"panel": TELLING_PANEL.title}
        return _("The contact is saved.")

    @property
    def button(self) -> str:  # type: ignore[override]
        """What the button says."""
        return _("Save the contact")

    @property
    def key(self) -> str:
        """One draft for each contact, and one for a new contact of each family."""
        return f"followup.contact:{self.contact.pk if self.contact else self.opened.family.pk}"

    @property
    def here(self) -> str:
        """The address of the form."""
        return self._address("followup:contact_edit", "followup:contact_add")

    @property
    def draft_url(self) -> str:
        """Where its draft is kept."""
        return self._address("followup:contact_edit_draft", "followup:contact_add_draft")

    @property
    def back(self) -> str:
        """The contact; all contacts after a new one."""
        return self._address("followup:contact", "followup:contacts")

    def _address(self, known: str, new: str) -> str:
        family = self.opened.family.pk
        return reverse(known, args=[family, self.contact.pk]) if self.contact else reverse(new, args=[family])

    def shown(self) -> dict[str, Any]:
        """What is saved, or a contact at this hour."""
        fresh: dict[str, Any] = {
            "contact_id": uuid.uuid4(),
            "note_id": uuid.uuid4(),
            "edition": 0,
            "was": "{}",
        }
        if self.contact is None:
            now = timezone.localtime(self.opened.moment)
            when = {"day": now.date(), "time": now.time()} if self.held else {}
            state = State.HELD if self.held else State.AGREED
            return {**fresh, "state": state, "kind": ContactKind.HOME_VISIT, **when}
        sheet = contact_sheet(self.contact)
        chosen = {"state": State.HELD} if self.held else {}
        known = {"contact_id": self.contact.pk, "edition": self.contact.edition, "was": json.dumps(sheet)}
        return {**fresh, **sheet, **known, **chosen}

    def form(self, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> ContactForm:
        """With what was sent, or with ``initial``."""
        return ContactForm(data, initial=initial, people=self._people, record=self.contact)

    def save(self, form: ContactForm) -> None:
        """The contact and its note, or neither."""
        actor, family, found = self.opened.actor, self.opened.family, form.cleaned_data
        if self.contact is None:
            contact = actions.contact_add(
                actor=actor, family=family, contact_id=found["contact_id"], **form.contact_fields()
            )
            if found["alone"]:
                hide_conversation(actor, contact, form.persons())
        else:
            contact = actions.contact_save(
                actor=actor, contact=self.contact, edition=found["edition"], **form.contact_fields()
            )
        if found["text"]:
            actions.notes_add(
                actor=actor,
                family=family,
                contact=contact,
                persons=form.persons(),
                text=found["text"],
                note_id=found["note_id"],
                own_words=found["own_words"],
            )

    def stale(self, form: ContactForm, fault: StaleEdit) -> tuple[Sheet, Sheet, dict[str, str]]:
        """A form that was sent before, and then changed with the browser's back button, makes a second one."""
        if not isinstance(fault.record, Contact):
            both = {"text": form.cleaned_data["text"]}, {"text": str(fault.theirs["text"])}
            return *both, {"note_id": str(uuid.uuid4())}
        theirs = contact_sheet(fault.record)
        if self.contact is None:
            fresh = {"contact_id": str(uuid.uuid4()), "note_id": str(uuid.uuid4())}
            return form.sheet(), theirs, fresh
        return form.sheet(), theirs, {"edition": str(fault.record.edition)}

    def context(self) -> dict[str, Any]:
        """The contact and its notes so far."""
        if self.contact is None:
            return {"contact": None, "new": True}
        return {
            "contact": self.contact,
            "entry": entries(self.opened.actor, [self.contact.pk], [])[self.contact.pk],
        }


def _is_held(request: HttpRequest) -> bool:
    """The address says so, or the form that was sent."""
    return "held" in request.GET or request.POST.get("state") == State.HELD


def _contact(found: Opened, contact_id: uuid.UUID, verb: Verb) -> Contact:
    contact = Contact.objects.visible_to(found.actor, verb).filter(pk=contact_id, family=found.family).first()
    if contact is None:
        raise NoAccess
    return contact


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def contact_add(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Agree on a contact, or with ``?held=1`` write down one that has been."""
    return EditContact(opened_to_write(request, family_id), None, held=_is_held(request)).respond(request)


@rules.staff
@require_POST
def contact_add_draft(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """The draft of a new contact."""
    return EditContact(opened_to_write(request, family_id), None).keep_draft(request)


@rules.staff
@require_GET
def contact(request: HttpRequest, family_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    """When, where, who and what was noted; the next act first for whoever may write."""
    found = opened(request, family_id)
    entry = entries(found.actor, [_contact(found, contact_id, Verb.READ).pk], [])[contact_id]
    audit.read(found.actor, "followup.contact", subjects={family_id, *entry.subjects}, basis=found.basis)
    title = entry.contact.get_kind_display() if entry.contact else ""
    title = title[:1].upper() + title[1:]
    context = {
        "opened": found, "entry": entry, "title": title, "now": found.moment, "crumbs": found.crumbs((title, "")),
        "beside": beside(found.actor, [contact_id])[contact_id],
    }  # fmt: skip
    return render(request, "followup/contact.html", context)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: HttpRequest, family_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    """Move it or correct it; with ``?held=1`` say that it was held."""
    found = opened_to_write(request, family_id)
    record = _contact(found, contact_id, Verb.WRITE)
    return EditContact(found, record, held=_is_held(request)).respond(request)


@rules.staff
@require_POST
def contact_edit_draft(request: HttpRequest, family_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    """The draft of a change."""
    found = opened_to_write(request, family_id)
    return EditContact(found, _contact(found, contact_id, Verb.WRITE)).keep_draft(request)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def contact_call_off(request: HttpRequest, family_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    """It does not take place, and why."""
    found = opened_to_write(request, family_id)
    record = _contact(found, contact_id, Verb.WRITE)
    there = reverse("followup:contact", args=[family_id, contact_id])
    if record.state is not State.AGREED:
        held = record.state is State.HELD
        said = (
            _("This contact was held, so it cannot be called off.")
            if held
            else _("It is called off already.")
        )
        messages.info(request, said)
        return redirect(there)
    form = CallOffForm(request.POST or None, initial={"edition": record.edition})
    if request.method == "POST" and form.is_valid():
        try:
            actions.contact_save(
                actor=found.actor,
                contact=record,
                edition=form.cleaned_data["edition"],
                cancelled_reason=form.cleaned_data["reason"],
            )
        except StaleEdit as fault:
            form.data = {**form.data.dict(), "edition": fault.record.edition}  # type: ignore[attr-defined]
            form.add_error(
                None,
                _(
                    "Somebody changed the contact meanwhile: above it stands as it is now. Press again to call it off."
                ),
            )
        else:
            messages.success(request, _("The contact is called off."))
            return redirect(there)
    audit.read(found.actor, "followup.form", subjects=[family_id], basis=found.basis)
    return render(request, "web/confirm.html", _call_off_page(form, record, there))


def _call_off_page(form: CallOffForm, record: Contact, there: str) -> dict[str, Any]:
    local = timezone.localtime(record.moment)
    said = {
        "kind": record.get_kind_display(),
        "day": say_day(local.date(), timezone.localdate()),
        "time": say_time(local),
    }
    text = _("%(kind)s %(day)s at %(time)s") % said
    return {
        "title": _("Call the contact off"),
        "text": text[:1].upper() + text[1:],
        "action": _("Call it off"),
        "cancel": there,
        "form": form,
    }
