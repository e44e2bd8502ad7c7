# SPDX-License-Identifier: EUPL-1.2
"""What a family member sees of the plan: the family's, and goals of a child that custody alone opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.people.models import Family, Membership
from familievej.people.queries import names_of
from familievej.plan.models import FamilyPlan, Goal, Status
from familievej.plan.queries import GoalView, StepView, goal_views, plan_view

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor
    from familievej.plan.queries import PlanView


@dataclass(frozen=True)
class Place:
    """One thing to look at: a family, or a child whose family one is not in. ``id`` stands in the address."""

    id: UUID
    name: str
    is_family: bool


@dataclass(frozen=True)
class RoadStep:
    """A step on the road, with the goal that it leads to."""

    step: StepView
    goal: GoalView


def places(actor: Actor, day: dt.date) -> list[Place]:
    """The families that ``actor`` is in on ``day``, then children with goals in other families. Four queries."""
    if actor.person_id is None:
        return []
    member = Membership.objects.visible_to(actor).as_of(day).filter(person_id=actor.person_id)
    ids = set(member.values_list("family_id", flat=True))
    families = Family.objects.visible_to(actor).filter(pk__in=ids).order_by("sort_key")
    found = [Place(family.pk, family.name, is_family=True) for family in families]
    alone = {pk for pk in _elsewhere(actor).values_list("person_id", flat=True) if pk}
    children = names_of(actor, alone)
    return found + [
        Place(pk, name, is_family=False) for pk, name in sorted(children.items(), key=lambda c: c[1])
    ]


def plan_of_family(actor: Actor, family_id: UUID, day: dt.date) -> PlanView | None:
    """The plan of the family's latest course that had begun by ``day``. Four queries."""
    plans = FamilyPlan.objects.visible_to(actor).filter(family_id=family_id, course__starts__lte=day)
    plan = plans.order_by("-course__starts").first()
    return plan_view(actor, plan, day) if plan else None


def goals_of_child(actor: Actor, child_id: UUID, day: dt.date) -> list[GoalView]:
    """The child's own goals, without the family's plan around them. Three queries."""
    return goal_views(actor, _elsewhere(actor).filter(person=child_id), day)


def road(goals: Iterable[GoalView]) -> list[RoadStep]:
    """The open steps of goals that the family works on now, soonest first; those without a day come last."""
    working = [goal for goal in goals if goal.goal.status == Status.OPEN]
    steps = [RoadStep(step, goal) for goal in working for step in goal.open_steps]
    return sorted(steps, key=lambda each: (each.step.due is None, each.step.due or dt.date.max))


def done(goals: Sequence[GoalView]) -> list[RoadStep]:
    """Steps that are done, latest first."""
    steps = [RoadStep(step, goal) for goal in goals for step in goal.done_steps]
    return sorted(steps, key=lambda each: each.step.done_on or dt.date.min, reverse=True)


def _elsewhere(actor: Actor) -> QuerySet[Goal]:
    """Goals that ``actor`` may see without seeing the plan that they stand in."""
    plans = FamilyPlan.objects.visible_to(actor)
    goals = Goal.objects.visible_to(actor).filter(person__isnull=False, removed_at__isnull=True)
    return goals.exclude(plan_id__in=plans.values("pk"))
