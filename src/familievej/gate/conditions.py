# SPDX-License-Identifier: EUPL-1.2
"""The first lock's questions as expressions of their own.

A page asks some twenty questions behind the gate. An ORM subquery for each of their tests is built and resolved anew
every time, which cost more than all the answers together (benchmarks/bench_pages.py); these two are a line of SQL.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func, Value

from familievej.gate.categories import Verb

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from familievej.gate.actor import Actor


class _Test(Func, ABC):
    output_field = BooleanField()
    conditional = True

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, list[Any]]:
        return self.test(compiler)

    @abstractmethod
    def test(self, compiler: SQLCompiler) -> tuple[str, list[Any]]:
        """The test as SQL and its parameters."""


class Granted(_Test):
    """A live grant lets ``actor`` do ``verb`` with what is of ``category`` about the subject in column ``subject``.

    ``category`` is a column when there is no fixed one. With ``area`` (a column) a grant of the row's own welfare area
    is enough; without it only a grant of every area is.
    """

    def __init__(self, actor: Actor, verb: Verb, subject: str, category: Value | F, area: str = "") -> None:
        super().__init__(F(subject), category, *([F(area)] if area else []))
        self.user, self.writes = actor.user_id, verb is Verb.WRITE

    def test(self, compiler: SQLCompiler) -> tuple[str, list[Any]]:
        """The test as SQL and its parameters."""
        compiled = [compiler.compile(each) for each in self.get_source_expressions()]
        (subject, of_subject), (category, of_category), *area = compiled
        own_area = f" or gg.area_id = {area[0][0]}" if area else ""
        sql = (
            # Columns and fixed words only: every value is a parameter.
            f"exists (select 1 from gate_grant gg where gg.user_id = %s and gg.subject_id = {subject}"  # noqa: S608
            f" and gg.category = {category}{' and gg.writes' if self.writes else ''}"
            f" and (gg.area_id is null{own_area}) and gg.starts_at <= statement_timestamp()"
            " and (gg.ends_at is null or gg.ends_at > statement_timestamp()))"
        )
        return sql, [self.user, *of_subject, *of_category, *(area[0][1] if area else [])]


class NotHidden(_Test):
    """Nothing in force hides the record in column ``record`` from ``actor``, as a user or as a family member."""

    def __init__(self, actor: Actor, record: str) -> None:
        super().__init__(F(record))
        self.user, self.person = actor.user_id, actor.person_id

    def test(self, compiler: SQLCompiler) -> tuple[str, list[Any]]:
        """The test as SQL and its parameters."""
        record, params = compiler.compile(self.get_source_expressions()[0])
        return f"{record} <> all ((select gate_hidden_from(%s, %s))::uuid[])", [
            *params,
            self.user,
            self.person,
        ]
