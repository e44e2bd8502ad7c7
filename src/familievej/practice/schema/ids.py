# SPDX-License-Identifier: EUPL-1.2
"""Ids and references of a model: ``FormId`` names a form, ``FormRef`` must find one."""

from __future__ import annotations

from typing import Annotated

from familievej.practice.schema.parts import Id, Names, Refers

CoreElementId = Annotated[Id, Names("core element")]
CriterionId = Annotated[Id, Names("criterion")]
DecisionId = Annotated[Id, Names("decision")]
EffortId = Annotated[Id, Names("effort")]
EventId = Annotated[Id, Names("event")]
FieldId = Annotated[Id, Names("field")]
FormId = Annotated[Id, Names("form")]
GateId = Annotated[Id, Names("gate")]
GroupId = Annotated[Id, Names("group of questions")]
GuideId = Annotated[Id, Names("guide")]
InstrumentId = Annotated[Id, Names("instrument")]
IntervalId = Annotated[Id, Names("interval")]
LimitId = Annotated[Id, Names("limit")]
ListId = Annotated[Id, Names("list")]
MeetingId = Annotated[Id, Names("meeting")]
PhaseId = Annotated[Id, Names("phase")]
PrincipleId = Annotated[Id, Names("principle")]
ProgrammeId = Annotated[Id, Names("programme")]
RoleId = Annotated[Id, Names("role")]
SectionId = Annotated[Id, Names("section")]
StepId = Annotated[Id, Names("step")]
TemporaryId = Annotated[Id, Names("temporary rule")]
TrackId = Annotated[Id, Names("track")]

EffortRef = Annotated[Id, Refers("effort")]
FormRef = Annotated[Id, Refers("form")]
GuideRef = Annotated[Id, Refers("guide")]
InstrumentRef = Annotated[Id, Refers("instrument")]
ListRef = Annotated[Id, Refers("list")]
MeetingRef = Annotated[Id, Refers("meeting")]
PhaseRef = Annotated[Id, Refers("phase")]
PrincipleRef = Annotated[Id, Refers("principle")]
ProgrammeRef = Annotated[Id, Refers("programme")]
RoleRef = Annotated[Id, Refers("role")]
StepRef = Annotated[Id, Refers("step")]
TrackRef = Annotated[Id, Refers("track")]
