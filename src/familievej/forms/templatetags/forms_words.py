# SPDX-License-Identifier: EUPL-1.2
"""Small words of the forms: whose words they are, from whom something is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import template
from django.utils.translation import gettext as _

from familievej.forms.pdf import WHOSE

register = template.Library()
MAP = 4


@register.simple_tag
def own_words(whose: str) -> str:
    """ "in the family’s own words"."""
    return _(WHOSE[whose])


@register.simple_tag
def note_of(notes: Mapping[str, str], name: str) -> str:
    """What must be said with a list."""
    return notes.get(name, "")


@register.simple_tag
def suggestion_of(
    suggestions: Mapping[str, tuple[str, str]], section: str, field: str
) -> tuple[str, str] | None:
    """The option that is suggested for a field, and the areas that suggest it."""
    return suggestions.get(f"{section}.{field}")


@register.simple_tag
def name_of(people: Mapping[UUID, str], person: UUID) -> str:
    """What a member is called."""
    return people.get(person, "")


@register.simple_tag
def hidden_from(hidden: Mapping[UUID, Iterable[Any]], answer: UUID) -> str:
    """The names of those from whom it is hidden."""
    return ", ".join(each.name for each in hidden.get(answer, ()))


@register.filter
def is_map(part: Any) -> bool:
    """Four texts in the family's own words are a map: what matters, supports, stands in the way, comes next."""
    fields = part.section.fields
    return len(fields) == MAP and all(each.own_words and each.kind == "long_text" for each in fields)
