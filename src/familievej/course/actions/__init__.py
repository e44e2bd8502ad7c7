# SPDX-License-Identifier: EUPL-1.2
"""What can be done with a course."""

from familievej.course.actions.allocation import course_begin, course_reopen, course_start, model_change
from familievej.course.actions.closing import course_close
from familievej.course.actions.coordination import coordinator_change
from familievej.course.actions.running import (
    closing_begin,
    closing_undo,
    level_set,
    pause,
    phase_move,
    phase_next,
    resume,
)
from familievej.course.actions.team import (
    authority_set,
    group_load_end,
    group_load_set,
    may_sign,
    met_add,
    met_withdraw,
    team_add,
    team_end,
)

__all__ = [
    "authority_set",
    "closing_begin",
    "closing_undo",
    "coordinator_change",
    "course_begin",
    "course_close",
    "course_reopen",
    "course_start",
    "group_load_end",
    "group_load_set",
    "level_set",
    "may_sign",
    "met_add",
    "met_withdraw",
    "model_change",
    "pause",
    "phase_move",
    "phase_next",
    "resume",
    "team_add",
    "team_end",
]
