# SPDX-License-Identifier: EUPL-1.2
"""Fill in a form: it saves itself as a draft, and what two people write at once is put together."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from familievej.base.stale import StaleEdit
from familievej.followup.views.editing import Editing
from familievej.forms import actions
from familievej.forms.case_forms import FinishForm
from familievej.forms.fields import FillForm, initial
from familievej.forms.models import Filling
from familievej.forms.queries import answers_of, described, filling_or_404, form_of, places, sheet, spoken
from familievej.forms.slots import LISTS, as_text, missing, slots, suggested
from familievej.forms.views.opened import Opened, opened_to_write
from familievej.gate import rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess
from familievej.plan.merge import Sheet


class Fill(Editing[FillForm]):
    """One version of a form that is not finished."""

    template = "forms/fill.html"
    trail = "forms.fill"

    def __init__(self, opened: Opened, filling: Filling) -> None:
        super().__init__(opened)
        self.filling, self.people = filling, opened.people()
        self.places = places(opened.actor, filling, self.people)
        found = answers_of(opened.actor, filling, Verb.WRITE)
        self.values = {
            slot.key: found[slot.place].value if slot.place in found else "" for slot in self.places
        }
        before = spoken(opened.actor, filling)
        self.spoken = {slot.key: as_text(before[slot.place]) for slot in self.places if slot.place in before}

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the page is called."""
        return self.filling.name

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said afterwards."""
        return _("It is saved. Read it through together, and finish it when it is right.")

    @property
    def button(self) -> str:  # type: ignore[override]
        """What the button says."""
        return _("Save and read it through")

    @property
    def key(self) -> str:
        """One draft for each version."""
        return f"forms.filling:{self.filling.pk}"

    @property
    def here(self) -> str:
        """The address of the form."""
        return reverse("forms:fill", args=[self.opened.family.pk, self.filling.pk])

    @property
    def draft_url(self) -> str:
        """Where its draft is kept."""
        return reverse("forms:fill_draft", args=[self.opened.family.pk, self.filling.pk])

    @property
    def back(self) -> str:
        """Where it is read."""
        return reverse("forms:read", args=[self.opened.family.pk, self.filling.pk])

    def subjects(self) -> set[uuid.UUID]:
        """The family, and the members that something is written about."""
        return {self.opened.family.pk, *(slot.subject(self.opened.family.pk) for slot in self.places)}

    def shown(self) -> dict[str, Any]:
        """What is saved."""
        sheet = {key: as_text(value) for key, value in self.values.items()}
        values = {slot.key: initial(slot, self.values[slot.key]) for slot in self.places}
        return {**values, "edition": self.filling.edition, "was": json.dumps(sheet)}

    def form(self, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> FillForm:
        """With what was sent, or with ``initial``."""
        model = self.filling.adopted.model
        return FillForm(
            data, initial=initial, places=self.places, model=model, people=self.people, spoken=self.spoken
        )

    def from_draft(self, fields: dict[str, list[str]]) -> dict[str, Any]:
        """What was typed."""
        return self.form().kept(MultiValueDict(fields))

    def put(self, data: QueryDict, name: str, text: str) -> None:
        """Ticks and rows have more than one value."""
        slot = next((slot for slot in self.places if slot.key == name), None)
        if slot is None or slot.field.kind not in LISTS:
            data[name] = text
            return
        values = json.loads(text) if text else []
        if slot.field.kind != "rows":
            data.setlist(name, values)
            return
        for key in [key for key in data if key.startswith(f"{name}!")]:
            del data[key]
        for index, row in enumerate(values):
            for column, word in row.items():
                data[f"{name}!{index}!{column}"] = word

    def save(self, form: FillForm) -> None:
        """Raises StaleEdit, ValidationError."""
        actions.answers_save(
            actor=self.opened.actor,
            filling=self.filling,
            edition=form.cleaned_data["edition"],
            answers=form.answers(),
            said_anew=form.said_anew(),
        )

    def stale(self, form: FillForm, fault: StaleEdit) -> tuple[Sheet, Sheet, dict[str, str]]:
        """What is saved now."""
        return form.sheet(), fault.theirs, {"edition": str(fault.record.edition)}

    def context(self) -> dict[str, Any]:
        """The questions to talk about, the banner, and what is suggested to talk about."""
        form, model = form_of(self.filling), self.filling.adopted.model
        return {
            "of": form,
            "filling": self.filling,
            "questions": sorted(model.dialogue, key=lambda group: not group.acute)
            if form.used_for == "first_dialogue"
            else [],
            "notes": {each.id: each.note for each in model.lists if each.note},
            "suggestions": self._suggestions(),
        }

    def _suggestions(self) -> dict[str, tuple[str, str]]:
        """By field, the option that what is saved gives as a place to begin, and where that stands."""
        found = {}
        said = sheet(self.opened.actor, self.filling, self.people)
        for part in said.parts:
            for field in part.section.fields:
                if field.suggested_from:
                    there = described(part.said, field.suggested_from)
                    option = suggested(self.filling.adopted.model, field, there)
                    if option:
                        where = [
                            each.slot.item.name
                            for each in part.said
                            if each.slot.field.id == field.suggested_from
                            and each.slot.item
                            and not each.empty
                        ]
                        found[f"{part.section.id}.{field.id}"] = (option.name, ", ".join(where))
        return found


def _open(request: HttpRequest, family_id: uuid.UUID, open_id: uuid.UUID) -> Fill:
    found, course = opened_to_write(request, family_id)
    filling = filling_or_404(found.actor, family_id, open_id)
    if filling.finished_at is not None or filling.course_id != course.pk:
        raise NoAccess
    return Fill(found, filling)


@rules.staff
@require_POST
def begin(request: HttpRequest, family_id: uuid.UUID, which: str) -> HttpResponse:
    """Begin a form, or a new version of one that is finished, and go to it."""
    found, course = opened_to_write(request, family_id)
    if course.adopted is None or course.adopted.model.form(which) is None:
        raise NoAccess
    filling = actions.filling_begin(actor=found.actor, course=course, form=which)
    return redirect("forms:fill", family_id, filling.pk)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, family_id: uuid.UUID, open_id: uuid.UUID) -> HttpResponse:
    """Write in a form that is not finished."""
    return _open(request, family_id, open_id).respond(request)


@rules.staff
@require_POST
def fill_draft(request: HttpRequest, family_id: uuid.UUID, open_id: uuid.UUID) -> HttpResponse:
    """What is being typed."""
    return _open(request, family_id, open_id).keep_draft(request)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, family_id: uuid.UUID, open_id: uuid.UUID) -> HttpResponse:
    """The version is right, and stands from now on; what is left out has a reason."""
    editing = _open(request, family_id, open_id)
    filling, actor = editing.filling, editing.opened.actor
    everything = list(slots(filling.adopted.model, form_of(filling), editing.people))
    # What the writer may not see is not theirs to miss.
    empty = missing(editing.places, editing.values)
    form = FinishForm(request.POST or None, asks_why=bool(empty))
    if request.method == "POST" and form.is_valid():
        try:
            own = {slot.key for slot in editing.places}
            actions.filling_finish(
                actor=actor,
                filling=filling,
                slots=[slot for slot in everything if slot.key in own],
                left_out=form.cleaned_data.get("left_out", ""),
            )
        except ValidationError as fault:
            for message in fault.messages:
                form.add_error("left_out" if "left_out" in form.fields else None, message)
        else:
            messages.success(
                request, _("It is finished, and stands as it is. A new version can be begun from it.")
            )
            return redirect("forms:read", family_id, open_id)
    context = {
        "title": _("Finish “%(name)s”") % {"name": filling.name},
        "text": _(
            "Then nobody changes what stands there. When more is known, you begin a new version from it."
        ),
        "action": _("It is right: finish it"),
        "cancel": editing.back,
        "form": form,
        "empty": list(dict.fromkeys(slot.field.name for slot in empty)),
    }
    return render(request, "forms/finish.html", context)
