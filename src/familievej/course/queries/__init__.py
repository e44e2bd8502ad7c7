# SPDX-License-Identifier: EUPL-1.2
"""What can be read of courses."""

from familievej.course.queries.board import Board, board
from familievej.course.queries.contacts import ContactRule, contact_rule
from familievej.course.queries.running import Shown, due_now, shown
from familievej.course.queries.standing import (
    Standing,
    began,
    coordinated_by,
    coordinations_of,
    coordinator_on,
    coordinators,
    course_on,
    courses_of,
    in_programme,
    latest_programme,
    programmes,
    running,
    standing,
    standings,
)

__all__ = [
    "Board",
    "ContactRule",
    "Shown",
    "Standing",
    "began",
    "board",
    "contact_rule",
    "coordinated_by",
    "coordinations_of",
    "coordinator_on",
    "coordinators",
    "course_on",
    "courses_of",
    "due_now",
    "in_programme",
    "latest_programme",
    "programmes",
    "running",
    "shown",
    "standing",
    "standings",
]
