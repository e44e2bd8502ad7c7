# SPDX-License-Identifier: EUPL-1.2
"""A programme: whom it is for, how a family comes in, what happens in which order, and how it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from familievej.practice.schema.ids import (
    CriterionId,
    DecisionId,
    EventId,
    FormRef,
    GateId,
    IntervalId,
    LimitId,
    MeetingRef,
    PhaseId,
    PhaseRef,
    ProgrammeId,
    RoleRef,
    StepRef,
    TrackId,
    TrackRef,
)
from familievej.practice.schema.parts import Ages, Choice, Id, LegalBasis, Part, Sourced, Span, Text, refused

Count = Annotated[int, Field(ge=0, le=10_000)]
Some = Annotated[int, Field(ge=1, le=10_000)]

IntervalKind = Literal[
    "follow_up",
    "first_follow_up",
    "contact",
    "first_contact",
    "plan_review",
    "coordinating_meeting",
    "intake",
    "leader_review",
    "team_review",
    "supervision",
    "team_meeting",
    "rating",
    "competence_check",
    "evaluation",
]
Move = Literal[
    "allocate",
    "start",
    "next_phase",
    "pause",
    "extend",
    "contact",
    "hand_over",
    "close",
    "reopen",
    "change_model",
    "decide",
]
PLAIN_NEEDS = (
    "access_agreement",
    "acknowledgement",
    "assessment",
    "consent",
    "coordinator",
    "criteria",
    "family_present",
    "free_place",
    "goals",
    "plan",
    "reason",
    "remaining_need",
    "team",
    "way_on",
)
# What a limit may count for each: anything else nobody could count, and it would be silently ignored.
CARRIED = {
    "worker": ("families", "child_cases"),
    "team": ("families", "child_cases"),
    "programme": ("families", "child_cases", "participants"),
    "leader": ("workers",),
}
NEEDS_OF = {"approval": "role", "event": "event", "form": "form", "meeting": "meeting"}


@dataclass(frozen=True)
class Need:
    """What a gate wants to see: a ``kind`` that code knows, and for some kinds which one (``form:phase-report``)."""

    kind: str
    of: str = ""

    @classmethod
    def read(cls, value: object) -> Self:
        """From the text of a file. Raises PydanticCustomError for a kind that no code knows."""
        if isinstance(value, cls):
            return value
        kind, _, of = value.partition(":") if isinstance(value, str) else ("", "", "")
        plain, pointed = kind in PLAIN_NEEDS and not of, kind in NEEDS_OF and re.fullmatch(r"[a-z][\w-]*", of)
        if not (plain or pointed):
            pointed_at = ", ".join(f"{each}:" for each in NEEDS_OF)
            raise refused("need", plain=", ".join(PLAIN_NEEDS), pointed=pointed_at)
        return cls(kind, of)

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}" if self.of else self.kind

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "examples": ["consent", "form:phase-report", "approval:leader"]}


class Criterion(Sourced):
    """One criterion of the target group. A person says whether it is met; nothing is decided by counting."""

    id: CriterionId
    text: Text
    met: Text
    """How one sees that it is met."""
    alternative: Id | None = None
    """Criteria with the same word here are alternatives: one of them is enough."""
    required: bool = True
    child_age: Ages | None = None


class Referral(Sourced):
    """How a family comes to the programme, and who decides."""

    referrers: tuple[Text, ...] = ()
    written: bool = False
    form: FormRef | None = None
    anonymous: bool = False
    """May one be helped without saying one's name?"""
    creates_case: bool = True
    acknowledged_by_parents: bool = False
    decided_by: tuple[RoleRef, ...] = ()
    administrations: Annotated[int, Field(ge=1, le=2)] = 1
    """How many administrations must say yes."""
    refusals: tuple[Choice, ...] = ()
    waiting_list: bool = False


class Limit(Sourced):
    """How much one worker, one team or the programme carries at a time."""

    id: LimitId
    per: Literal["worker", "team", "programme", "leader"]
    counts: Literal["families", "child_cases", "workers", "participants"] = "families"
    role: RoleRef | None = None
    least: Count | None = None
    aim: Some | None = None
    most: Some
    groups_count: bool = False
    """Does the load of group courses count as well?"""
    beyond: RoleRef | None = None
    """Who may go beyond it, giving a reason. Nobody when it is left out."""


class Event(Sourced):
    """Something that must happen in a phase."""

    id: EventId
    name: Text
    kind: Literal["meeting", "report", "decision", "conversation", "form", "plan", "contact", "other"]
    meeting: MeetingRef | None = None
    form: FormRef | None = None
    who: tuple[RoleRef, ...] = ()
    due: Span | None = None
    """How long after the phase's first day; by the phase's end when it is left out."""
    required: bool = True


class Phase(Sourced):
    """A phase of the course. The first has no ``after``; every other one comes after exactly one."""

    id: PhaseId
    name: Text
    content: Text
    after: PhaseRef | None = None
    length: Span | None = None
    """No length: it lasts as long as it takes."""
    indicative: bool = True
    """May its dates be moved together with the family?"""
    deadlines: bool = True
    """False in a phase 0: intervals and limits do not run yet."""
    optional: bool = False
    tracks: tuple[TrackRef, ...] = ()
    events: tuple[Event, ...] = ()


class Track(Sourced):
    """Work that runs beside other work through the phases."""

    id: TrackId
    name: Text
    content: Text


class Interval(Sourced):
    """How often something must happen at the least."""

    id: IntervalId
    kind: IntervalKind
    every: Span
    text: Text
    role: RoleRef | None = None
    meeting: MeetingRef | None = None
    may_be_shorter: bool = True


class Quota(Part):
    """So many of a course's contacts are meetings of this kind."""

    meeting: MeetingRef
    number: Some


class ContactLimit(Sourced):
    """How many contacts a course holds as a starting point."""

    most: Some
    of_which: tuple[Quota, ...] = ()
    beyond: RoleRef
    """Who agrees to one more."""


class Authority(Sourced):
    """What the coordinator may decide in an area (code of the municipality's area, such as ``employment``)."""

    area: Id
    scope: Literal["full", "shared", "none", "per_course"]
    text: Text


class Decision(Sourced):
    """Who may take a decision, and whether somebody must approve it."""

    id: DecisionId
    name: Text
    taken_by: RoleRef
    approved_by: RoleRef | None = None
    steps: tuple[StepRef, ...] = ()
    legal: tuple[LegalBasis, ...] = ()


class Gate(Sourced):
    """A move of the course that waits until something is there. It says which rule that is."""

    id: GateId
    move: Move
    into: PhaseRef | None = None
    """Only on the way into this phase."""
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    says: Text
    """The rule in plain words, shown where the move waits."""


class Post(Sourced):
    """Who works with a family, and how many."""

    role: RoleRef
    per: Literal["family", "programme"] = "family"
    least: Count = 1
    most: Some | None = None
    does: Text
    only_this: bool = False


class Level(Sourced):
    """A level of intensity: it may fall and rise again."""

    id: Id
    name: Text
    contact: Span | None = None


class Closing(Sourced):
    """How a course ends, and the way back in."""

    reasons: tuple[Choice, ...] = ()
    ways_on: tuple[Choice, ...] = ()
    clips: Annotated[int, Field(ge=0, le=20)] = 0
    """How many times the family may come back without a new allocation."""
    text: Text


class Programme(Sourced):
    """A programme that families may have a course in."""

    id: ProgrammeId
    name: Text
    purpose: Text
    for_family: Text | None = None
    """The same in words for a family."""
    target_group: Text
    organisation: Literal["A", "B", "C"] | None = None
    """A: a team with authority. B: one person with authority. C: a coordinator without authority."""
    coordinator: RoleRef | None = None
    criteria: tuple[Criterion, ...] = ()
    referral: Referral | None = None
    capacity: tuple[Limit, ...] = ()
    staffing: tuple[Post, ...] = ()
    tracks: tuple[Track, ...] = ()
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    intervals: tuple[Interval, ...] = ()
    contacts: ContactLimit | None = None
    authority: tuple[Authority, ...] = ()
    decisions: tuple[Decision, ...] = ()
    gates: tuple[Gate, ...] = ()
    levels: tuple[Level, ...] = ()
    closing: Closing | None = None

    def road(self) -> tuple[Phase, ...]:
        """The phases in the order in which a course goes through them."""
        by_before = {phase.after: phase for phase in self.phases}
        road: list[Phase] = []
        while (following := by_before.get(road[-1].id if road else None)) and len(road) < len(self.phases):
            road.append(following)
        return tuple(road)

    def interval(self, kind: IntervalKind) -> Interval | None:
        """The rule of this kind, if the programme has one."""
        return next((each for each in self.intervals if each.kind == kind), None)

    def gates_of(self, move: Move, into: str | None = None) -> tuple[Gate, ...]:
        """The gates that a move must pass; ``into`` is the id of the phase that a ``next_phase`` leads to."""
        return tuple(gate for gate in self.gates if gate.move == move and gate.into in (None, into))
