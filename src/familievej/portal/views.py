# SPDX-License-Identifier: EUPL-1.2
"""Our plan, on the family's own phone: the next step largest, everything in their own words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from familievej.base.nextmeeting import next_meeting
from familievej.course.queries import coordinator_on
from familievej.forms.panel import latest_of
from familievej.forms.queries import fillings
from familievej.gate import audit, rules
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide, decide_about, require_about
from familievej.plan.printing import fridge_pdf
from familievej.portal import queries

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.plan.queries import GoalView
    from familievej.portal.queries import Place


@rules.family_member
@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The road of the family that is chosen, or the own goals of a child in another family."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = timezone.localdate()
    found = queries.places(actor, day)
    place = _chosen(request, found)
    if place is None:
        return render(request, "portal/plan.html", {"place": None, "chooser": []})
    shown = _family(actor, place, day) if place.is_family else _child(actor, place, day)
    goals: list[GoalView] = shown["goals"]
    subjects = {place.id, *(each.goal.subject_id for each in goals)}
    basis = _basis(actor, place, goals)
    audit.read(actor, "portal.plan", subjects=subjects, basis=basis)
    road = queries.road(goals)
    context = {
        **shown,
        "place": place,
        "day": day,
        "chooser": [(each.name, f"{reverse('portal:plan')}?of={each.id}", each == place) for each in found],
        "next": road[0] if road else None,
        "then": road[1:],
        "done": queries.done(goals),
        "running": [each for each in goals if each.is_running],
        "finished": [each for each in goals if not each.is_running],
        "kept_apart": sum(1 for each in goals if each.is_running and not each.goal.shared),
        "basis": basis,
    }
    return render(request, "portal/plan.html", context)


@rules.family_member
@require_GET
def fridge(request: HttpRequest) -> HttpResponse:
    """The page for the fridge, of the family that is chosen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = timezone.localdate()
    place = _chosen(request, [each for each in queries.places(actor, day) if each.is_family])
    view = queries.plan_of_family(actor, place.id, day) if place else None
    if place is None or view is None:
        raise Http404
    basis = require_about(actor, Verb.READ, [place.id], Category.PLAN).sentence
    return fridge_pdf(request, view.plan, basis)


def _chosen(request: HttpRequest, found: list[Place]) -> Place | None:
    """The one in the address, else the first. One that is not the reader's is a 404."""
    asked = request.GET.get("of", "")
    if not asked:
        return found[0] if found else None
    for place in found:
        if str(place.id) == asked:
            return place
    raise Http404


def _family(actor: Actor, place: Place, day: dt.date) -> dict[str, Any]:
    view = queries.plan_of_family(actor, place.id, day)
    return {
        "plan": view.plan if view else None,
        "goals": [*view.running, *view.finished] if view else [],
        "meeting": next_meeting(actor, place.id, timezone.now()),
        "coordinator": coordinator_on(actor, place.id, day),
        "written": latest_of(fillings(actor, place.id)),
    }


def _basis(actor: Actor, place: Place, goals: list[GoalView]) -> str:
    if place.is_family:
        return decide_about(actor, Verb.READ, [place.id], Category.PLAN).sentence
    return decide(actor, Verb.READ, goals[0].goal).sentence


def _child(actor: Actor, place: Place, day: dt.date) -> dict[str, Any]:
    return {
        "plan": None,
        "goals": queries.goals_of_child(actor, place.id, day),
        "meeting": None,
        "coordinator": None,
        "written": [],
    }
