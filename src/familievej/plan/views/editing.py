# SPDX-License-Identifier: EUPL-1.2
"""How a form of the plan is opened, kept as a draft, saved, and what happens when somebody else saved meanwhile."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familievej.base.stale import StaleEdit
from familievej.gate import drafts
from familievej.plan import conflicts
from familievej.plan.forms import GoalForm, WordsForm, written_sheet
from familievej.plan.merge import Sheet, merge
from familievej.plan.views.opened import Opened

if TYPE_CHECKING:
    import datetime as dt

TOO_LARGE = 400


@dataclass(frozen=True)
class Saved:
    """What stands in the database now: its edition, its sheet, and who wrote it when."""

    edition: int
    sheet: Sheet
    by: str = ""
    at: dt.datetime | None = None


class Editing(ABC):
    """One form on one record. ``here`` is its address, ``back`` where one goes after it."""

    title: str
    template: str
    done: str

    def __init__(self, opened: Opened) -> None:
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
    def back(self) -> str:
        """Where one goes after it."""
        return self.opened.back

    @abstractmethod
    def form(self, data: QueryDict | None, *, sent: bool, more: bool = False) -> WordsForm | GoalForm:
        """The form with what is saved, or with ``data``; only what was ``sent`` to be saved is checked."""

    @abstractmethod
    def saved(self, data: QueryDict) -> Saved:
        """What stands in the database now."""

    @abstractmethod
    def save(self, form: Any, edition: int) -> None:
        """Through the room's actions. Raises StaleEdit, ValidationError."""

    # -- Requests -----------------------------------------------------------------------------------------------

    def respond(self, request: HttpRequest) -> HttpResponse:
        """The page, or what a press of its button did."""
        if request.method == "POST":
            return self._posted(request, conflicts.resolved(request.POST))
        draft = drafts.kept(self.opened.actor, self.key)
        if draft is None:
            return self._page(request, self.form(None, sent=False))
        data = _querydict(draft.fields)
        if conflicts.waiting(data):
            return self._choose(request, data, draft=draft)
        return self._page(request, self.form(data, sent=False), draft=draft)

    def keep_draft(self, request: HttpRequest) -> HttpResponse:
        """Keep what is being typed (draft.js), or throw the draft away (``discard``)."""
        if "discard" in request.POST:
            drafts.discard(self.opened.actor, self.key)
            messages.info(request, _("The draft was thrown away. Here is what was saved last."))
            return redirect(self.here)
        version = request.POST.get("draft_version", "")
        left_out = {"csrfmiddlewaretoken", "draft_version"}
        fields = {name: texts for name, texts in request.POST.lists() if name not in left_out}
        edition = request.POST.get("edition", "")
        try:
            moment = drafts.keep(
                self.opened.actor, self.key, fields, edition=int(edition) if edition.isdecimal() else 0
            )
        except drafts.DraftTooLarge:
            said = _("The text is too long to be kept as a draft. Save it, or make it shorter.")
            return JsonResponse({"message": said}, status=TOO_LARGE)
        return JsonResponse({"saved": moment.isoformat(), "version": version})

    def _posted(self, request: HttpRequest, data: QueryDict) -> HttpResponse:
        if conflicts.waiting(data):
            return self._choose(request, data, missing=True)
        if "more" in data:
            return self._page(request, self.form(data, sent=False, more=True))
        form = self.form(data, sent=True)
        if not form.is_valid():
            return self._page(request, form)
        try:
            self.save(form, form.cleaned_data["edition"])
        except StaleEdit:
            return self._stale(request, data, form)
        except ValidationError as fault:
            _tell(form, fault)
            return self._page(request, form)
        drafts.discard(self.opened.actor, self.key)
        messages.success(request, self.done)
        return redirect(self.back)

    def _stale(self, request: HttpRequest, data: QueryDict, form: WordsForm | GoalForm) -> HttpResponse:
        """Somebody saved meanwhile: what goes together is put together, the rest is shown side by side."""
        now = self.saved(data)
        merged = merge(form.cleaned_data["was"], written_sheet(form), now.sheet)
        together = conflicts.as_data(data, merged, now.edition, json.dumps(now.sheet))
        if merged.conflicts:
            return self._choose(request, together, now=now)
        if now.by:
            messages.info(
                request, _("%(name)s saved something else meanwhile. Both are kept.") % {"name": now.by}
            )
        return self._posted(request, together)

    # -- Pages --------------------------------------------------------------------------------------------------

    def context(self, form: WordsForm | GoalForm) -> dict[str, Any]:
        """What the template needs besides the form."""
        return {}

    def _page(
        self, request: HttpRequest, form: WordsForm | GoalForm, *, draft: drafts.Kept | None = None
    ) -> HttpResponse:
        return render(request, self.template, {**self._frame(draft), "form": form, **self.context(form)})

    def _choose(
        self,
        request: HttpRequest,
        data: QueryDict,
        *,
        now: Saved | None = None,
        draft: drafts.Kept | None = None,
        missing: bool = False,
    ) -> HttpResponse:
        form = self.form(data, sent=False)
        context = {
            **self._frame(draft),
            "now": now or self.saved(data),
            "choices": conflicts.choices(data, form),
            "rest": conflicts.rest(data),
            "missing": missing,
        }
        return render(request, "plan/conflict.html", context)

    def _frame(self, draft: drafts.Kept | None) -> dict[str, Any]:
        return {
            "opened": self.opened,
            "title": self.title,
            "crumbs": self.opened.crumbs((self.title, self.here)),
            "here": self.here,
            "back": self.back,
            "draft_url": self.draft_url,
            "draft": draft,
        }


def _querydict(fields: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, texts in fields.items():
        data.setlist(name, texts)
    return data


def _tell(form: WordsForm | GoalForm, fault: ValidationError) -> None:
    """Each message at its field; what the form has no field for stands on top."""
    told = fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}
    for name, said in told.items():
        form.add_error(name if name in form.fields else None, said)
