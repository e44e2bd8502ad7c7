# SPDX-License-Identifier: EUPL-1.2
"""Looks at every cell of a register's files before it is counted.

A fault names file, column and rows, never what stands there: what stands there is about a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.register import DUCKDB, tables_in
from familievej.analysis.targetgroup.tables import TABLES, Column, Kind, Table

SHOWN = 5
_TYPES = {Kind.DAY: "DATE", Kind.WHOLE: "BIGINT", Kind.TEXT: "VARCHAR"}
_EXPECTED = {Kind.DAY: "is no date (2022-12-31)", Kind.WHOLE: "is no whole number", Kind.TEXT: "is no text"}


@dataclass(frozen=True, slots=True)
class Finding:
    """``rows``: how many; ``first``: the numbers of the first of them, from 1 after the heading.

    stops: nothing may be counted before it is mended; otherwise it is told and counted on.
    """

    file: str
    column: str
    says: str
    rows: int = 0
    first: tuple[int, ...] = ()
    stops: bool = True

    def __str__(self) -> str:
        where = f"{self.file}: {self.column}" if self.column else self.file
        rows = (
            f" ({self.rows} rows{': ' if self.first else ''}{', '.join(map(str, self.first))}"
            if self.rows
            else ""
        )
        more = ", …" if self.rows > len(self.first) > 0 else ""
        return f"{where}: {self.says}{rows}{more}{')' if rows else ''}"


def check(folder: Path, rules: Rules) -> tuple[Finding, ...]:
    """Every finding in the files of ``folder``; raises ``register.Unreadable`` when a needed table is not there."""
    with duckdb.connect(config={"memory_limit": str(DUCKDB["memory_limit"])}) as connection:
        return tuple(_found(connection, tables_in(folder), rules))


def _found(
    connection: duckdb.DuckDBPyConnection, files: dict[str, tuple[Path, ...]], rules: Rules
) -> Iterator[Finding]:
    whole = True
    for name, paths in files.items():
        for path in paths:
            cells = list(_cells(connection, TABLES[name], path, rules))
            whole = whole and not any(finding.stops for finding in cells)
            yield from cells
    if whole:  # what hangs together can only be asked of cells that can be read
        for name, paths in files.items():
            yield from _keys(connection, TABLES[name], paths, files["persons"])
        yield from _codes(connection, files["events"], rules)


def _read(paths: tuple[Path, ...]) -> str:
    """The files as a table of DuckDB with a column ``n``, the number of the row in its file."""
    names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    if paths[0].suffix == ".csv":
        return f"(select *, row_number() over () as n from read_csv([{names}], all_varchar = true, header = true))"
    return f"(select *, file_row_number + 1 as n from read_parquet([{names}], file_row_number = true))"


def _cells(
    connection: duckdb.DuckDBPyConnection, table: Table, path: Path, rules: Rules
) -> Iterator[Finding]:
    """The faults of single cells of one file."""
    read = _read((path,))
    try:
        there = [row[0] for row in connection.execute(f"describe select * from {read}").fetchall()]
    except duckdb.Error as fault:
        yield Finding(path.name, "", f"cannot be read: {str(fault).splitlines()[0]}")
        return
    missing = [column.name for column in table.columns if column.name not in there]
    for name in missing:
        yield Finding(path.name, name, f"this column is not there; there are: {', '.join(there[:-1])}")
    asked = list(_asked(table, rules, set(missing)))
    columns = ", ".join(
        f"count(*) filter ({wrong}), min(n, {SHOWN}) filter ({wrong})" for _column, wrong, _says in asked
    )
    told = connection.execute(f"select {columns} from {read}").fetchone() or ()
    for place, (column, _wrong, says) in enumerate(asked):
        rows, first = told[2 * place], told[2 * place + 1]
        if rows:
            yield Finding(path.name, column, says, rows, tuple(first))


def _asked(table: Table, rules: Rules, missing: set[str]) -> Iterator[tuple[str, str, str]]:
    """(column, condition of a wrong row, what is wrong)."""
    for column in table.columns:
        if column.name in missing:
            continue
        name = f'"{column.name}"'
        if column.needed and not column.of:
            yield column.name, f"{name} is null", "is empty"
        if column.kind in _TYPES:
            cast = f"try_cast({name} as {_TYPES[column.kind]})"
            yield column.name, f"{name} is not null and {cast} is null", _EXPECTED[column.kind]
        if column.values:
            allowed = ", ".join(f"'{value}'" for value in column.values)
            yield column.name, f"{name} not in ({allowed})", f"is none of {', '.join(column.values)}"
    names = {column.name for column in table.columns} - missing
    if {"first_day", "last_day"} <= names:
        wrong = "try_cast(last_day as date) < try_cast(first_day as date)"
        yield "last_day", wrong, "is before first_day"
    if {"birth_date", "death_date"} <= names:
        wrong = "try_cast(death_date as date) < try_cast(birth_date as date)"
        yield "death_date", wrong, "is before birth_date"
    if table.name == "events" and rules.days and {"code", "last_day"} <= names:
        days = ", ".join(f"'{code}'" for code in sorted(rules.days))
        wrong = f"code in ({days}) and last_day is null"
        yield (
            "last_day",
            wrong,
            "is empty at a code that is one day (the rules' days): give the same day again",
        )


def _keys(
    connection: duckdb.DuckDBPyConnection, table: Table, paths: tuple[Path, ...], persons: tuple[Path, ...]
) -> Iterator[Finding]:
    """Keys that stand twice, and keys that name nobody."""
    read = _read(paths)
    for key in table.unique:
        column: Any = connection.execute(
            f"select count(*), min(n, {SHOWN}) from (select n, row_number() over"
            f' (partition by "{key}" order by n) as place from {read}) where place > 1'
        ).fetchone()
        if column[0]:
            yield Finding(paths[0].name, key, "stands more than once", column[0], tuple(column[1]))
    for pointing in (column for column in table.columns if column.of):
        yield from _lost(connection, pointing, paths, persons)


def _lost(
    connection: duckdb.DuckDBPyConnection, column: Column, paths: tuple[Path, ...], persons: tuple[Path, ...]
) -> Iterator[Finding]:
    try:
        rows: Any = connection.execute(
            f"select count(*), min(n, {SHOWN}) from {_read(paths)} t"
            f' where not exists (select 1 from {_read(persons)} p where p.person_id = t."{column.name}")'
        ).fetchone()
    except duckdb.Error:
        yield Finding(paths[0].name, column.name, "is of another type than persons.person_id")
        return
    if rows[0]:
        says = "names nobody in persons; these rows are not counted with anybody"
        yield Finding(paths[0].name, column.name, says, rows[0], tuple(rows[1]), stops=False)


def _codes(connection: duckdb.DuckDBPyConnection, paths: tuple[Path, ...], rules: Rules) -> Iterator[Finding]:
    """Codes of the rules that no row has: a wrong spelling would otherwise count as nobody."""
    there = {row[0] for row in connection.execute(f"select distinct code from {_read(paths)}").fetchall()}
    absent = sorted(rules.codes - there)
    if absent:
        says = f"no row has these codes of the rules: {', '.join(absent)}"
        yield Finding(paths[0].name, "code", says, stops=False)
