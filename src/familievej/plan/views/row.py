# SPDX-License-Identifier: EUPL-1.2
"""What is done to a goal or a step with one press: move, take out, bring back, tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from familievej.gate import rules
from familievej.gate.categories import Verb
from familievej.plan import actions
from familievej.plan.forms import RemoveForm
from familievej.plan.models import Step
from familievej.plan.views.goal import one_goal
from familievej.plan.views.opened import opened_to_write

if TYPE_CHECKING:
    from uuid import UUID


@rules.staff
@require_POST
def goal_move(request: HttpRequest, family_id: UUID, goal_id: UUID) -> HttpResponse:
    """One place up, or down."""
    found = opened_to_write(request, family_id)
    actions.goal_move(actor=found.actor, goal=one_goal(found, goal_id), up=request.POST.get("to") == "up")
    return redirect(f"{found.back}#goal-{goal_id}")


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def goal_remove(request: HttpRequest, family_id: UUID, goal_id: UUID) -> HttpResponse:
    """Asks why, and takes the goal out; the plan then offers to undo it."""
    found = opened_to_write(request, family_id)
    goal = one_goal(found, goal_id)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.goal_remove(actor=found.actor, goal=goal, reason=form.cleaned_data["reason"])
        return redirect(f"{found.back}?removed={goal_id}")
    context = {
        "title": _("Take the goal out of the plan?"),
        "text": f"“{goal.words}”",
        "action": _("Take it out"),
        "cancel": f"{found.back}#goal-{goal_id}",
        "form": form,
    }
    return render(request, "web/confirm.html", context)


@rules.staff
@require_POST
def goal_restore(request: HttpRequest, family_id: UUID, goal_id: UUID) -> HttpResponse:
    """Undo."""
    found = opened_to_write(request, family_id)
    actions.goal_restore(actor=found.actor, goal=one_goal(found, goal_id))
    messages.success(request, _("The goal is back in the plan."))
    return redirect(f"{found.back}#goal-{goal_id}")


@rules.staff
@require_POST
def step_done(request: HttpRequest, family_id: UUID, step_id: UUID) -> HttpResponse:
    """Tick a step, or take the tick away. A second tick keeps the first one's day."""
    found = opened_to_write(request, family_id)
    steps = Step.objects.visible_to(found.actor, Verb.WRITE).filter(goal__plan=found.the_plan)
    step = steps.filter(pk=step_id).first()
    if step is None:
        raise Http404
    if request.POST.get("done") == "no":
        actions.step_done(actor=found.actor, step=step, day=None)
    elif step.done_on is None:
        actions.step_done(actor=found.actor, step=step, day=found.day)
    return redirect(f"{reverse('plan:edit', args=[family_id])}#goal-{step.goal_id}")
