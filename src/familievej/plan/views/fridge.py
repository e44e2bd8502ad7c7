# SPDX-License-Identifier: EUPL-1.2
"""The plan for the fridge, printed by staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from familievej.gate import rules
from familievej.plan.printing import fridge_pdf
from familievej.plan.views.opened import opened

if TYPE_CHECKING:
    from uuid import UUID


@rules.staff
@require_GET
def fridge(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """One A4 page, to be opened in the browser and printed."""
    found = opened(request, family_id)
    return fridge_pdf(request, found.the_plan, found.basis)
