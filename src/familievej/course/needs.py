# SPDX-License-Identifier: EUPL-1.2
"""What a course has of what gates ask for. Rooms say what they know; the rest people write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from familievej.access.queries import consents
from familievej.course.load import places
from familievej.course.models import Coordination, Met, TeamMember

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.practice.schema.programme import Gate

Known = Callable[["Actor", "Course", dt.date], bool]
# Those of one kind (``form:<id>``) that a course has.
KnownOfKind = Callable[["Actor", "Course", dt.date], Iterable[str]]
# The forms that courses have finished since they began, and when first; many courses at once.
FormsDone = Callable[["Actor", Collection["UUID"]], Mapping["UUID", Mapping[str, dt.date]]]
_forms_done: list[FormsDone] = []
_known: dict[str, Known] = {}
_kinds: dict[str, KnownOfKind] = {}


def register(need: str, known: Known) -> None:
    """A room knows by itself whether a course has ``need``. Raises ValueError when another says so already."""
    if need in _known:
        raise ValueError(f"two rooms know {need!r}")
    _known[need] = known


def register_kind(kind: str, known: KnownOfKind) -> None:
    """A room knows by itself which needs of a kind a course has. Raises ValueError when another says so already."""
    if kind in _kinds:
        raise ValueError(f"two rooms know {kind!r}")
    _kinds[kind] = known


def register_forms_done(known: FormsDone) -> None:
    """A room knows which forms were finished: an event that asks for one has been then."""
    _forms_done.append(known)


def forms_done(actor: Actor, courses: Collection[UUID]) -> dict[UUID, dict[str, dt.date]]:
    """The forms that each course has finished, and when. One query for each room that knows."""
    found: dict[UUID, dict[str, dt.date]] = {}
    for known in _forms_done:
        for course, forms in known(actor, courses).items():
            found.setdefault(course, {}).update(forms)
    return found


def is_known(need: str) -> bool:
    """Whether a room knows it, so that nobody writes it by hand."""
    return need in _known or need.partition(":")[0] in _kinds


def needs_met(actor: Actor, course: Course, day: dt.date, gates: Iterable[Gate]) -> dict[str, dt.date | None]:
    """What ``gates`` ask for and is there on ``day``, with the day on which it was written where somebody wrote it."""
    asked = {str(need) for gate in gates for need in gate.needs}
    found: dict[str, dt.date | None] = {
        need: None for need, known in _known.items() if need in asked and known(actor, course, day)
    }
    for kind, of_kind in _kinds.items():
        if any(need.partition(":")[0] == kind for need in asked):
            found.update(dict.fromkeys(asked.intersection(of_kind(actor, course, day))))
    written = Met.objects.visible_to(actor).filter(
        course=course, need__in=asked, withdrawn_at__isnull=True, day__lte=day
    )
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


def _free_place(actor: Actor, course: Course, day: dt.date) -> bool:
    """The family is counted already: nobody is over a limit by it, or the leader said why."""
    programme = course.adopted.model.programme(course.programme_key) if course.adopted else None
    if programme is None or course.adopted is None or course.beyond_reason:
        return bool(programme)
    held = Coordination.objects.visible_to(actor).filter(course=course).as_of(day).first()
    found = places(course.adopted, programme, held.user_id if held else None, course.unit_id, day)
    return not any(room.level == "over" for rooms in found.values() for room in rooms)


def register_own() -> None:
    """What this room and the consents below it know. Called once at start-up."""
    register("coordinator", _coordinator)
    register("team", _team)
    register("access_agreement", _access_agreement)
    register("consent", _consent)
    register("free_place", _free_place)
