# SPDX-License-Identifier: EUPL-1.2
"""The family's course: its time in a programme, who coordinates it, and what has happened in it."""

from familievej.course.models.course import KEEP, ClosingReason, Coordination, Course, Organisation
from familievej.course.models.group import GroupLoad
from familievej.course.models.running import AreaAuthority, CourseMove, CoursePhase, Met, Scope, TeamMember

__all__ = [
    "KEEP",
    "AreaAuthority",
    "ClosingReason",
    "Coordination",
    "Course",
    "CourseMove",
    "CoursePhase",
    "GroupLoad",
    "Met",
    "Organisation",
    "Scope",
    "TeamMember",
]
