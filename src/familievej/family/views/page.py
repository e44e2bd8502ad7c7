# SPDX-License-Identifier: EUPL-1.2
"""The family's page: who they are, and the panels of all rooms, today or on another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from familievej.base import once, panels
from familievej.base.nextmeeting import next_meeting
from familievej.course import queries as courses
from familievej.family.views.shown import basis_of, shown_day
from familievej.family.writing import actor_of, crumbs
from familievej.gate import audit, rules
from familievej.people import queries as people

if TYPE_CHECKING:
    from familievej.base.panels import Panel
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class DrawnPanel:
    """A panel that the reader has a basis for; without ``content`` it is still to be fetched."""

    id: str
    title: Any
    content: SafeString | None = None


@dataclass(frozen=True)
class Told:
    """What panels are drawn of."""

    request: HttpRequest
    actor: Actor
    family: Family
    day: dt.date
    editable: bool

    def draw(self, panel: Panel) -> DrawnPanel | None:
        """The panel, or None for a reader without a basis."""
        told = panel.query(self.actor, self.family, self.day)
        if told is None:
            return None
        shared: Mapping[str, Any] = {
            "actor": self.actor,
            "family": self.family,
            "day": self.day,
            "editable": self.editable,
        }
        content = render_to_string(panel.template, {**shared, **told}, request=self.request)
        return DrawnPanel(panel.id, panel.title, content)

    def draw_all(self) -> list[DrawnPanel]:
        """Those of the page, with a place for each that comes later."""
        drawn = []
        for panel in panels.all_panels():
            there = DrawnPanel(panel.id, panel.title) if panel.late else self.draw(panel)
            if there is not None:
                drawn.append(there)
        return drawn


@rules.staff
@require_GET
def page(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """A panel without a basis is not there at all."""
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
            "panels": Told(request, actor, family, shown.day, editable).draw_all(),
            "crumbs": crumbs(family),
        },
    )


@rules.staff
@require_GET
def panel(request: HttpRequest, family_id: UUID, panel_id: str) -> HttpResponse:
    """One panel: htmx puts it in its place on the family's page, and without script it is a page of its own."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    found = next((each for each in panels.all_panels() if each.id == panel_id), None)
    if found is None:
        raise Http404
    basis, may_write = basis_of(actor, family)
    shown = shown_day(request)
    _read(actor, family, shown.day, basis)
    drawn = Told(request, actor, family, shown.day, may_write and shown.is_today).draw(found)
    context = {"panel": drawn, "family": family, "shown": shown, "crumbs": crumbs(family, (found.title, ""))}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "family/parts/panel.html", context)
    if drawn is None:
        raise Http404
    return render(request, "family/panel.html", context)


def _read(actor: Actor, family: Family, day: dt.date, basis: str) -> tuple[people.Member, ...]:
    """The members, and a row in the trail: each part of the page shows something of them."""
    members = people.membered(actor, family, day).present
    audit.read(actor, "family.page", subjects=[family.pk, *(m.person.pk for m in members)], basis=basis)
    return members
