# SPDX-License-Identifier: EUPL-1.2
"""What can be done with the family plan. Other rooms write plans through here only."""

from familievej.plan.actions.goal import goal_add, goal_move, goal_remove, goal_restore, goal_save
from familievej.plan.actions.plan import plan_save, plan_start
from familievej.plan.actions.step import StepInput, step_done

__all__ = [
    "StepInput", "goal_add", "goal_move", "goal_remove", "goal_restore", "goal_save", "plan_save", "plan_start",
    "step_done",
]  # fmt: skip
