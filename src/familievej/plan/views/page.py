# SPDX-License-Identifier: EUPL-1.2
"""The plan on one page: what the family wants, soon and later, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from familievej.gate import audit, rules
from familievej.plan.queries import plan_view
from familievej.plan.views.opened import opened

if TYPE_CHECKING:
    from uuid import UUID


@rules.staff
@require_GET
def edit(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Read by everybody with a basis; whoever may write finds the buttons there."""
    found = opened(request, family_id)
    view = plan_view(found.actor, found.plan, found.day) if found.plan else None
    # Each goal that is one person's alone was read about that person.
    alone = (
        {each.goal.subject_id for each in (*view.running, *view.finished, *view.removed)} if view else set()
    )
    audit.read(found.actor, "plan.edit", subjects={family_id, *alone}, basis=found.basis)
    context = {
        "opened": found,
        "view": view,
        "crumbs": found.crumbs(),
        "just_removed": request.GET.get("removed", ""),
        "not_on_fridge": sum(1 for each in view.running if not each.goal.shared) if view else 0,
    }
    return render(request, "plan/edit.html", context)
