# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig

# Kept for each family; the other kinds are for teams and workers (familievej.course.intervals.OF_A_FAMILY).
_INTERVALS = (
    "first_contact", "contact", "first_follow_up", "follow_up", "plan_review", "coordinating_meeting",
)  # fmt: skip
RUNS = (
    "programmes.capacity:worker",
    "programmes.capacity:team",
    "programmes.capacity:programme",
    "programmes.capacity:leader",
    "programmes.staffing",
    "programmes.tracks",
    "programmes.phases",
    "programmes.phases.events",
    "programmes.authority",
    "programmes.contacts",
    *(f"programmes.intervals:{kind}" for kind in _INTERVALS),
    *(f"temporary_rules:{kind}" for kind in _INTERVALS),
    "programmes.gates:contact",
    "programmes.levels",
    "programmes.closing",
    "programmes.gates:start",
    "programmes.gates:next_phase",
    "programmes.gates:pause",
    "programmes.gates:extend",
    "programmes.gates:hand_over",
    "programmes.gates:close",
    "programmes.gates:reopen",
    "programmes.gates:change_model",
)


class CourseConfig(AppConfig):
    """``familievej.course``."""

    name = "familievej.course"
    label = "course"

    def ready(self) -> None:
        """Tell the gate whom a course opens for, and retention when courses end."""
        from familievej.access.retention.courses import register_courses
        from familievej.base import panels, today
        from familievej.course import load_sql, needs, states_sql
        from familievej.course.panel import PANEL
        from familievej.course.sources import register_all
        from familievej.course.today import lines
        from familievej.gate.sources import register_function
        from familievej.practice import running

        register_all()
        panels.register(PANEL)
        today.register("course", lines)
        register_function(states_sql.guard())
        register_function(load_sql.LOAD)
        register_function(load_sql.PLACES)
        register_function(load_sql.PROGRAMMES)
        needs.register_own()
        for rule in RUNS:
            running.register(rule, "course")
        register_courses("select family_id, ends from course_course")
