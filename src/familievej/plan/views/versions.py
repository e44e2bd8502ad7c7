# SPDX-License-Identifier: EUPL-1.2
"""Earlier versions: who saved what and when, the plan as it stood, and what is different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from familievej.gate import audit, rules
from familievej.plan.history import differences
from familievej.plan.queries import Versions
from familievej.plan.views.opened import Opened, opened

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.plan.queries import VersionLine

PER_PAGE = 20


@rules.staff
@require_GET
def versions(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """The list, latest first."""
    found = opened(request, family_id)
    story = Versions(found.actor, found.the_plan)
    audit.read(found.actor, "plan.versions", subjects=[family_id, *story.subjects], basis=found.basis)
    page = Paginator(story.lines()[::-1], PER_PAGE).get_page(request.GET.get("page"))
    context = {"opened": found, "page": page, "crumbs": found.crumbs((_("Earlier versions"), ""))}
    return render(request, "plan/versions.html", context)


@rules.staff
@require_GET
def version(request: HttpRequest, family_id: UUID, number: int) -> HttpResponse:
    """The plan as it stood, beside what is different from another version (``against``, else the one before)."""
    found = opened(request, family_id)
    story = Versions(found.actor, found.the_plan)
    lines = story.lines()
    line = next((each for each in lines if each.number == number), None)
    if line is None:
        raise Http404
    other = _other(request, lines, line)
    then, against = story.at(number), story.at(other.number) if other else None
    audit.read(found.actor, "plan.version", subjects=[family_id, *story.subjects], basis=found.basis)
    context = {
        "opened": found,
        "line": line,
        "then": then,
        "other": other,
        "others": [each for each in reversed(lines) if each.number != number],
        "changes": differences(against, then) if against and then else [],
        "is_latest": line is lines[-1],
        "crumbs": _crumbs(found, line),
    }
    return render(request, "plan/version.html", context)


def _other(request: HttpRequest, lines: list[VersionLine], line: VersionLine) -> VersionLine | None:
    asked = request.GET.get("against", "")
    chosen = next((each for each in lines if asked == str(each.number)), None)
    place = lines.index(line)
    return chosen or (lines[place - 1] if place else None)


def _crumbs(found: Opened, line: VersionLine) -> list[tuple[str, str]]:
    listed = reverse("plan:versions", args=[found.family_id])
    return found.crumbs(
        (_("Earlier versions"), listed), (_("Version %(number)d") % {"number": line.number}, "")
    )
