# SPDX-License-Identifier: EUPL-1.2
"""The family plan: goals in a member's own words, steps, and every version of them."""

from familievej.plan.models.goal import STANDING, FocusArea, Goal, GoalVersion, Status, Step, Term
from familievej.plan.models.plan import FamilyPlan, PlanVersion

__all__ = [
    "STANDING", "FamilyPlan", "FocusArea", "Goal", "GoalVersion", "PlanVersion", "Status", "Step", "Term",
]  # fmt: skip
