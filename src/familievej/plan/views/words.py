# SPDX-License-Identifier: EUPL-1.2
"""The family's own title and purpose: begin the plan, and write in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from familievej.gate import rules
from familievej.plan import actions
from familievej.plan.forms import WordsForm, words_sheet
from familievej.plan.models import FamilyPlan, PlanVersion
from familievej.plan.views.editing import Editing, Saved
from familievej.plan.views.opened import opened, opened_to_write

if TYPE_CHECKING:
    from uuid import UUID


class EditWords(Editing):
    """The form of title and purpose."""

    title = gettext_lazy("What we want together")  # type: ignore[assignment]
    template = "plan/words.html"
    done = gettext_lazy("The plan is saved.")  # type: ignore[assignment]

    @property
    def key(self) -> str:
        """One draft for each plan."""
        return f"plan.words:{self.opened.the_plan.pk}"

    @property
    def here(self) -> str:
        """The address of the form."""
        return reverse("plan:words", args=[self.opened.family_id])

    @property
    def draft_url(self) -> str:
        """Where its draft is kept."""
        return reverse("plan:words_draft", args=[self.opened.family_id])

    def form(self, data: QueryDict | None, *, sent: bool, more: bool = False) -> WordsForm:
        """With what is saved, or with ``data``."""
        if data is not None and sent:
            return WordsForm(data)
        plan = self.opened.the_plan
        sheet = words_sheet(plan)
        shown = {**sheet, "edition": plan.edition, "was": json.dumps(sheet)}
        return WordsForm(initial={**shown, **(data.dict() if data else {})})

    def saved(self, data: QueryDict) -> Saved:
        """The words that stand now, and who wrote them."""
        plan = FamilyPlan.objects.visible_to(self.opened.actor).get(pk=self.opened.the_plan.pk)
        by, at = "", None
        for version in (
            PlanVersion.objects.visible_to(self.opened.actor).filter(plan=plan).order_by("-number")
        ):
            # Goals give the plan new versions too: who wrote these words is the first version that has them.
            if (version.title, version.purpose) != (plan.title, plan.purpose):
                break
            by, at = version.saved_by, version.saved_at
        return Saved(plan.edition, words_sheet(plan), by, at)

    def save(self, form: Any, edition: int) -> None:
        """Raises StaleEdit, ValidationError."""
        sheet = {name: form.cleaned_data[name].replace("\r\n", "\n") for name in ("title", "purpose")}
        actions.plan_save(actor=self.opened.actor, plan=self.opened.the_plan, edition=edition, **sheet)


@rules.staff
@require_POST
def start(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Begin the plan of the present course, and go on to its first words."""
    found = opened(request, family_id)
    if found.course is None or not found.writes:
        raise Http404
    actions.plan_start(actor=found.actor, course=found.course)
    return redirect("plan:words", family_id)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Title and purpose."""
    return EditWords(opened_to_write(request, family_id)).respond(request)


@rules.staff
@require_POST
def words_draft(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """The draft of title and purpose."""
    return EditWords(opened_to_write(request, family_id)).keep_draft(request)
