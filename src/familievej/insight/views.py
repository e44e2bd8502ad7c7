# SPDX-License-Identifier: EUPL-1.2
"""The pages of evaluations, for leaders and analysts."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.gate import audit
from familievej.gate.models import Role
from familievej.gate.rules import role
from familievej.insight import actions, queries
from familievej.insight.compare import changed_rules, moved
from familievej.insight.examples import EXAMPLES
from familievej.insight.files import PART, PUBLISHED
from familievej.insight.forms import DefinitionForm, EvaluationForm
from familievej.insight.models import State
from familievej.insight.reach import sees_all
from familievej.insight.wanted import language

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_htmx.middleware import HtmxDetails

    from familievej.gate.actor import Actor

    class Request(HttpRequest):
        """What the middleware adds."""

        actor: Actor
        htmx: HtmxDetails


_PER_PAGE = 20
_TYPES = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "report.json": "application/json",
}
looking = role(Role.LEADER, Role.ANALYST)


@looking
@require_GET
def evaluations(request: Request) -> HttpResponse:
    """The evaluations within one's reach."""
    page = Paginator(queries.evaluations(request.actor), _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "insight/evaluations.html", {"page": page})


@looking
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Say what is to be counted, before anything is."""
    form = EvaluationForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = actions.evaluation_define(
                    actor=request.actor,
                    evaluation_id=form.cleaned_data["evaluation_id"],
                    title=form.cleaned_data["title"],
                    unit=form.cleaned_data["unit"],
                    wanted=form.wanted,
                )
        except ValidationError as fault:
            form.refuse(fault)
        else:
            return redirect("insight:evaluation", made.pk)
    crumbs = [(_("Evaluations"), reverse("insight:evaluations")), (_("A new evaluation"), "")]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "insight/new.html", context, status=400 if form.errors else 200)


@looking
@require_GET
def evaluation(request: Request, evaluation_id: uuid.UUID) -> HttpResponse:
    """One evaluation: what it asks, its versions, its runs."""
    found = queries.evaluation(request.actor, evaluation_id)
    context = {
        "evaluation": found,
        "definitions": found.definitions.all(),
        "runs": queries.runs(request.actor, found),
        "run_id": uuid.uuid4(),
        "crumbs": [(_("Evaluations"), reverse("insight:evaluations")), (found.title, "")],
    }
    return render(request, "insight/evaluation.html", context)


@looking
@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: Request, evaluation_id: uuid.UUID) -> HttpResponse:
    """Change the definition: a new version."""
    found = queries.evaluation(request.actor, evaluation_id)
    latest = get_object_or_404(found.definitions.all()[:1])
    initial = {
        "question": latest.question,
        "comparison": latest.comparison,
        "compared_unit": latest.compared_unit,
        "places": latest.places,
        **latest.rules,
        **latest.design,
    }
    sent = (request.POST or None, request.FILES or None)
    form = DefinitionForm(*sent, initial=initial, actor=request.actor, latest=latest)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.definition_change(actor=request.actor, evaluation=found, wanted=form.wanted)
        except ValidationError as fault:
            form.refuse(fault)
        else:
            return redirect("insight:evaluation", found.pk)
    page = reverse("insight:evaluation", args=[found.pk])
    crumbs = [(_("Evaluations"), reverse("insight:evaluations")), (found.title, page), (_("Change"), "")]
    context = {"form": form, "evaluation": found, "crumbs": crumbs, "back": page}
    return render(request, "insight/definition.html", context, status=400 if form.errors else 200)


@looking
@require_POST
def order(request: Request, evaluation_id: uuid.UUID) -> HttpResponse:
    """Order a run of the latest version. A second click finds the first run."""
    found = queries.evaluation(request.actor, evaluation_id)
    try:
        run_id = uuid.UUID(request.POST.get("run_id", ""))
    except ValueError:
        raise Http404 from None
    made = actions.run_order(actor=request.actor, evaluation=found, run_id=run_id)
    return redirect("insight:run", made.pk)


@looking
@require_GET
def run(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """One run: how far it is, or its report."""
    found = queries.run(request.actor, run_id)
    spoken = language()
    report = ""
    if found.state == State.DONE:
        audit.note(request.actor, audit.Verb.READ, "insight.report", object_id=str(found.pk))
        # Made by our own renderer, which escapes every text in it.
        report = mark_safe(queries.file_of(request.actor, found, spoken, PART).decode())  # noqa: S308
    owner = found.definition.evaluation
    page = reverse("insight:evaluation", args=[owner.pk])
    context = {
        "run": found,
        "report": report,
        "sees_all": sees_all(request.actor),
        "crumbs": [
            (_("Evaluations"), reverse("insight:evaluations")),
            (owner.title, page),
            (_("Report"), ""),
        ],
    }
    template = "insight/run_state.html" if request.htmx else "insight/run.html"
    return render(request, template, context)


@looking
@require_GET
def download(request: Request, run_id: uuid.UUID, name: str) -> HttpResponse:
    """A file of the report."""
    if name not in _TYPES:
        raise Http404
    found = queries.run(request.actor, run_id)
    content = queries.file_of(request.actor, found, language(), name)
    audit.note(request.actor, audit.Verb.EXPORT, f"insight.{name}", object_id=str(found.pk))
    response = HttpResponse(content, content_type=_TYPES[name])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@looking
@require_GET
def example(_request: Request, name: str) -> HttpResponse:
    """A calculation, or a price catalogue, to begin with."""
    if name not in EXAMPLES:
        raise Http404
    response = HttpResponse(EXAMPLES[name], content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@looking
@require_GET
def compare(request: Request, evaluation_id: uuid.UUID) -> HttpResponse:
    """The two latest finished runs beside each other, or those that the address names."""
    found = queries.evaluation(request.actor, evaluation_id)
    done = list(queries.runs(request.actor, found).filter(state=State.DONE)[:50])
    chosen = [one for one in done if str(one.pk) in request.GET.getlist("run")] or done[:2]
    if len(chosen) != 2:
        return redirect("insight:evaluation", found.pk)
    latter, former = chosen
    spoken = language()
    files = [queries.file_of(request.actor, one, spoken, PUBLISHED) for one in (former, latter)]
    context = {
        "former": former,
        "latter": latter,
        "rules": changed_rules(former.definition.rules, latter.definition.rules, spoken),
        "moved": list(moved(files[0], files[1], spoken)),
        "crumbs": [
            (_("Evaluations"), reverse("insight:evaluations")),
            (found.title, reverse("insight:evaluation", args=[found.pk])),
            (_("Two runs"), ""),
        ],
    }
    return render(request, "insight/compare.html", context)
