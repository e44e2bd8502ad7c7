# SPDX-License-Identifier: EUPL-1.2
"""Temporary tables that hold a delivery inside the transaction, and the merge of them into the tables that stay.

Rows go in by COPY while they are checked; one statement a table then writes only what is new or different.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, models

from familievej.base.crypto import encrypt
from familievej.extract.models import (
    Activation,
    Attendance,
    ChildCase,
    IncomeSupport,
    PersonCost,
    ProgrammeCost,
    Rating,
)
from familievej.extract.rows import Row
from familievej.extract.tables import Kind, Table
from familievej.extract.values import Value

MODELS: dict[str, type[models.Model]] = {
    "income_support": IncomeSupport,
    "activation": Activation,
    "child_cases": ChildCase,
    "attendance": Attendance,
    "person_costs": PersonCost,
    "programme_costs": ProgrammeCost,
    "ratings": Rating,
}
SEALED_FOR = "staged_persons"
_TYPES = {
    Kind.DATE: "date",
    Kind.MONTH: "date",
    Kind.YEAR: "integer",
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "numeric",
    Kind.FLAG: "boolean",
    Kind.CPR: "bytea",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a delivery means for one table. ``missing``: delivered earlier and not now; such rows stay."""

    rows: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0

    def as_dict(self) -> dict[str, int]:
        """For the report and the history."""
        return asdict(self)


def stage(table: Table, rows: Iterator[Row]) -> None:
    """Copies the sound rows of ``table`` into its temporary table, which goes with the transaction."""
    # Not even a temporary table holds a CPR number readable; the number is the last column where there is one.
    seals = table.columns[-1].kind is Kind.CPR
    columns = ", ".join(f'"{column.name}" {_TYPES.get(column.kind, "text")}' for column in table.columns)
    with connection.cursor() as cursor:
        # A larger transaction, such as that of the demonstration, may load twice.
        cursor.execute(f'drop table if exists pg_temp."{staged(table)}"')
        cursor.execute(f'create temp table "{staged(table)}" (line integer, {columns}) on commit drop')
        # COPY holds the connection, and reading the rows may not use it; it does not.
        with cursor.copy(f'copy "{staged(table)}" from stdin') as copy:
            for row in rows:
                copy.write_row((row.line, *(_sealed(row.values) if seals else row.values)))
        cursor.execute(f'analyze "{staged(table)}"')


def _sealed(values: tuple[Value, ...]) -> tuple[Value | bytes, ...]:
    *others, number = values
    return (*others, None if number is None else encrypt(str(number), bound_to=SEALED_FOR))


def staged(table: Table) -> str:
    """The name of the temporary table."""
    return f"staged_{table.name}"


def merge(table: Table) -> Counts:
    """Writes the staged rows of one of :data:`MODELS` where they are new or different."""
    target = MODELS[table.name]._meta.db_table
    values = [f'"{name}"' for name in table.names if name not in table.key]
    names = ", ".join(f'"{name}"' for name in table.names)
    person = "person_id" in table.names
    source = f'"{staged(table)}" s' + (
        " join people_person p on p.external_id = s.person_id" if person else ""
    )
    picked = ", ".join("p.id" if name == "person_id" else f's."{name}"' for name in table.names)
    key = ", ".join(f'"{name}"' for name in table.key)
    # Every name in it is one of ours, from ``tables`` or from Django; no value of a file is.
    statement = f"""
        with written as (
            insert into "{target}" as t ({names}) select {picked} from {source}
            on conflict ({key}) do {_update(values)}
            returning (xmax = 0) as is_new
        )
        select (select count(*) from "{staged(table)}"), count(*) filter (where is_new),
               count(*) filter (where not is_new), (select count(*) from "{target}") from written
    """  # noqa: S608
    rows, new, changed, before = _numbers(statement)
    # ``before`` is counted by the snapshot from before the insert.
    return Counts(rows, new, changed, rows - new - changed, before - (rows - new))


def _update(values: list[str]) -> str:
    if not values:
        return "nothing"
    sets = ", ".join(f"{name} = excluded.{name}" for name in values)
    ours, theirs = ", ".join(f"t.{name}" for name in values), ", ".join(f"excluded.{name}" for name in values)
    return f"update set {sets} where ({ours}) is distinct from ({theirs})"


def _numbers(statement: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone() or ())
