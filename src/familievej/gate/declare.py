# SPDX-License-Identifier: EUPL-1.2
"""A model of personal data declares here whom it is about, of what category, why it is kept and for how long.

From one declaration come both locks: the filter of ``visible_to`` and the row-level security policy of the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Value

from familievej.gate.categories import Category, Verb

if TYPE_CHECKING:
    from django.db.models import Model

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Retention:
    """Kept ``years`` after ``after`` happened (a phrase that people can read)."""

    years: int
    after: str = "the course was closed"


@dataclass(frozen=True)
class Gated:
    """Rows of a model are about ``subjects`` (columns that hold the id of a person or a family; all must be granted).

    ``category`` is fixed for the model, or read from the column ``category_column``.
    """

    purpose: str
    retention: Retention
    subjects: tuple[str, ...]
    category: Category | None = None
    category_column: str = ""

    def __post_init__(self) -> None:
        if (self.category is None) == (not self.category_column):
            raise ValueError("a gated model has either a category or a category column")

    def condition(self, actor: Actor, verb: Verb) -> Q:
        """The rows that ``actor`` may ``verb``, as a filter."""
        grants = apps.get_model("gate", "Grant")
        found = Q()
        for subject in self.subjects:
            live = grants.objects.live(actor, verb).filter(subject_id=OuterRef(subject))
            column = OuterRef(self.category_column) if self.category is None else Value(self.category.value)
            found &= Q(Exists(live.filter(category=column)))
        return found

    def policy(self, table: str, verb: Verb) -> str:
        """The same rows, as the condition of a policy in SQL."""
        category = f"'{self.category.value}'" if self.category else f'"{table}"."{self.category_column}"'
        tests = [_grant_exists(f'"{table}"."{column}"', category, verb) for column in self.subjects]
        return " and ".join(tests)

    def new_subjects(self, table: str) -> str:
        """SQL: the row is about somebody whom the gate does not know yet, so whoever registers them may write it."""
        return " and ".join(f'gate_subject_is_new("{table}"."{column}")' for column in self.subjects)

    def of(self, record: Model) -> tuple[tuple[Any, ...], str]:
        """The subjects and the category of one record."""
        category = self.category.value if self.category else str(getattr(record, self.category_column))
        return tuple(getattr(record, column) for column in self.subjects), category


@dataclass(frozen=True)
class GatedThrough:
    """Rows are seen by whoever sees a row of ``model`` (``app.Model``) whose ``column`` points at them."""

    purpose: str
    retention: Retention
    model: str
    column: str

    def condition(self, actor: Actor, verb: Verb) -> Q:
        """The rows that ``actor`` may ``verb``, as a filter."""
        through = apps.get_model(self.model)
        rows = through._default_manager.filter(through.gated.condition(actor, verb))
        return Q(Exists(rows.filter(**{self.column: OuterRef("pk")})))

    def policy(self, table: str, verb: Verb) -> str:
        """The same rows, as the condition of a policy in SQL."""
        through = apps.get_model(self.model)
        other = through._meta.db_table
        inner = through.gated.policy(other, verb)
        return (
            f'exists (select 1 from "{other}" where "{other}"."{self.column}" = "{table}"."id" and {inner})'
        )

    def new_subjects(self, table: str) -> str:
        """SQL: nobody points at the row yet, so whoever registers it may write it."""
        other = apps.get_model(self.model)._meta.db_table
        return f"gate_row_is_unreferenced('{other}', '{self.column}', \"{table}\".\"id\")"

    def of(self, record: Model) -> tuple[tuple[Any, ...], str]:
        """The subjects and the category of one record: those of the rows that point at it."""
        through = apps.get_model(self.model)
        rows = through._default_manager.filter(**{self.column: record.pk})
        found = [through.gated.of(row) for row in rows]
        subjects = tuple(subject for row_subjects, _category in found for subject in row_subjects)
        return subjects, found[0][1] if found else ""


@dataclass(frozen=True)
class OwnedBy:
    """Rows that belong to the user in ``column`` alone, such as a draft: nobody else sees them on any basis."""

    purpose: str
    retention: Retention
    column: str

    def condition(self, actor: Actor, _verb: Verb) -> Q:
        """The rows that ``actor`` owns."""
        return Q(**{self.column: actor.user_id})

    def policy(self, table: str, _verb: Verb) -> str:
        """The same rows, as the condition of a policy in SQL."""
        return f'"{table}"."{self.column}" = (select gate_actor())'

    def new_subjects(self, _table: str) -> str:
        """SQL: nobody writes rows that another owns."""
        return "false"

    def of(self, _record: Model) -> tuple[tuple[Any, ...], str]:
        """No person or family is the subject: the gate's questions about records are not asked of these."""
        return (), ""


def _grant_exists(subject: str, category: str, verb: Verb) -> str:
    writes = " and g.writes" if verb is Verb.WRITE else ""
    return (
        "exists (select 1 from gate_grant g where g.user_id = (select gate_actor())"
        f" and g.subject_id = {subject} and g.category = {category}{writes}"
        " and g.starts_at <= statement_timestamp()"
        " and (g.ends_at is null or g.ends_at > statement_timestamp()))"
    )


def gated_models() -> list[type[Model]]:
    """Every model that declares itself as personal data."""
    return [
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "gated", None), Gated | GatedThrough | OwnedBy)
    ]
