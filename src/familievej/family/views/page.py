# SPDX-License-Identifier: EUPL-1.2
"""The family's page: who they are, and the panels of all rooms, today or on another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from familievej.base import once, panels
from familievej.base.nextmeeting import next_meeting
from familievej.course import queries as courses
from familievej.family.views.shown import basis_of, shown_day
from familievej.family.writing import actor_of, crumbs
from familievej.gate import audit, rules
from familievej.people import queries as people

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class DrawnPanel:
    """A panel that the reader has a basis for."""

    id: str
    title: Any
    content: SafeString


def _drawn(
    request: HttpRequest, family: Family, day: dt.date, *, editable: bool, late: bool
) -> list[DrawnPanel]:
    """Those of the page itself, or the ``late`` ones; a panel without a basis is not there at all."""
    actor = actor_of(request)
    shared: Mapping[str, Any] = {"actor": actor, "family": family, "day": day, "editable": editable}
    drawn = []
    for panel in panels.all_panels():
        told = panel.query(actor, family, day) if panel.late is late else None
        if told is not None:
            content = render_to_string(panel.template, {**shared, **told}, request=request)
            drawn.append(DrawnPanel(panel.id, panel.title, content))
    return drawn


@rules.staff
@require_GET
def page(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Who they are, and what one comes for; the rest fetches itself when the page stands."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    basis, may_write = basis_of(actor, family)
    shown = shown_day(request)
    members = _read(actor, family, shown.day, basis)
    editable = may_write and shown.is_today
    return render(
        request,
        "family/page.html",
        {
            "family": family,
            "shown": shown,
            "basis": basis,
            "editable": editable,
            "members": members,
            "phones": people.phones(actor, [m.person.pk for m in members]),
            "standing": courses.standing(actor, family.pk, shown.day),
            "next": next_meeting(actor, family.pk, once.moment()) if shown.is_today else None,
            "panels": _drawn(request, family, shown.day, editable=editable, late=False),
            "late": [panel for panel in panels.all_panels() if panel.late],
            "crumbs": crumbs(family),
        },
    )


@rules.staff
@require_GET
def rest(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """The late panels together: htmx puts them in their place, and without script they are a page of their own."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    basis, may_write = basis_of(actor, family)
    shown = shown_day(request)
    _read(actor, family, shown.day, basis)
    context = {
        "family": family,
        "shown": shown,
        "panels": _drawn(request, family, shown.day, editable=may_write and shown.is_today, late=True),
        "crumbs": crumbs(family, (_("The rest of the page"), "")),
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    return render(request, "family/parts/panels.html" if htmx else "family/rest.html", context)


def _read(actor: Actor, family: Family, day: dt.date, basis: str) -> tuple[people.Member, ...]:
    """The members, and a row in the trail: each part of the page shows something of them."""
    members = people.membered(actor, family, day).present
    audit.read(actor, "family.page", subjects=[family.pk, *(m.person.pk for m in members)], basis=basis)
    return members
