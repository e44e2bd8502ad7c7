# SPDX-License-Identifier: EUPL-1.2
"""Meetings, the staircase of efforts, and instruments (their names and rules; never their items)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from familievej.practice.schema.ids import (
    EffortId,
    FormRef,
    InstrumentId,
    MeetingId,
    RoleRef,
    StepId,
    StepRef,
)
from familievej.practice.schema.parts import Ages, Id, LegalBasis, Part, Sourced, Span, Text

Minutes = Annotated[int, Field(ge=0, le=600)]


class MeetingStep(Part):
    """A step of a meeting and what to ask in it."""

    id: Id
    name: Text
    prompts: tuple[Text, ...] = ()


class Draw(Part):
    """Cases drawn at random for a review: nobody chooses them."""

    cases: Annotated[int, Field(ge=1, le=100)]
    role: RoleRef
    """Whose cases: so many for each."""


class Meeting(Sourced):
    """A kind of meeting: who, in which order, and what it may never do."""

    id: MeetingId
    name: Text
    purpose: Text
    about: Literal["family", "child", "cases", "staff"] = "family"
    family: Literal["takes_part", "invited_or_accepts", "may_take_part", "not_there"]
    """Whether it may be held without them; ``invited_or_accepts``: only when they said that it is all right."""
    family_speaks_first: bool = False
    only_announced_concerns: bool = False
    """Nothing is brought up that the family has not heard beforehand."""
    talk_before: bool = False
    """The parents have been talked with before it is called."""
    never_with_open_case: bool = False
    everybody_signs: bool = False
    who: tuple[RoleRef, ...] = ()
    chair: RoleRef | None = None
    place: Text | None = None
    every: Span | None = None
    least_minutes: Minutes | None = None
    most_minutes: Minutes | None = None
    arrive_before: Minutes | None = None
    """How many minutes before the start staff may be there at the earliest."""
    steps: tuple[MeetingStep, ...] = ()
    minutes: FormRef | None = None
    draw: Draw | None = None
    result: Text | None = None


class Step(Sourced):
    """A step of the staircase: the higher, the more it takes hold of everyday life."""

    id: StepId
    name: Text
    above: StepRef | None = None
    """The step under it; the lowest has none."""


class Effort(Sourced):
    """An offer that may be granted to a family."""

    id: EffortId
    name: Text
    kind: Literal["individual", "group", "network", "open"] = "individual"
    steps: tuple[StepRef, ...] = ()
    for_whom: Text
    level: Literal["universal", "selective", "indicated"] | None = None
    ages: Ages | None = None
    provider: Text | None = None
    length: Span | None = None
    sessions: Annotated[int, Field(ge=1, le=500)] | None = None
    places: Annotated[int, Field(ge=1, le=10_000)] | None = None
    components: tuple[Text, ...] = ()
    """Core components: what must be there for it to be this effort."""
    legal: tuple[LegalBasis, ...] = ()


class CutOff(Part):
    """A published threshold for an age, in the instrument's own points."""

    ages: Ages | None = None
    value: float


class Instrument(Sourced):
    """An instrument or method by name. Its items belong to its owner and are never in a model."""

    id: InstrumentId
    name: Text
    kind: Literal["scale", "questionnaire", "method", "tool"]
    what: Text
    licence: bool = False
    raters: tuple[Text, ...] = ()
    never_rated_by: tuple[RoleRef, ...] = ()
    at_most_every: Span | None = None
    lowest: float | None = None
    highest: float | None = None
    cut_offs: tuple[CutOff, ...] = ()
    valid_from_courses: Annotated[int, Field(ge=1)] | None = None
    """Fewer closed courses than this: figures are shown as not valid yet."""
