# SPDX-License-Identifier: EUPL-1.2
"""What a course has of what gates ask for. Rooms say what they know; the rest people write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from familievej.access.queries import consents
from familievej.course.models import Coordination, Met, TeamMember

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor

Known = Callable[["Actor", "Course", dt.date], bool]
_known: dict[str, Known] = {}


def register(need: str, known: Known) -> None:
    """A room knows by itself whether a course has ``need``. Raises ValueError when another says so already."""
    if need in _known:
        raise ValueError(f"two rooms know {need!r}")
    _known[need] = known


def is_known(need: str) -> bool:
    """Whether a room knows it, so that nobody writes it by hand."""
    return need in _known


def needs_met(actor: Actor, course: Course, day: dt.date) -> dict[str, dt.date | None]:
    """Everything that is there on ``day``, with the day on which it was written where somebody wrote it."""
    found: dict[str, dt.date | None] = {
        need: None for need, known in _known.items() if known(actor, course, day)
    }
    written = Met.objects.visible_to(actor).filter(course=course, withdrawn_at__isnull=True, day__lte=day)
    found.update(written.values_list("need", "day"))
    return found


def _coordinator(actor: Actor, course: Course, day: dt.date) -> bool:
    return Coordination.objects.visible_to(actor).filter(course=course).as_of(day).exists()


def _team(actor: Actor, course: Course, day: dt.date) -> bool:
    return TeamMember.objects.visible_to(actor).filter(course=course).as_of(day).exists()


def _access_agreement(_actor: Actor, course: Course, _day: dt.date) -> bool:
    return bool(course.access_agreement)


def _consent(actor: Actor, course: Course, day: dt.date) -> bool:
    return any(reading.open for reading in consents.of_family(actor, course.family, day))


def register_own() -> None:
    """What this room and the consents below it know. Called once at start-up."""
    register("coordinator", _coordinator)
    register("team", _team)
    register("access_agreement", _access_agreement)
    register("consent", _consent)
