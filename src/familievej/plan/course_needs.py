# SPDX-License-Identifier: EUPL-1.2
"""What the plan knows of what the gates of a course ask for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from familievej.course import needs
from familievej.plan.models import FamilyPlan, Goal

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor


def _plan(actor: Actor, course: Course, _day: dt.date) -> bool:
    return FamilyPlan.objects.visible_to(actor).filter(course=course).exists()


def _goals(actor: Actor, course: Course, _day: dt.date) -> bool:
    goals = Goal.objects.visible_to(actor).filter(plan__course=course, removed_at__isnull=True)
    return goals.exists()


def register() -> None:
    """Called once at start-up."""
    needs.register("plan", _plan)
    needs.register("goals", _goals)
