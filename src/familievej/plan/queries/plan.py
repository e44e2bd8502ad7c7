# SPDX-License-Identifier: EUPL-1.2
"""The plan as its page shows it: what the family wants soon and later, and what is still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from familievej.gate.categories import Verb
from familievej.plan.models import STANDING, FamilyPlan, FocusArea, Goal, Term
from familievej.plan.queries.goals import GoalView, goal_views

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.course.models import Course
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class AreaView:
    """One of the three standing focus areas, and how many running goals are about it; none is marked."""

    area: FocusArea
    goals: int

    @property
    def is_empty(self) -> bool:
        """No running goal is about it."""
        return self.goals == 0


@dataclass(frozen=True)
class PlanView:
    """``soon`` and ``later`` are running goals, ``finished`` reached or dropped ones, ``removed`` those taken out."""

    plan: FamilyPlan
    soon: tuple[GoalView, ...]
    later: tuple[GoalView, ...]
    finished: tuple[GoalView, ...]
    removed: tuple[GoalView, ...]

    @property
    def running(self) -> list[GoalView]:
        """Near before far, as the family ordered them."""
        return [*self.soon, *self.later]

    @property
    def areas(self) -> list[AreaView]:
        """The standing focus areas, also when empty (Familiens vej, lines 1038-1042)."""
        about = [view.goal.focus_area for view in self.running]
        return [AreaView(area, about.count(area)) for area in STANDING]

    @property
    def missing(self) -> list[str]:
        """What a plan should have and this one has not, in sentences (Gladsaxe, lines 426-428; Familiens vej, 1038).

        Empty while there are no goals at all: then the page says how to begin.
        """
        running = self.running
        if not running:
            return []
        told = [_no_goal_about(area.area) for area in self.areas if area.is_empty]
        if all(view.goal.person_id for view in running):
            told.append(_("There is no goal for the whole family yet."))
        if not self.soon:
            told.append(_("There is no goal for soon: a small one that can be reached in some weeks."))
        if not self.later:
            told.append(_("There is no goal for later: where the family wants to be in a year."))
        return told


def plan_for(
    actor: Actor, family_id: UUID, course: Course | None, verb: Verb = Verb.READ
) -> FamilyPlan | None:
    """The plan of ``course``; with no course today, the last one that the family had. One query."""
    plans = FamilyPlan.objects.visible_to(actor, verb).filter(family_id=family_id)
    if course is not None:
        return plans.filter(course=course).first()
    return plans.order_by("-course__starts").first()


def plan_view(actor: Actor, plan: FamilyPlan, day: dt.date) -> PlanView:
    """All that ``actor`` may see of ``plan`` on ``day``. Three queries, however long it is."""
    views = goal_views(actor, Goal.objects.visible_to(actor).filter(plan=plan), day)
    standing = [view for view in views if view.goal.removed_at is None]
    return PlanView(
        plan,
        soon=_of(standing, Term.SHORT),
        later=_of(standing, Term.LONG),
        finished=tuple(view for view in standing if not view.is_running),
        removed=tuple(view for view in views if view.goal.removed_at is not None),
    )


def _of(views: Sequence[GoalView], term: Term) -> tuple[GoalView, ...]:
    return tuple(view for view in views if view.is_running and view.goal.term == term)


def _no_goal_about(area: FocusArea) -> str:
    return {
        FocusArea.CHILDREN: _("There is no goal right now about how the children are doing."),
        FocusArea.WORK: _("There is no goal right now about work and education."),
        FocusArea.HEALTH: _("There is no goal right now about health."),
    }[area]
