# SPDX-License-Identifier: EUPL-1.2
"""Every saved change gives the plan a new version number and keeps what it replaced readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from familievej.plan.models import FamilyPlan, Goal, GoalVersion, PlanVersion

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

GOAL_CONTENT = (
    "words", "professional_note", "term", "focus_area", "status", "shared", "position", "removed_reason",
)  # fmt: skip


def locked(plan_id: Any) -> FamilyPlan:
    """The plan, held until the transaction ends: two writers get two numbers, one after the other."""
    return FamilyPlan.objects.select_for_update().get(pk=plan_id)


def keep_plan(actor: Actor, plan: FamilyPlan) -> None:
    """Write down title and purpose as they are from this version on."""
    PlanVersion(
        plan=plan,
        family_id=plan.family_id,
        number=plan.version,
        title=plan.title,
        purpose=plan.purpose,
        saved_at=timezone.now(),
        saved_by=actor.name,
    ).save(force_insert=True)


def next_version(actor: Actor, plan: FamilyPlan) -> FamilyPlan:
    """One more version of ``plan``, which the caller holds locked."""
    plan.version += 1
    plan.save(update_fields=["version"])
    keep_plan(actor, plan)
    return plan


def keep_goal(actor: Actor, plan: FamilyPlan, goal: Goal) -> None:
    """Write down ``goal`` and its steps as they are from the plan's present version on."""
    content = {name: getattr(goal, name) for name in GOAL_CONTENT}
    content["person"] = str(goal.person_id) if goal.person_id else None
    content["removed"] = goal.removed_at is not None
    content["steps"] = [
        {
            "id": str(step.pk),
            "text": step.text,
            "who": step.who,
            "due": _day(step.due),
            "done_on": _day(step.done_on),
        }
        for step in goal.steps.filter(removed_at__isnull=True)
    ]
    GoalVersion(
        goal=goal,
        plan=plan,
        subject_id=goal.subject_id,
        number=plan.version,
        content=content,
        saved_at=timezone.now(),
        saved_by=actor.name,
    ).save(force_insert=True)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
