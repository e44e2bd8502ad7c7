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
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from familievej.base import panels
from familievej.base.dates import NotADayError, parse_day
from familievej.base.nextmeeting import next_meeting
from familievej.course import queries as courses
from familievej.family.writing import actor_of, crumbs
from familievej.gate import audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import decide, require
from familievej.people import queries as people

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class ShownDay:
    """The day that a page tells of. ``fault`` says what was wrong with the one that was asked for."""

    day: dt.date
    is_today: bool
    typed: str = ""
    fault: str = ""


def shown_day(request: HttpRequest) -> ShownDay:
    """``?day=`` of the address in any way that people write days; today without it, and when it is no day."""
    today = timezone.localdate()
    typed = request.GET.get("day", "").strip()
    if not typed:
        return ShownDay(today, is_today=True)
    try:
        day = parse_day(typed[:40], today, "past")
    except NotADayError as fault:
        return ShownDay(today, is_today=True, typed=typed[:40], fault=str(fault))
    return ShownDay(day, is_today=day == today, typed=typed[:40])


@dataclass(frozen=True)
class DrawnPanel:
    """A panel that the reader has a basis for."""

    id: str
    title: Any
    content: SafeString


@rules.staff
@require_GET
def page(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """A panel without a basis is not there at all."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    basis, may_write = _basis(actor, family)
    shown = shown_day(request)
    members = people.membered(actor, family, shown.day).present
    audit.read(actor, "family.page", subjects=[family.pk, *(m.person.pk for m in members)], basis=basis)
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
            "standing": courses.standings(actor, [family.pk], shown.day)[family.pk],
            "next": next_meeting(actor, family.pk, timezone.now()) if shown.is_today else None,
            "panels": _panels(request, family, shown.day, editable=editable),
            "crumbs": crumbs(family),
        },
    )


def _basis(actor: Actor, family: Family) -> tuple[str, bool]:
    """The sentence, and whether the actor may write. One query for those who may."""
    decision = decide(actor, Verb.WRITE, family)
    if decision.allowed:
        return decision.sentence, True
    return require(actor, Verb.READ, family).sentence, False


def _panels(request: HttpRequest, family: Family, day: dt.date, *, editable: bool) -> list[DrawnPanel]:
    actor = actor_of(request)
    shared: Mapping[str, Any] = {"actor": actor, "family": family, "day": day, "editable": editable}
    drawn = []
    for panel in panels.all_panels():
        told = panel.query(actor, family, day)
        if told is not None:
            content = render_to_string(panel.template, {**shared, **told}, request=request)
            drawn.append(DrawnPanel(panel.id, panel.title, content))
    return drawn
