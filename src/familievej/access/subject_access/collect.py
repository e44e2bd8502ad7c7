# SPDX-License-Identifier: EUPL-1.2
"""Everything about one person, found by the declarations: a new table of personal data is in the next answer by itself.

The rules, in the order in which they are asked of a row:

1. It is taken when the person is among its subjects, when a column points at the person, or when it is about a family
   that both the person and whoever asks are in today. What a family that one has left did since is not one's own.
2. It is withheld, and only counted, when it is hidden from whoever asks (a restriction), when it tells of a hiding,
   or of an emergency of which the family is not told yet: databeskyttelsesloven § 22.
3. It is withheld when it is of a category that custody does not open and somebody asks on a child's behalf: a protected
   address and notes, which may hold the child's words. The officer decides about these one by one.
4. What is left is given, with other persons by what they are to the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import ForeignKey, Q

from familievej.access.models import EmergencyAccess
from familievej.access.retention.words import category as category_in_words
from familievej.access.retention.words import term
from familievej.access.subject_access.fields import Pair, pairs
from familievej.access.subject_access.others import Others
from familievej.gate.categories import Category
from familievej.gate.declare import Gated, GatedThrough, OwnedBy, gated_models
from familievej.gate.models import Attachment, Restriction
from familievej.people.models import Person

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from familievej.access.subject_access.asked import Asked


@dataclass(frozen=True)
class Section:
    """The rows of one table. ``rows`` are their fields: (name, label, value)."""

    table: str
    purpose: str
    category: str
    source: str
    kept: str
    rows: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True)
class Collected:
    """What is given, what is not, and the papers that lie beside what is given."""

    sections: tuple[Section, ...]
    withheld_for_others: int
    withheld_by_custody: int
    papers: tuple[Attachment, ...]

    @property
    def rows(self) -> int:
        """How many rows are given."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def withheld(self) -> int:
        """How many are not."""
        return self.withheld_for_others + self.withheld_by_custody


def collect(asked: Asked) -> Collected:
    """Walks every table of personal data. On the owner's connection."""
    others = Others(asked)
    sections: list[Section] = []
    papers: list[Attachment] = []
    for_others = by_custody = 0
    for model in gated_models():
        gated: Any = getattr(model, "gated")  # noqa: B009 - declared by every model of personal data
        given: list[tuple[Pair, ...]] = []
        for row in _rows(model, gated, asked):
            if _is_kept_from(row, gated, asked):
                for_others += 1
            elif not all(asked.opens(category) for category in _categories(row, gated, asked)):
                by_custody += 1
            else:
                given.append(tuple(pairs(row, asked, others)))
                papers += [row] if isinstance(row, Attachment) else []
        if given:
            sections.append(_section(model, gated, given))
    return Collected(tuple(sections), for_others, by_custody, tuple(papers))


def _rows(model: type[Model], gated: Any, asked: Asked) -> Iterable[Model]:
    manager = model._default_manager
    if isinstance(gated, OwnedBy):
        mine = asked.user if asked.by_self else None
        return manager.filter(**{gated.column: mine.pk}) if mine else manager.none()
    if isinstance(gated, GatedThrough):
        return _through(manager.all(), gated, asked)
    wanted = asked.subjects | asked.families
    found = Q()
    for column in gated.subjects:
        found |= Q(**{f"{_attribute(model, column)}__in": wanted})
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is Person:
            found |= Q(**{field.name: asked.person})
    return manager.filter(found).order_by("pk")


def _through(rows: QuerySet[Any], gated: GatedThrough, asked: Asked) -> QuerySet[Any]:
    other = apps.get_model(gated.model)
    kept = [
        getattr(row, gated.column)
        for row in _rows(other, other.gated, asked)
        if not _is_kept_from(row, other.gated, asked) and asked.opens(other.gated.keys(row).category)
    ]
    return rows.filter(pk__in=kept).order_by("pk")


def _is_kept_from(row: Any, gated: Any, asked: Asked) -> bool:
    if isinstance(row, Restriction):
        return True
    if isinstance(row, EmergencyAccess) and row.told_at is None:
        return True
    return isinstance(gated, Gated) and bool(asked.hidden & set(gated.keys(row).records))


def _categories(row: Any, gated: Any, asked: Asked) -> Iterator[str]:
    """Of the row itself; what lies behind a row of residence was asked with it."""
    if isinstance(gated, Gated):
        yield gated.keys(row).category


def _attribute(model: type[Model], column: str) -> str:
    return next(
        field.attname for field in model._meta.concrete_fields if column in (field.column, field.attname)
    )


def _section(model: type[Model], gated: Any, rows: list[tuple[Pair, ...]]) -> Section:
    purpose = str(gated.purpose)
    by_row = isinstance(gated, Gated) and gated.category is None
    return Section(
        table=model._meta.label_lower,
        purpose=purpose[:1].upper() + purpose[1:],
        category=category_in_words(gated) if not by_row else _said_by_rows(model, rows),
        source=str(gated.source),
        kept=term(gated.retention),
        rows=tuple(rows),
    )


def _said_by_rows(model: type[Model], rows: list[tuple[Pair, ...]]) -> str:
    column = getattr(model, "gated").category_column  # noqa: B009 - declared by every model of personal data
    found = {value for row in rows for name, _label, value in row if name == column}
    return ", ".join(sorted(found)) or str(Category.CONTACT.label)
