# SPDX-License-Identifier: EUPL-1.2
"""Courses as a register brings them: many at once. Part of a larger action; see ``people.actions.register``."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Greatest

from familievej.course.models import Coordination, Course
from familievej.course.states import State
from familievej.gate.models import Unit

_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class RegisterCourse:
    """The course of a family; ``ends`` is the first day after it, None while it runs; ``is_new``: never delivered."""

    external_id: str
    family_id: uuid.UUID
    starts: dt.date
    ends: dt.date | None
    closing_reason: str
    is_new: bool


def courses_register(lines: Sequence[RegisterCourse], *, unit: Unit, programme: str) -> None:
    """Begins courses that are new in ``unit`` and ``programme``; gives those that changed their new dates and reason.

    A family that staff gave a course already keeps it as it is. A course that ends takes its coordinator along.
    """
    known = {str(course.external_id): course for course in Course.objects.filter(external_id__in=_ids(lines))}
    taken = set(
        Course.objects.filter(family__in=[line.family_id for line in lines]).values_list(
            "family_id", flat=True
        )
    )
    new, old = [], []
    for line in lines:
        course = known.get(line.external_id)
        if course is None and line.family_id not in taken:
            new.append(
                Course(
                    family_id=line.family_id,
                    unit=unit,
                    programme=programme,
                    external_id=line.external_id,
                    starts=line.starts,
                    ends=line.ends,
                    state=_state(line),
                    closing_reason=line.closing_reason,
                )
            )
        elif course is not None and not line.is_new:
            # What staff did with the course since then (a phase, a clip) is theirs: only its end is the register's.
            if (course.ends is None) != (line.ends is None) and course.state != State.CAME_BACK:
                course.state = _state(line)
            if course.state != State.CAME_BACK or line.ends is not None:
                course.starts, course.ends, course.closing_reason = (
                    line.starts,
                    line.ends,
                    line.closing_reason,
                )
            old.append(course)
    Course.objects.bulk_create(new, batch_size=_AT_A_TIME)
    Course.objects.bulk_update(old, ["starts", "ends", "state", "closing_reason"], batch_size=_AT_A_TIME)
    _end_coordination(old)


def _state(line: RegisterCourse) -> State:
    return State.RUNNING if line.ends is None else State.CLOSED


def _ids(lines: Sequence[RegisterCourse]) -> list[str]:
    return [line.external_id for line in lines]


def _end_coordination(courses: Sequence[Course]) -> None:
    for course in courses:
        if course.ends is not None:
            present = Coordination.objects.filter(course=course, ends__isnull=True)
            present.update(ends=Greatest(F("starts"), course.ends))
