# SPDX-License-Identifier: EUPL-1.2
"""A model of personal data declares here whom it is about, of what category, why it is kept and for how long.

From one declaration come both locks: the filter of ``visible_to`` and the row-level security policy of the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category, Verb
from familievej.gate.conditions import Granted, NotHidden

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model
    from django.utils.functional import _StrPromise

    from familievej.gate.actor import Actor

    Words = str | _StrPromise

WRITTEN_HERE = _("written down here, by the family or with it")
CLOSED = _("the last course was closed")
# The role whose holder arranges the rows of a unit.
LEADS = "leader"


@dataclass(frozen=True)
class Retention:
    """Kept ``years`` and ``days`` after ``after`` happened (a phrase that people can read).

    ``column`` is the day or moment of the row at which it happened; without one it is the day on which the last course
    of everybody concerned was closed. A row with ``follows`` goes with the record whose id stands in that column.
    """

    years: int
    after: Words = CLOSED
    column: str = ""
    days: int = 0
    follows: str = ""


WITH_RECORD = Retention(0, _("its record was deleted"), follows="record_id")


@dataclass(frozen=True)
class Keys:
    """What the gate asks about one record: who it is about, its category, the area that owns it, and its names."""

    subjects: tuple[UUID, ...]
    category: str
    area: UUID | None = None
    records: tuple[UUID, ...] = ()
    unit: UUID | None = None


@dataclass(frozen=True)
class Gated:
    """Rows of a model are about ``subjects`` (columns that hold the id of a person or a family; all must be granted).

    ``category`` is fixed for the model, or read from ``category_column``. ``area_column`` holds the welfare area that
    owns the row: a consent may open one area's records and not another's. A row is hidden with any of ``records``
    (columns): a step goes where its goal goes. A family member may add a row that ``own_column`` says is their own (an
    answer, a withdrawal) about whom they may read. ``registrar_column`` holds who registered a new
    subject: staff may add one in their own name. ``unit_column`` holds the unit whose leader arranges the row: whoever
    leads it today and may read the row may write it. ``others`` are columns that name or reach somebody else than the
    subject; ``source`` says where the facts come from.
    """

    purpose: Words
    retention: Retention
    subjects: tuple[str, ...]
    category: Category | None = None
    category_column: str = ""
    area_column: str = ""
    records: tuple[str, ...] = ("id",)
    own_column: str = ""
    registrar_column: str = ""
    unit_column: str = ""
    others: tuple[str, ...] = ()
    source: Words = WRITTEN_HERE

    def __post_init__(self) -> None:
        if (self.category is None) == (not self.category_column):
            raise ValueError("a gated model has either a category or a category column")

    def condition(self, actor: Actor, verb: Verb) -> Q:
        """The rows that ``actor`` may ``verb``, as a filter."""
        if verb is Verb.WRITE and self.unit_column:
            led = [post.unit_id for post in actor.posts if post.role == LEADS]
            leads = Q(**{f"{self.unit_column}__in": led})
            return self._granted(actor, verb) | (leads & self._granted(actor, Verb.READ))
        return self._granted(actor, verb)

    def _granted(self, actor: Actor, verb: Verb) -> Q:
        category = F(self.category_column) if self.category is None else Value(self.category.value)
        granted = (Granted(actor, verb, subject, category, self.area_column) for subject in self.subjects)
        return Q(*granted, *(NotHidden(actor, record) for record in self.records))

    def policy(self, table: str, verb: Verb) -> str:
        """The same rows, as the condition of a policy in SQL."""
        if verb is Verb.WRITE and self.unit_column:
            leads = f'"{table}"."{self.unit_column}" = any ((select gate_led_units())::uuid[])'
            return f"({self._grants(table, verb)}) or ({leads} and {self._grants(table, Verb.READ)})"
        return self._grants(table, verb)

    def _grants(self, table: str, verb: Verb) -> str:
        category = f"'{self.category.value}'" if self.category else f'"{table}"."{self.category_column}"'
        area = f'"{table}"."{self.area_column}"' if self.area_column else ""
        tests = [_grant_exists(f'"{table}"."{column}"', category, area, verb) for column in self.subjects]
        # Read once for the statement, by a function that sees the restrictions: their subject must not.
        tests += [f'"{table}"."{column}" <> all ((select gate_hidden())::uuid[])' for column in self.records]
        return " and ".join(tests)

    def new_subjects(self, table: str) -> str:
        """SQL: the row is a new subject, registered by staff in their own name."""
        if not self.registrar_column:
            return "false"
        return f'"{table}"."{self.registrar_column}" = (select gate_actor()) and (select gate_is_staff())'

    def added_by_self(self, table: str) -> str:
        """SQL: the row is the actor's own word, about somebody whom the actor may read."""
        if not self.own_column:
            return "false"
        return f'"{table}"."{self.own_column}" = (select gate_actor_person()) and {self.policy(table, Verb.READ)}'

    def keys(self, record: Model) -> Keys:
        """What the gate asks about one record."""
        return Keys(
            subjects=tuple(getattr(record, column) for column in self.subjects),
            category=self.category.value if self.category else str(getattr(record, self.category_column)),
            area=getattr(record, self.area_column) if self.area_column else None,
            records=tuple(getattr(record, column) for column in self.records),
            unit=getattr(record, self.unit_column) if self.unit_column else None,
        )


@dataclass(frozen=True)
class GatedThrough:
    """Rows are seen by whoever sees a row of ``model`` (``app.Model``) whose ``column`` points at them."""

    purpose: Words
    retention: Retention
    model: str
    column: str
    source: Words = WRITTEN_HERE

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

    def added_by_self(self, _table: str) -> str:
        """SQL: family members add none."""
        return "false"

    def keys(self, record: Model) -> Keys:
        """What the gate asks about one record: the same as about all the rows that point at it."""
        through = apps.get_model(self.model)
        found = [
            through.gated.keys(row) for row in through._default_manager.filter(**{self.column: record.pk})
        ]
        subjects = tuple(subject for keys in found for subject in keys.subjects)
        return Keys(subjects, found[0].category if found else "")


@dataclass(frozen=True)
class OwnedBy:
    """Rows that belong to the user in ``column`` alone, such as a draft: nobody else sees them on any basis."""

    purpose: Words
    retention: Retention
    column: str
    source: Words = WRITTEN_HERE

    def condition(self, actor: Actor, _verb: Verb) -> Q:
        """The rows that ``actor`` owns."""
        return Q(**{self.column: actor.user_id})

    def policy(self, table: str, _verb: Verb) -> str:
        """The same rows, as the condition of a policy in SQL."""
        return f'"{table}"."{self.column}" = (select gate_actor())'

    def new_subjects(self, _table: str) -> str:
        """SQL: nobody writes rows that another owns."""
        return "false"

    def added_by_self(self, _table: str) -> str:
        """SQL: family members add none."""
        return "false"

    def keys(self, _record: Model) -> Keys:
        """No person or family is the subject: the gate's questions about records are not asked of these."""
        return Keys((), "")


def _grant_exists(subject: str, category: str, area: str, verb: Verb) -> str:
    writes = " and g.writes" if verb is Verb.WRITE else ""
    own_area = f" or g.area_id = {area}" if area else ""
    return (
        "exists (select 1 from gate_grant g where g.user_id = (select gate_actor())"
        f" and g.subject_id = {subject} and g.category = {category}{writes}"
        f" and (g.area_id is null{own_area})"
        " and g.starts_at <= statement_timestamp()"
        # "offset 0" keeps the planner from reading all grants of a leader into a hash for each question: one probe of
        # the index a row is what it costs (benchmarks/bench_pages.py).
        " and (g.ends_at is null or g.ends_at > statement_timestamp()) offset 0)"
    )


def gated_models() -> list[type[Model]]:
    """Every model that declares itself as personal data."""
    return [
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "gated", None), Gated | GatedThrough | OwnedBy)
    ]
