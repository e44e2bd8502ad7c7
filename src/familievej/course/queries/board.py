# SPDX-License-Identifier: EUPL-1.2
"""The board of a team: families by phase, what is due, and places against the limits, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.course.capacity import Load, Room, rooms
from familievej.course.load import loads, programme_load, unit_load
from familievej.course.models import Coordination, Course, GroupLoad
from familievej.course.phases import Due
from familievej.course.queries.running import DueCourse, due_now
from familievej.course.states import ENDED, State
from familievej.gate.models import Role, StaffRole
from familievej.people.models import Family
from familievej.practice.queries import Offered, programmes_in_force

if TYPE_CHECKING:
    from familievej.course.intervals import Turn
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit, User

# What falls due later than this is not on the board yet.
SOON = dt.timedelta(days=14)


@dataclass(frozen=True)
class Card:
    """A family on the board: where it is, until when, what it waits for, and what must happen soon."""

    course: Course
    family: str
    coordinator: str
    phase: str
    last: dt.date | None
    due: list[Due]
    turns: list[Turn]
    late: bool


@dataclass(frozen=True)
class Column:
    """Families that are in the same place of their course."""

    title: str
    state: str
    cards: list[Card]


@dataclass(frozen=True)
class Worker:
    """What somebody carries, beside the limits, and the groups they run."""

    user: User
    load: Load
    rooms: list[Room]
    groups: list[GroupLoad]


@dataclass(frozen=True)
class Warn:
    """A limit that is reached, passed or one away: ``whose`` is the worker, the unit or the programme."""

    whose: str
    room: Room


@dataclass(frozen=True)
class Board:
    """``hidden``: families of the unit that the reader has no basis to see; they are counted, never named."""

    unit: Unit
    columns: list[Column]
    workers: list[Worker]
    team: list[Room]
    programmes: list[tuple[str, Room]]
    leader: list[Room]
    carried: int
    hidden: int
    back: list[Card]

    @property
    def warnings(self) -> list[Warn]:
        """Limits that are reached, passed, or one place away."""
        found = [Warn(worker.user.name, room) for worker in self.workers for room in worker.rooms]
        found += [Warn(self.unit.name, room) for room in (*self.team, *self.leader)]
        found += [Warn(name, room) for name, room in self.programmes]
        return [warn for warn in found if warn.room.level != "free"]


def board(actor: Actor, unit: Unit, day: dt.date) -> Board:
    """The unit's courses that ``actor`` may see, and everybody's load as numbers.

    Eighteen queries, and one for each programme that limits its places.
    """
    rows = (
        Course.objects.visible_to(actor)
        .filter(unit=unit, starts__lte=day)
        .select_related("adopted")
        .defer("adopted__files", "adopted__content")
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
    cards = [_card(each, names, coordinators, day) for each in due_now(actor, live, day)]
    load = unit_load(unit.pk, day)
    followed = _followed(live, day)
    limits = [limit for each in followed for limit in each.programme.capacity]
    return Board(
        unit=unit,
        columns=_columns([card for card in cards if card]),
        workers=_workers(unit, followed, day),
        team=rooms(tuple(limits), "team", load),
        programmes=_programmes(followed, day),
        leader=rooms(tuple(limits), "leader", load),
        carried=load.families,
        hidden=max(0, load.families - len(here)),
        back=[card for course in again if (card := _card(DueCourse(course, None, [], []), names, {}, day))],
    )


def _card(
    each: DueCourse, names: dict[UUID, str], coordinators: dict[UUID, str], day: dt.date
) -> Card | None:
    course = each.course
    if course.family_id not in names:
        return None
    last = each.present.last if each.present else None
    turns = [turn for turn in each.turns if turn.by <= day + SOON]
    late = any(due.is_late(day) for due in each.due) or any(turn.is_late(day) for turn in turns)
    return Card(
        course=course,
        family=names[course.family_id],
        coordinator=coordinators.get(course.pk, ""),
        phase=each.present.name if each.present else "",
        last=last,
        due=[due for due in each.due if due.done_on is None],
        turns=turns,
        late=late or (last is not None and last < day and course.state != State.PAUSED),
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


def _followed(live: list[Course], day: dt.date) -> list[Offered]:
    """The programmes that the unit's courses follow; else the first of those in force."""
    followed: dict[str, Offered] = {}
    for course in live:
        programme = course.adopted.model.programme(course.programme_key) if course.adopted else None
        if course.adopted and programme:
            followed.setdefault(programme.id, Offered(course.adopted, programme))
    return list(followed.values()) or programmes_in_force(day)[:1]


def _programmes(followed: list[Offered], day: dt.date) -> list[tuple[str, Room]]:
    """Places of whole programmes; only a programme that limits them is counted."""
    found = []
    for each in followed:
        if any(limit.per == "programme" for limit in each.programme.capacity):
            load = programme_load(each.adopted.model_id, each.programme.id, day)
            name = each.programme.name
            found += [(name, room) for room in rooms(each.programme.capacity, "programme", load)]
    return found


def _workers(unit: Unit, followed: list[Offered], day: dt.date) -> list[Worker]:
    posts = StaffRole.objects.as_of(day).filter(unit=unit, role=Role.COORDINATOR).select_related("user")
    users = sorted({post.user for post in posts}, key=lambda user: user.name)
    carried = loads([user.pk for user in users], day)
    groups: dict[UUID, list[GroupLoad]] = {}
    for group in GroupLoad.objects.as_of(day).filter(user__in=users).order_by("starts"):
        groups.setdefault(group.user_id, []).append(group)
    return [
        Worker(
            user,
            carried[user.pk],
            [
                room
                for each in followed
                for room in rooms(
                    each.programme.capacity, "worker", carried[user.pk], each.programme.coordinator
                )
            ],
            groups.get(user.pk, []),
        )
        for user in users
    ]
