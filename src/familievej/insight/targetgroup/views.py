# SPDX-License-Identifier: EUPL-1.2
"""The page of the target group and its files: for leaders and analysts, counts only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from familievej.analysis.targetgroup.keys import DoublePersons
from familievej.analysis.targetgroup.register import Unreadable, tables_in
from familievej.analysis.words import Refused, say
from familievej.gate.rules import role
from familievej.insight.targetgroup import files
from familievej.insight.targetgroup.forms import QuestionForm

if TYPE_CHECKING:
    from familievej.analysis.report.document import Document, Section
    from familievej.analysis.result import Result
    from familievej.analysis.targetgroup.definition import Rules

LANGUAGES = ("da", "en")
SHORT = 24  # rows


@require_GET
@role("leader", "analyst")
def page(request: HttpRequest) -> HttpResponse:
    """Rules chosen on the left, what they reach below."""
    folder: Path = settings.FAMILIEVEJ_TARGETGROUP
    if not _is_there(folder):
        return render(request, "targetgroup/empty.html", {})
    from familievej.analysis.targetgroup.report import document
    from familievej.insight.targetgroup.counting import answered

    form = _form(request, folder)
    context = {"form": form, "query": request.GET.urlencode()}
    if not form.is_bound or form.is_valid():
        question = form.question()
        try:
            results = answered(question, folder)
        except (Unreadable, DoublePersons) as fault:
            return render(request, "targetgroup/empty.html", {"fault": str(fault)})
        report = document(
            results, question.rules, question.year, language=_language(), made=timezone.localdate()
        )
        context["report"] = report
        context["sections"] = _shown(report)
    return render(request, "targetgroup/page.html", context)


@require_GET
@role("leader", "analyst")
def download(request: HttpRequest, file: str) -> HttpResponse:
    """The same answer as a file."""
    from familievej.insight.targetgroup.counting import uncut
    from familievej.insight.targetgroup.log import let_out

    folder: Path = settings.FAMILIEVEJ_TARGETGROUP
    if file not in files.TYPES or not _is_there(folder):
        raise Http404
    form = _form(request, folder)
    if form.is_bound and not form.is_valid():
        raise Http404
    question = form.question()
    tables = uncut(question, folder)
    results = let_out(tables, year=question.year, municipality=question.municipality)
    return _sent(file, results, question.rules, question.year, "target-group")


@require_GET
@role("leader", "analyst")
def potential(request: HttpRequest) -> HttpResponse:
    """What those without success cost more than those with, and what that comes to for n parents."""
    folder: Path = settings.FAMILIEVEJ_TARGETGROUP
    if not _is_there(folder):
        return render(request, "targetgroup/empty.html", {})
    from familievej.analysis.targetgroup.report import document
    from familievej.insight.targetgroup.counting import spent
    from familievej.insight.targetgroup.forms import SpentForm

    form = SpentForm(request.GET or None)
    context = {"form": form, "query": request.GET.urlencode()}
    if not form.is_bound or form.is_valid():
        asked = form.asked()
        try:
            results = spent(asked, folder)
        except (Unreadable, DoublePersons) as fault:
            return render(request, "targetgroup/empty.html", {"fault": str(fault)})
        except Refused as refused:
            context["refused"] = say(refused.text, _language())
        else:
            made = timezone.localdate()
            report = document(results, asked.rules, asked.base_year, language=_language(), made=made)
            context["report"] = report
            context["sections"] = _shown(report)
    return render(request, "targetgroup/potential.html", context)


@require_GET
@role("leader", "analyst")
def potential_file(request: HttpRequest, file: str) -> HttpResponse:
    """The same answer as a file."""
    from familievej.insight.targetgroup.counting import reckoned, spent_uncut
    from familievej.insight.targetgroup.forms import SpentForm
    from familievej.insight.targetgroup.log import let_out

    folder: Path = settings.FAMILIEVEJ_TARGETGROUP
    form = SpentForm(request.GET or None)
    if file not in files.TYPES or not _is_there(folder) or (form.is_bound and not form.is_valid()):
        raise Http404
    asked = form.asked()
    try:
        uncut = spent_uncut(asked, folder)
    except Refused as refused:
        raise Http404 from refused
    (fit,) = let_out([uncut], year=asked.base_year, municipality=None)
    return _sent(file, reckoned(asked, fit), asked.rules, asked.base_year, "potential")


def _sent(file: str, results: Sequence[Result], rules: Rules, year: int, name: str) -> HttpResponse:
    content = files.one(
        file,
        results,
        rules,
        year,
        language=_language(),
        made=timezone.localdate(),
        fonts=settings.FAMILIEVEJ_FONTS,
    )
    response = HttpResponse(content, content_type=files.TYPES[file])
    response["Content-Disposition"] = f'attachment; filename="{file.replace("report", name)}"'
    return response


def _form(request: HttpRequest, folder: Path) -> QuestionForm:
    from familievej.insight.targetgroup.counting import Question, places
    from familievej.insight.targetgroup.forms import YEAR

    try:
        known = places(Question(YEAR), folder)
    except (Unreadable, DoublePersons):
        known = ()
    return QuestionForm(request.GET or None, places=known)


def _is_there(folder: Path) -> bool:
    try:
        tables_in(folder)
    except Unreadable:
        return False
    return True


def _language() -> str:
    language = (get_language() or "da")[:2]
    return language if language in LANGUAGES else "en"


def _shown(report: Document) -> list[tuple[Section, str, bool]]:
    """Each section with its picture, and whether its table is short enough to stand open."""
    return [
        (section, _drawn(section.picture), len(section.grid.cells) <= SHORT) for section in report.sections
    ]


def _drawn(picture: object) -> str:
    """The picture as it is drawn by ``analysis``: every text in it has been escaped there."""
    svg = getattr(picture, "svg", "")
    return mark_safe(svg)  # noqa: S308
