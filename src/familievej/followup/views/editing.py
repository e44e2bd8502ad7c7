# SPDX-License-Identifier: EUPL-1.2
"""How a form of this room is opened, kept as a draft, saved, and what happens when somebody else saved meanwhile."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familievej.base.stale import StaleEdit
from familievej.gate import audit, drafts
from familievej.plan.merge import Sheet, merge

if TYPE_CHECKING:
    import uuid

    from familievej.gate.actor import Actor
    from familievej.people.models import Family

BAD_REQUEST = 400
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "draft_version"})
F = TypeVar("F", bound=forms.Form)


class OpenedPage(Protocol):
    """What a form knows of whom it is about."""

    @property
    def actor(self) -> Actor:
        """Who writes."""

    @property
    def family(self) -> Family:
        """Whose page it is."""

    @property
    def basis(self) -> str:
        """Why it may be seen."""

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way from the families to here."""


@dataclass(frozen=True)
class TwoTexts:
    """One field that two people wrote: what it is called, and both texts as they are read."""

    label: str
    mine: str
    theirs: str


class Editing(ABC, Generic[F]):
    """One form: its words, its addresses, and what it reads and saves."""

    template: str
    title: str
    done: str
    button: str
    trail = "followup.form"

    def __init__(self, opened: OpenedPage) -> None:
        self.opened = opened

    @property
    @abstractmethod
    def key(self) -> str:
        """The name of its draft."""

    @property
    @abstractmethod
    def here(self) -> str:
        """The address of the form."""

    @property
    @abstractmethod
    def draft_url(self) -> str:
        """Where its draft is kept and thrown away."""

    @property
    @abstractmethod
    def back(self) -> str:
        """Where one goes after it."""

    @abstractmethod
    def shown(self) -> dict[str, Any]:
        """What stands in the form at first."""

    @abstractmethod
    def form(self, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> F:
        """The form with ``data`` that was sent, or with ``initial``."""

    @abstractmethod
    def save(self, form: F) -> None:
        """Through the room's actions. Raises StaleEdit, ValidationError."""

    @abstractmethod
    def stale(self, form: F, fault: StaleEdit) -> tuple[Sheet, Sheet, dict[str, str]]:
        """(what I wrote, what is saved now, the hidden fields to go on with)."""

    def from_draft(self, fields: dict[str, list[str]]) -> dict[str, Any]:
        """A draft as it stands in the form: ticks are a list, every other field is one text."""
        return {name: texts if name == "about" else texts[-1] for name, texts in fields.items() if texts}

    def put(self, data: QueryDict, name: str, text: str) -> None:
        """Put the text of a sheet into what was sent."""
        data[name] = text

    def context(self) -> dict[str, Any]:
        """What the template needs besides the form."""
        return {}

    def subjects(self) -> set[uuid.UUID]:
        """Whom the page tells of."""
        return {self.opened.family.pk}

    # -- Requests -----------------------------------------------------------------------------------------------

    def respond(self, request: HttpRequest) -> HttpResponse:
        """The page, or what a press of its button did."""
        if request.method == "POST":
            return self._posted(request, request.POST)
        draft = drafts.kept(self.opened.actor, self.key)
        form = self.form(initial={**self.shown(), **(self.from_draft(draft.fields) if draft else {})})
        return self._page(request, form, draft=draft)

    def keep_draft(self, request: HttpRequest) -> HttpResponse:
        """Keep what is being typed (draft.js), or throw the draft away (``discard``)."""
        if "discard" in request.POST:
            drafts.discard(self.opened.actor, self.key)
            messages.info(request, _("The draft was thrown away."))
            return redirect(self.here)
        fields = {name: texts for name, texts in request.POST.lists() if name not in LEFT_OUT}
        try:
            moment = drafts.keep(self.opened.actor, self.key, fields)
        except drafts.DraftTooLarge:
            said = _("The text is too long to be kept as a draft. Save it, or make it shorter.")
            return JsonResponse({"message": said}, status=BAD_REQUEST)
        return JsonResponse({"saved": moment.isoformat(), "version": request.POST.get("draft_version", "")})

    def _posted(self, request: HttpRequest, data: QueryDict) -> HttpResponse:
        form = self.form(data)
        if form.is_valid():
            try:
                with transaction.atomic():
                    self.save(form)
            except StaleEdit as fault:
                return self._stale(request, data, form, fault)
            except ValidationError as fault:
                _tell(form, fault)
            except IntegrityError:
                form.add_error(None, _("This was written already. Open the page again to see what is saved."))
            else:
                drafts.discard(self.opened.actor, self.key)
                messages.success(request, self.done)
                return redirect(self.back)
        return self._page(request, form)

    def _stale(self, request: HttpRequest, sent: QueryDict, form: F, fault: StaleEdit) -> HttpResponse:
        """What goes together is put together; where both wrote something, both texts are shown and mine stays in the
        form, so that saving again is a choice."""
        mine, theirs, hidden = self.stale(form, fault)
        merged = merge(form.cleaned_data["was"], mine, theirs)
        data = sent.copy()
        for name, text in {**merged.sheet, "was": json.dumps(theirs), **hidden}.items():
            self.put(data, name, text)
        if not merged.conflicts:
            messages.info(request, _("Somebody else saved something meanwhile. Both are kept."))
            return self._posted(request, data)
        both = [
            TwoTexts(
                str(form[each.name].label),
                _read(form, each.name, each.mine),
                _read(form, each.name, each.theirs),
            )
            for each in merged.conflicts
        ]
        return self._page(request, self.form(data), both=both)

    def _page(
        self,
        request: HttpRequest,
        form: F,
        *,
        draft: drafts.Kept | None = None,
        both: list[TwoTexts] | None = None,
    ) -> HttpResponse:
        audit.read(self.opened.actor, self.trail, subjects=self.subjects(), basis=self.opened.basis)
        frame = {
            "opened": self.opened,
            "title": self.title,
            "button": self.button,
            "crumbs": self.opened.crumbs((self.title, self.here)),
            "here": self.here,
            "back": self.back,
            "draft_url": self.draft_url,
            "draft": draft,
            "both": both or [],
            "form": form,
        }
        return render(request, self.template, {**frame, **self.context()})


def _read(form: forms.Form, name: str, text: str) -> str:
    field = form.fields[name]
    said = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]
    return str(said.get(text, text))


def _tell(form: forms.Form, fault: ValidationError) -> None:
    """Each message at its field; what the form has no field for stands on top."""
    told = fault.message_dict if hasattr(fault, "error_dict") else {NON_FIELD_ERRORS: fault.messages}
    for name, said in told.items():
        for message in said:
            form.add_error(name if name in form.fields else None, message)
