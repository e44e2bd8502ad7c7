# SPDX-License-Identifier: EUPL-1.2
"""Forms of a model: sections and fields, whose words they are, and who may see them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Given

from familievej.practice.schema.ids import FieldId, FormId, ListRef, SectionId
from familievej.practice.schema.parts import Choice, Part, Sourced, Text

# The gate's categories (familievej.gate.categories), written out: this package knows no Django. A test compares them.
Category = Literal[
    "family_relations",
    "contact",
    "protected_address",
    "identity",
    "child_wellbeing",
    "school",
    "health",
    "addiction",
    "employment",
    "economy",
    "housing",
    "crime",
    "plan",
    "notes",
    "consent",
]
FieldKind = Literal[
    "text",
    "long_text",
    "date",
    "yes_no",
    "number",
    "choice",
    "choices",
    "member",
    "members",
    "rows",
    # A text for each of the options: the family's view of every domain, and the professional's beside it.
    "per_choice",
    # Which of the model's core elements were done, ticked one by one and never counted.
    "core_elements",
    # What was said or supposed and must be examined; it stays open from one version to the next.
    "claims",
    # Statements that others were asked for.
    "statements",
]


class Field(Part):
    """One question of a form."""

    id: FieldId
    name: Text
    kind: FieldKind = "long_text"
    help: Text | None = None
    required: bool = False
    own_words: Literal["family", "parent", "child"] | None = None
    """Whose own words: a professional may read them and never write over them."""
    options: tuple[Choice, ...] = ()
    options_from: ListRef | None = None
    columns: tuple[Choice, ...] = ()
    """The columns of a field of the kind ``rows``."""
    beside: FieldId | None = None
    """The field whose answer stands beside this one: the family's view beside the professional's."""
    suggested_from: FieldId | None = None
    """The field (``per_choice``) from whose answers one of this field's options is suggested; a person chooses."""


class Section(Part):
    """A part of a form with one rule of who may see it."""

    id: SectionId
    name: Text
    help: Text | None = None
    category: Category
    """Who may see it: the gate's category of personal data."""
    about: Literal["family", "member", "child"] = "family"
    """Whether it is answered once for the family, or once for each member or child."""
    family_sees: bool = True
    acute: bool = False
    """What cannot wait: it is asked first, and what is written here is shown until somebody has dealt with it."""
    fields: Annotated[tuple[Field, ...], Given(min_length=1)]


class Form(Sourced):
    """A form that is filled in during a course."""

    id: FormId
    name: Text
    purpose: Text
    used_for: Literal[
        "first_dialogue",
        "assessment",
        "report",
        "minutes",
        "referral",
        "plan",
        "follow_up",
        "closing",
        "concern",
        "survey",
        "other",
    ]
    banner: Text | None = None
    """What must always be said above the form, such as that it gives no score."""
    sections: Annotated[tuple[Section, ...], Given(min_length=1)]
