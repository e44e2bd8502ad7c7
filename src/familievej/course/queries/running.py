# SPDX-License-Identifier: EUPL-1.2
"""One course as a page shows it: its road of phases, what is due, which gates are shut, who works with the family."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.course import states
from familievej.course.gates import Waiting, waiting
from familievej.course.intervals import OF_A_FAMILY
from familievej.course.models import (
    AreaAuthority,
    Coordination,
    Course,
    CourseMove,
    CoursePhase,
    Met,
    TeamMember,
)
from familievej.course.need_words import said
from familievej.course.needs import forms_done, is_known, needs_met
from familievej.course.phases import Due, Entered, Stretch, due_events, next_phases, stretches
from familievej.course.queries.rhythm import ForATime, for_a_time, rhythm
from familievej.course.queries.standing import coordinations_of
from familievej.course.states import Event, State

if TYPE_CHECKING:
    from familievej.course.intervals import Turn
    from familievej.gate.actor import Actor
    from familievej.practice.schema.programme import Level, Move, Phase, Programme, Track

# What a gate asks for that is written in the form of the move itself.
IN_THE_FORM: dict[str, frozenset[str]] = {
    "start": frozenset({"access_agreement"}),
    "hand_over": frozenset({"reason"}),
    "close": frozenset({"reason", "remaining_need", "way_on"}),
    "reopen": frozenset({"reason", "coordinator"}),
    "pause": frozenset({"reason"}),
    "extend": frozenset({"reason"}),
    "change_model": frozenset({"reason"}),
}
_MOVES: dict[Event, Move] = {
    Event.START: "start",
    Event.NEXT_PHASE: "next_phase",
    Event.PAUSE: "pause",
    Event.CLOSE: "close",
    Event.REOPEN: "reopen",
}


@dataclass(frozen=True)
class Missing:
    """One thing that a gate misses: in words, and whether somebody may write that it is there."""

    need: str
    words: str
    writable: bool


@dataclass(frozen=True)
class Shut:
    """A gate that is not open yet."""

    waits: Waiting
    event: Event
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Shown:
    """A course with everything about it that the reader may see."""

    course: Course
    day: dt.date
    coordinations: list[Coordination]
    team: list[TeamMember]
    authority: list[AreaAuthority]
    moves: list[CourseMove]
    mets: list[Met]
    line: list[Stretch] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    shut: list[Shut] = field(default_factory=list)
    programme: Programme | None = None
    present: CoursePhase | None = None
    left: list[TeamMember] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    for_a_time: list[ForATime] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.course.state)

    @property
    def events(self) -> list[Event]:
        """What may happen to it, by the table."""
        return states.events_from(self.state)

    @property
    def changes(self) -> int:
        """How often the coordinator changed."""
        return max(0, len(self.coordinations) - 1)

    @property
    def coordinator(self) -> Coordination | None:
        """Who coordinates on the day."""
        return next((row for row in self.coordinations if row.holds(self.day)), None)

    @property
    def level(self) -> Level | None:
        """How close the contact is."""
        levels = self.programme.levels if self.programme else ()
        return next((level for level in levels if level.id == self.course.level), None)

    @property
    def way_on(self) -> str:
        """How it goes on, in the programme's words."""
        closing = self.programme.closing if self.programme else None
        found = (each.name for each in closing.ways_on if each.id == self.course.way_on) if closing else ()
        return next(iter(found), self.course.way_on)

    @property
    def why_closed(self) -> str:
        """Why it closed, in the programme's words."""
        closing = self.programme.closing if self.programme else None
        found = (
            (each.name for each in closing.reasons if each.id == self.course.closing_reason)
            if closing
            else ()
        )
        return next(iter(found), self.course.closing_reason)

    @property
    def tracks(self) -> list[Track]:
        """The tracks that run beside each other in the present phase."""
        phase = _phase(self.programme, self.present)
        tracks = self.programme.tracks if self.programme else ()
        return [track for track in tracks if phase and track.id in phase.tracks]

    @property
    def next_phases(self) -> list[Phase]:
        """Where it may go from here."""
        return next_phases(self.programme.road(), self.course.phase) if self.programme else []


def shown(actor: Actor, course: Course, day: dt.date) -> Shown:
    """The course as ``actor`` may see it on ``day``. A fixed number of queries."""
    coordinations = [row for row in coordinations_of(actor, course.family_id) if row.course_id == course.pk]
    phases = list(CoursePhase.objects.visible_to(actor).filter(course=course).order_by("starts"))
    members = list(TeamMember.objects.visible_to(actor).filter(course=course))
    authority = (
        AreaAuthority.objects.visible_to(actor).as_of(day).filter(course=course).select_related("area")
    )
    mets = list(Met.objects.visible_to(actor).filter(course=course, withdrawn_at__isnull=True))
    programme = course.adopted.model.programme(course.programme_key) if course.adopted else None
    present = next((row for row in phases if row.ends is None), None)
    return Shown(
        course=course,
        day=day,
        coordinations=coordinations,
        team=[member for member in members if member.holds(day)],
        left=[member for member in members if member.ends and member.ends <= day],
        authority=list(authority.order_by("area__name")),
        moves=list(CourseMove.objects.visible_to(actor).filter(course=course).order_by("day", "made_at")),
        mets=mets,
        programme=programme,
        present=present,
        line=_line(programme, phases, course) if programme else [],
        due=_due(
            programme, present, mets, _forms(actor, {course.pk: (programme, present)}).get(course.pk, {})
        ),
        shut=_shut(actor, course, programme, day) if programme else [],
        turns=rhythm(actor, [course], mets, day).get(course.pk, []),
        for_a_time=for_a_time(course, mets, day),
    )


def _line(programme: Programme, phases: Iterable[CoursePhase], course: Course) -> list[Stretch]:
    known = {phase.id for phase in programme.phases}
    entered = [Entered(row.phase, row.starts, row.last, row.ends) for row in phases if row.phase in known]
    line = stretches(programme.road(), entered, course.starts)
    return [each for each in line if each.state != "ahead"] if course.ends else line


def _due(
    programme: Programme | None,
    present: CoursePhase | None,
    mets: Iterable[Met],
    forms: Mapping[str, dt.date],
) -> list[Due]:
    phase = _phase(programme, present)
    if phase is None or present is None:
        return []
    filled = {event.id: forms[event.form] for event in phase.events if event.form and event.form in forms}
    written = {met.need.removeprefix("event:"): met.day for met in mets if met.need.startswith("event:")}
    return due_events(phase, present.starts, present.last, {**filled, **written})


def _phase(programme: Programme | None, present: CoursePhase | None) -> Phase | None:
    phases = programme.phases if programme else ()
    return next((each for each in phases if present and each.id == present.phase), None)


def _forms(
    actor: Actor, running: Mapping[UUID, tuple[Programme | None, CoursePhase | None]]
) -> dict[UUID, dict[str, dt.date]]:
    """The finished forms of the courses whose present phase asks for one; nothing is asked when none does."""
    ask = [pk for pk, at in running.items() if (phase := _phase(*at)) and any(e.form for e in phase.events)]
    return forms_done(actor, ask) if ask else {}


def _shut(actor: Actor, course: Course, programme: Programme, day: dt.date) -> list[Shut]:
    found = []
    met = set(needs_met(actor, course, day, programme.gates))
    for event in dict.fromkeys(states.events_from(State(course.state))):
        if (move := _MOVES.get(event)) is None:
            continue
        into = next((phase.id for phase in next_phases(programme.road(), course.phase)), None)
        written = met | IN_THE_FORM.get(move, frozenset())
        shut = waiting(programme, move, written, into if move == "next_phase" else None)
        found += [Shut(each, event, _missing(course, each)) for each in shut]
    return found


def _missing(course: Course, waits: Waiting) -> tuple[Missing, ...]:
    model = course.adopted.model if course.adopted else None
    if model is None:
        return ()
    return tuple(Missing(str(need), said(model, need), not is_known(str(need))) for need in waits.missing)


@dataclass(frozen=True)
class DueCourse:
    """What a running course has to remember."""

    course: Course
    present: CoursePhase | None
    due: list[Due]
    turns: list[Turn]


def due_now(
    actor: Actor, courses: Collection[Course], day: dt.date, kinds: Collection[str] = OF_A_FAMILY
) -> list[DueCourse]:
    """The present phase, its events and what must happen at the least, for many courses.

    Three queries, one for each room that knows when one of ``kinds`` has been, and one where a phase asks for a form.
    """
    ids = [course.pk for course in courses]
    rows = CoursePhase.objects.visible_to(actor).filter(course__in=ids, ends__isnull=True)
    present = {row.course_id: row for row in rows}
    mets: dict[UUID, list[Met]] = {}
    for met in Met.objects.visible_to(actor).filter(course__in=ids, withdrawn_at__isnull=True):
        mets.setdefault(met.course_id, []).append(met)
    turns = rhythm(actor, courses, [met for each in mets.values() for met in each], day, kinds)
    programmes = {
        course.pk: course.adopted.model.programme(course.programme_key) if course.adopted else None
        for course in courses
    }
    forms = _forms(actor, {pk: (programme, present.get(pk)) for pk, programme in programmes.items()})
    found = []
    for course in courses:
        pk = course.pk
        due = _due(programmes[pk], present.get(pk), mets.get(pk, []), forms.get(pk, {}))
        if course.state == State.PAUSED:
            due = []
        found.append(DueCourse(course, present.get(course.pk), due, turns.get(course.pk, [])))
    return found
