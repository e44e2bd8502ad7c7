# SPDX-License-Identifier: EUPL-1.2
"""The board of a team: families by phase, what is due, and places against the limits, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.course.capacity import Load, Room, rooms
from familievej.course.load import loads, unit_load
from familievej.course.models import Coordination, Course
from familievej.course.phases import Due
from familievej.course.queries.running import due_now
from familievej.course.states import ENDED, State
from familievej.gate.models import Role, StaffRole
from familievej.people.models import Family
from familievej.practice.queries import programmes_in_force

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit, User
    from familievej.practice.schema.programme import Limit, Programme


@dataclass(frozen=True)
class Card:
    """A family on the board: where it is, until when, what it waits for."""

    course: Course
    family: str
    coordinator: str
    phase: str
    last: dt.date | None
    due: list[Due]
    late: bool


@dataclass(frozen=True)
class Column:
    """Families that are in the same place of their course."""

    title: str
    state: str
    cards: list[Card]


@dataclass(frozen=True)
class Worker:
    """What somebody carries, beside the limits."""

    user: User
    load: Load
    rooms: list[Room]


@dataclass(frozen=True)
class Board:
    """``hidden``: families of the unit that the reader has no basis to see; they are counted, never named."""

    unit: Unit
    columns: list[Column]
    workers: list[Worker]
    team: list[Room]
    carried: int
    hidden: int
    back: list[Card]

    @property
    def warnings(self) -> list[Room]:
        """Limits that are reached, passed, or one family away."""
        own = [room for worker in self.workers for room in worker.rooms]
        return [room for room in (*own, *self.team) if room.level != "free"]


def board(actor: Actor, unit: Unit, day: dt.date) -> Board:
    """The unit's courses that ``actor`` may see, and everybody's load as numbers. Ten queries."""
    rows = (
        Course.objects.visible_to(actor)
        .filter(unit=unit, starts__lte=day)
        .select_related("adopted")
        .defer("adopted__files")
    )
    found = list(rows.order_by("starts"))
    live = [course for course in found if course.state not in ENDED or course.holds(day)]
    here = {course.family_id for course in live}
    again = [
        c
        for c in found
        if c.state == State.CLOSED and c.clips and not c.holds(day) and c.family_id not in here
    ]
    names = dict(
        Family.objects.visible_to(actor)
        .filter(pk__in=[course.family_id for course in (*live, *again)])
        .values_list("pk", "name")
    )
    chosen = Coordination.objects.visible_to(actor).as_of(day).filter(course__in=[c.pk for c in live])
    coordinators = {row.course_id: row.user.name for row in chosen.select_related("user")}
    cards = [
        _card(each.course, names, coordinators, each.present, each.due, day) for each in due_now(actor, live)
    ]
    load = unit_load(unit.pk, day)
    limits = _limits(live, day)
    return Board(
        unit=unit,
        columns=_columns([card for card in cards if card]),
        workers=_workers(unit, limits, day),
        team=rooms(tuple(limits), "team", load),
        carried=load.families,
        hidden=max(0, load.families - len(here)),
        back=[card for course in again if (card := _card(course, names, {}, None, [], day))],
    )


def _card(
    course: Course,
    names: dict[UUID, str],
    coordinators: dict[UUID, str],
    present: object,
    due: list[Due],
    day: dt.date,
) -> Card | None:
    if course.family_id not in names:
        return None
    last = getattr(present, "last", None)
    open_ = [each for each in due if each.done_on is None]
    late = any(each.is_late(day) for each in due) or (
        last is not None and last < day and course.state != State.PAUSED
    )
    return Card(
        course=course,
        family=names[course.family_id],
        coordinator=coordinators.get(course.pk, ""),
        phase=getattr(present, "name", ""),
        last=last,
        due=open_,
        late=late,
    )


def _columns(cards: list[Card]) -> list[Column]:
    """Allocated first; then the phases in the order of their programme; rest and end last."""
    order = [s.value for s in State]
    columns: dict[tuple[int, int, str], list[Card]] = {}
    for card in cards:
        state = State(card.course.state)
        in_phase = state in {State.PHASE_ZERO, State.RUNNING, State.TAPERING}
        title = card.phase if in_phase and card.phase else str(state.label)
        if state is State.TAPERING and card.phase:
            title = f"{card.phase}, {state.label}"
        columns.setdefault((order.index(state.value), _place(card.course), title), []).append(card)
    return [
        Column(
            title[:1].upper() + title[1:],
            order[number],
            sorted(found, key=lambda card: (not card.late, card.family)),
        )
        for (number, _phase, title), found in sorted(columns.items(), key=lambda item: item[0])
    ]


def _place(course: Course) -> int:
    """How far along the road of its programme the course's phase lies; 0 outside every phase."""
    programme = course.adopted.model.programme(course.programme_key) if course.adopted else None
    road = programme.road() if programme else ()
    return next((number for number, phase in enumerate(road, 1) if phase.id == course.phase), 0)


def _limits(live: list[Course], day: dt.date) -> list[Limit]:
    """The limits of the programmes that the unit's courses follow; else of all programmes in force."""
    followed: dict[str, Programme] = {}
    for course in live:
        programme = course.adopted.model.programme(course.programme_key) if course.adopted else None
        if programme:
            followed.setdefault(programme.id, programme)
    found = list(followed.values()) or [each.programme for each in programmes_in_force(day)[:1]]
    return [limit for programme in found for limit in programme.capacity]


def _workers(unit: Unit, limits: list[Limit], day: dt.date) -> list[Worker]:
    posts = StaffRole.objects.as_of(day).filter(unit=unit, role=Role.COORDINATOR).select_related("user")
    users = sorted({post.user for post in posts}, key=lambda user: user.name)
    carried = loads([user.pk for user in users], day)
    return [
        Worker(user, carried[user.pk], rooms(tuple(limits), "worker", carried[user.pk])) for user in users
    ]
