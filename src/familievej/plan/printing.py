# SPDX-License-Identifier: EUPL-1.2
"""The family plan on its way to the fridge: only what everybody in the kitchen may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from familievej.base.nextmeeting import next_meeting
from familievej.course.queries import coordinator_on
from familievej.gate import audit
from familievej.gate.models import Restriction
from familievej.plan.fridge import Coordinator, FridgeGoal, FridgePlan, FridgeStep, Meeting, render, select
from familievej.plan.queries import GoalView, plan_view

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from familievej.gate.actor import Actor
    from familievej.plan.models import FamilyPlan


def fridge_plan(actor: Actor, plan: FamilyPlan, day: dt.date) -> FridgePlan:
    """What of ``plan`` may hang on the fridge on ``day``, for ``actor`` who prints it.

    A goal that belongs to one person stays away, and so does whatever is hidden from anybody: everyone who comes into
    the kitchen reads the page (rule 3; Familiens vej, lines 1029-1032).
    """
    shared = [view for view in plan_view(actor, plan, day).running if view.goal.shared]
    hidden = _hidden_from_somebody(actor, shared)
    goals = [view for view in shared if view.goal.pk not in hidden]
    coordinator = coordinator_on(actor, plan.family_id, day)
    meeting = next_meeting(actor, plan.family_id, timezone.now(), for_all=True)
    return FridgePlan(
        title=plan.title,
        as_of=day,
        version=plan.version,
        goals=tuple(_goal(view) for view in goals),
        steps=tuple(
            FridgeStep(step.who, step.text, step.due, step.done_on is not None, view.goal.pk)
            for view in goals
            for step in view.steps
            if step.id not in hidden
        ),
        meeting=Meeting(meeting.at, meeting.place) if meeting else None,
        coordinator=Coordinator(coordinator.name, coordinator.phone) if coordinator else None,
    )


def _goal(view: GoalView) -> FridgeGoal:
    goal = view.goal
    return FridgeGoal(
        key=goal.pk,
        words=goal.words,
        whose=view.whose or None,
        term="short" if goal.term == "short" else "long",
        priority=goal.position,
        status="paused" if goal.status == "paused" else "open",
    )


def _hidden_from_somebody(actor: Actor, views: list[GoalView]) -> set[UUID]:
    records = {view.goal.pk for view in views} | {step.id for view in views for step in view.steps}
    rows = Restriction.objects.visible_to(actor).filter(record_id__in=records, lifted_at__isnull=True)
    return set(rows.values_list("record_id", flat=True))


def fridge_pdf(request: HttpRequest, plan: FamilyPlan, basis: str) -> HttpResponse:
    """The answer with the PDF, in ``?language=`` or that of the reader. Its name says nothing about anybody."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = get_language() or settings.LANGUAGE_CODE
    day = timezone.localdate()
    pdf = render(select(fridge_plan(actor, plan, day)), language, [settings.FAMILIEVEJ_FONTS])
    audit.note(
        actor,
        audit.Verb.PRINT,
        "plan.fridge",
        subjects=[plan.family_id],
        basis=basis,
        object_id=str(plan.pk),
    )
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = _("our-plan")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
