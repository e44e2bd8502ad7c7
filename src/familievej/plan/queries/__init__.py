# SPDX-License-Identifier: EUPL-1.2
"""What can be read of the family plan, and by whom: every function asks the gate for its actor."""

from familievej.plan.queries.goals import GoalView, StepView, goal_views
from familievej.plan.queries.plan import AreaView, PlanView, plan_for, plan_view
from familievej.plan.queries.versions import VersionLine, Versions

__all__ = [
    "AreaView", "GoalView", "PlanView", "StepView", "VersionLine", "Versions", "goal_views", "plan_for",
    "plan_view",
]  # fmt: skip
