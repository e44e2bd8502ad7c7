# SPDX-License-Identifier: EUPL-1.2
"""The whole practice model."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from familievej.practice.schema.catalogue import Effort, Instrument, Meeting, Step
from familievej.practice.schema.forms import Form
from familievej.practice.schema.parts import Id, Part, Sourced, Text
from familievej.practice.schema.programme import Programme
from familievej.practice.schema.texts import (
    CoreElement,
    Guide,
    ItemList,
    Principle,
    QuestionGroup,
    Role,
    TemporaryRule,
)

Version = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")]


class BasedOn(Part):
    """The model that this one was copied from."""

    id: Id
    version: Version


class PracticeModel(Sourced):
    """How a municipality works. ``format`` is the version of this schema."""

    format: Annotated[int, Field(ge=1, le=1)]
    id: Id
    version: Version
    name: Text
    owner: Text
    """Who answers for it and may change it."""
    valid_from: date
    description: Text
    based_on: BasedOn | None = None
    principles: tuple[Principle, ...] = ()
    core_elements: tuple[CoreElement, ...] = ()
    roles: tuple[Role, ...] = ()
    programmes: tuple[Programme, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    forms: tuple[Form, ...] = ()
    dialogue: tuple[QuestionGroup, ...] = ()
    lists: tuple[ItemList, ...] = ()
    staircase: tuple[Step, ...] = ()
    efforts: tuple[Effort, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    guides: tuple[Guide, ...] = ()
    temporary_rules: tuple[TemporaryRule, ...] = ()

    def programme(self, programme_id: str) -> Programme | None:
        """The programme of this id, if the model has it."""
        return next((each for each in self.programmes if each.id == programme_id), None)

    def form(self, form_id: str) -> Form | None:
        """The form of this id, if the model has it."""
        return next((each for each in self.forms if each.id == form_id), None)

    def meeting(self, meeting_id: str) -> Meeting | None:
        """The kind of meeting of this id, if the model has it."""
        return next((each for each in self.meetings if each.id == meeting_id), None)

    def role(self, role_id: str) -> Role | None:
        """The role of this id, if the model has it."""
        return next((each for each in self.roles if each.id == role_id), None)
