# SPDX-License-Identifier: EUPL-1.2
"""The handbook: by situation, by role, by programme, by search; every version; and the principles said to families."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from familievej.gate.rules import known, staff
from familievej.practice import queries
from familievej.practice.compare import differences
from familievej.practice.handbook import paper
from familievej.practice.handbook.articles import chapters_of
from familievej.practice.handbook.labels import CHAPTERS
from familievej.practice.handbook.role import of_role
from familievej.practice.handbook.say import say_source
from familievej.practice.handbook.search import search
from familievej.practice.models import AdoptedModel
from familievej.practice.running import status
from familievej.practice.schema.rules import RULES


@staff
def handbook(request: HttpRequest) -> HttpResponse:
    """The front: what do I do when …, roles, programmes, principles; with ``?q=`` what was found."""
    query = request.GET.get("q", "").strip()[:200]
    models = queries.models_in_force(timezone.localdate())
    context = {
        "query": query,
        "hits": search(models, query) if query else [],
        "models": [(each, {chapter.key: chapter for chapter in chapters_of(each)}) for each in models],
    }
    return render(request, "practice/handbook.html", context)


@staff
def newest(_request: HttpRequest, model_id: str) -> HttpResponse:
    """The version that holds today; the latest one when the model is retired or not begun."""
    adopted = queries.model_in_force(model_id, timezone.localdate()) or queries.versions(model_id).first()
    if adopted is None:
        raise Http404
    return redirect("practice:version", model_id, adopted.version)


@staff
def version(request: HttpRequest, model_id: str, version: str) -> HttpResponse:
    """One version of a model, whole: it is read, linked into and printed."""
    adopted = _version(model_id, version)
    versions = list(queries.versions(model_id))
    context = {
        "adopted": adopted,
        "model": adopted.model,
        "chapters": chapters_of(adopted),
        "sources": say_source(adopted.model.source),
        "versions": versions,
        "in_force": queries.model_in_force(model_id, timezone.localdate()),
        "older": next((each for each in versions if each.starts < adopted.starts), None),
        "rules": [(_(RULES[each.key].words), each) for each in status(adopted.model)],
        "crumbs": _crumbs((str(adopted), "")),
    }
    return render(request, "practice/version.html", context)


@staff
@require_GET
def on_paper(_request: HttpRequest, model_id: str, version: str) -> HttpResponse:
    """One version of a model as a PDF file, to print and to send round."""
    adopted = _version(model_id, version)
    response = HttpResponse(
        paper.render(adopted.model, adopted.owner, adopted.starts), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{adopted.model_id}-{adopted.version}.pdf"'
    return response


@staff
def since(request: HttpRequest, model_id: str, version: str, older: str) -> HttpResponse:
    """What a version says differently from an older one."""
    after, before = _version(model_id, version), _version(model_id, older)
    found = differences(before.model, after.model)
    context = {
        "before": before,
        "after": after,
        "found": [(each, CHAPTERS.get(each.path[0], "")) for each in found],
        "crumbs": _crumbs(
            (str(after), reverse("practice:version", args=[model_id, version])), (_("What is new"), "")
        ),
    }
    return render(request, "practice/since.html", context)


@staff
def role(request: HttpRequest, model_id: str, version: str, role_id: str) -> HttpResponse:
    """Everything that one version says to one role."""
    adopted = _version(model_id, version)
    found = of_role(adopted, role_id)
    if found is None:
        raise Http404
    crumbs = _crumbs(
        (str(adopted), reverse("practice:version", args=[model_id, version])), (found.role.name, "")
    )
    return render(request, "practice/role.html", {"adopted": adopted, "found": found, "crumbs": crumbs})


@known
def how_we_work(request: HttpRequest) -> HttpResponse:
    """What the municipality says to families about its work. Nothing else of the handbook is shown to one."""
    models = queries.models_in_force(timezone.localdate())
    principles = [each for model in models for each in model.model.principles if each.for_family]
    programmes = [
        (each.name, each.for_family) for model in models for each in model.model.programmes if each.for_family
    ]
    return render(request, "practice/how_we_work.html", {"principles": principles, "programmes": programmes})


def _version(model_id: str, version: str) -> AdoptedModel:
    found = queries.versions(model_id).filter(version=version).first()
    if found is None:
        raise Http404
    return found


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Handbook"), reverse("practice:handbook")), *below]
