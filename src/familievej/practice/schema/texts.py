# SPDX-License-Identifier: EUPL-1.2
"""What people read: principles, core elements, guides, questions, roles, lists to talk about, rules for a time."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from familievej.practice.schema.ids import (
    CoreElementId,
    FormRef,
    GroupId,
    GuideId,
    GuideRef,
    InstrumentRef,
    ListId,
    MeetingRef,
    PrincipleId,
    ProgrammeRef,
    RoleId,
    RoleRef,
    TemporaryId,
)
from familievej.practice.schema.parts import Id, Part, Sourced, Span, Text
from familievej.practice.schema.programme import IntervalKind


class Principle(Sourced):
    """What everything rests on."""

    id: PrincipleId
    name: Text
    text: Text
    for_family: Text | None = None
    """The same, said to a family. Only what stands here is ever shown to one."""


class CoreElement(Sourced):
    """A part of the work that must be there for it to work."""

    id: CoreElementId
    name: Text
    reason: Text
    tools: tuple[Text, ...] = ()
    improvement: tuple[Text, ...] = ()
    future: tuple[Text, ...] = ()


class GuideStep(Part):
    """One thing to do, and where it is done."""

    text: Text
    role: RoleRef | None = None
    meeting: MeetingRef | None = None
    form: FormRef | None = None
    instrument: InstrumentRef | None = None
    guide: GuideRef | None = None
    """Go on with this guide."""


class Guide(Sourced):
    """What to do in a situation, step by step: "I am concerned: what do I do?"."""

    id: GuideId
    situation: Text
    roles: tuple[RoleRef, ...] = ()
    """Whom it is for; everybody when it is left out."""
    steps: Annotated[tuple[GuideStep, ...], Field(min_length=1)]


class QuestionGroup(Sourced):
    """Questions of the first dialogue that belong together."""

    id: GroupId
    name: Text
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    acute: bool = False
    """Asked first: what cannot wait."""


class Role(Sourced):
    """Somebody who has a part in the work."""

    id: RoleId
    name: Text
    does: Annotated[tuple[Text, ...], Field(min_length=1)]
    acts_as: Literal["coordinator", "caseworker", "leader", "analyst", "administrator"] | None = None
    """The role of the installation that this one logs in with, if it does."""
    authority: bool = False


class Item(Part):
    """A line of a list."""

    id: Id
    name: Text
    text: Text | None = None
    suggested_by: tuple[Id, ...] = ()
    """Items of another list: when what was described lies within these, this one is suggested (000 L209-223)."""


class ItemList(Sourced):
    """A list to choose from or to talk about; never a score."""

    id: ListId
    name: Text
    note: Text | None = None
    """What must be said with it, such as that it does not generalise."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class TemporaryRule(Sourced):
    """A shorter interval for a time: it has an end and a reason from the day it is made."""

    id: TemporaryId
    kind: IntervalKind
    every: Span
    lasts: Span | None = None
    """How long it holds for one family; as long as the rule when it is left out."""
    applies_to: Text
    programmes: tuple[ProgrammeRef, ...] = ()
    starts: date
    ends: date
    """The first day on which it no longer holds."""
    reason: Text
