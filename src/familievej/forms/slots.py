# SPDX-License-Identifier: EUPL-1.2
"""The places of a form where something can be written: one for each field, option and person. Pure, no database.

A slot's ``key`` is its name in HTML: ``section.field``, ``section.field.item``, and ``…@person`` for what is about one
member. Its value is a text (also dates, as ISO days, and the ids of choices), a list of ids (``choices``, ``members``,
``core_elements``), or a list of rows (``rows``: a text for each column's id).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from familievej.gate.member import member_subject

if TYPE_CHECKING:
    from familievej.practice.schema import PracticeModel
    from familievej.practice.schema.forms import Field, Form, Section

# Kinds whose answers are rows of their own, in the course and not in one version of a form.
OF_THE_COURSE = ("claims", "statements")
LISTS = ("choices", "members", "core_elements", "rows")
Value = str | list[str] | list[dict[str, str]]
# Section, field, option and person: how an answer says where it belongs.
Place = tuple[str, str, str, UUID | None]


@dataclass(frozen=True)
class Who:
    """A member of the family, as the forms know one."""

    id: UUID
    name: str
    child: bool


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    id: str
    name: str
    text: str = ""


@dataclass(frozen=True)
class Slot:
    """One place to write. ``item`` is the option of a field that has a text for each."""

    section: Section
    field: Field
    item: Option | None = None
    who: Who | None = None

    @property
    def key(self) -> str:
        """Its name in HTML, and in drafts."""
        item = f".{self.item.id}" if self.item else ""
        return f"{self.section.id}.{self.field.id}{item}" + (f"@{self.who.id}" if self.who else "")

    @property
    def place(self) -> Place:
        """Where its answer belongs."""
        return (
            self.section.id,
            self.field.id,
            self.item.id if self.item else "",
            self.who.id if self.who else None,
        )

    def subject(self, family_id: UUID) -> UUID:
        """Whom the gate is asked about."""
        return member_subject(family_id, self.who.id) if self.who else family_id


def options(model: PracticeModel, field: Field, people: Sequence[Who]) -> list[Option]:
    """What can be chosen in ``field``."""
    if field.kind in ("member", "members"):
        return [Option(str(who.id), who.name) for who in people]
    if field.kind == "core_elements":
        return [Option(each.id, each.name, each.reason) for each in model.core_elements]
    if field.options_from:
        items = next((each.items for each in model.lists if each.id == field.options_from), ())
        return [Option(each.id, each.name, each.text or "") for each in items]
    return [Option(each.id, each.name) for each in field.options]


def slots(model: PracticeModel, form: Form, people: Sequence[Who]) -> Iterator[Slot]:
    """Every place of the form for the family of ``people``, in the order of the form."""
    for section in form.sections:
        for who in _about(section, people):
            for field in section.fields:
                if field.kind in OF_THE_COURSE:
                    continue
                if field.kind == "per_choice":
                    yield from (Slot(section, field, item, who) for item in options(model, field, people))
                else:
                    yield Slot(section, field, None, who)


def _about(section: Section, people: Sequence[Who]) -> Sequence[Who | None]:
    if section.about == "family":
        return [None]
    return [who for who in people if who.child or section.about == "member"]


def is_empty(value: object) -> bool:
    """Whether nothing was answered: white space and rows without words are nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return not any(any(each.values()) if isinstance(each, dict) else each for each in value)
    return value is None


def as_text(value: Value) -> str:
    """A value as one text of a sheet (``plan.merge``); the same value gives the same text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def missing(places: Iterable[Slot], values: Mapping[str, Any]) -> list[Slot]:
    """The first slot of every required field and person where nothing was written."""
    found: dict[tuple[str, str, UUID | None], list[Slot]] = {}
    for slot in places:
        if slot.field.required:
            found.setdefault((slot.section.id, slot.field.id, slot.who.id if slot.who else None), []).append(
                slot
            )
    return [group[0] for group in found.values() if all(is_empty(values.get(slot.key, "")) for slot in group)]


def suggested(model: PracticeModel, field: Field, described: set[str]) -> Option | None:
    """The one option whose areas hold everything that was ``described``; None when there is none, or several.

    The option of every area only when all of them were described: one hard area makes no family hard in all
    (000 L209-223; VA-R2). How many areas they are decides nothing. A person chooses: it is a place to begin talking,
    computed from where something stands and from nothing that it says.
    """
    items = next((each.items for each in model.lists if each.id == field.options_from), ())
    every = {area for each in items for area in each.suggested_by}
    fits = [
        each
        for each in items
        if described
        and described <= set(each.suggested_by)
        and (described == every or set(each.suggested_by) != every)
    ]
    return Option(fits[0].id, fits[0].name, fits[0].text or "") if len(fits) == 1 else None
