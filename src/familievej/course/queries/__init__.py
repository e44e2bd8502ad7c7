# SPDX-License-Identifier: EUPL-1.2
"""What can be read of courses."""

from familievej.course.queries.board import Board, board
from familievej.course.queries.running import Shown, courses_of, due_now, shown
from familievej.course.queries.standing import (
    Standing,
    began,
    coordinated_by,
    coordinator_on,
    coordinators,
    course_on,
    in_programme,
    latest_programme,
    programmes,
    running,
    standings,
)

__all__ = [
    "Board",
    "Shown",
    "Standing",
    "began",
    "board",
    "coordinated_by",
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
    "standings",
]
