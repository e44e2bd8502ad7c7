# SPDX-License-Identifier: EUPL-1.2
"""A register on an engine: a folder of Parquet or CSV files, a DuckDB file, or any connection that Ibis has.

Embedded engines read a folder; PostgreSQL, Spark or Trino keep tables of the names in ``tables.TABLES`` themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import ibis
from ibis.backends import BaseBackend
from ibis.common.exceptions import TableNotFound
from ibis.expr import operations as ops
from ibis.expr import types as ir

from familievej.analysis.targetgroup.population import Sources
from familievej.analysis.targetgroup.tables import DATATYPES, TABLES, Kind, Table

ENGINES = ("duckdb", "polars")
ENDINGS = ("parquet", "csv")
# Room for Python beside the engine within one gigabyte; DuckDB writes to disk what does not fit.
DUCKDB: dict[str, Any] = {"memory_limit": "640MB", "preserve_insertion_order": False}

MOST_WRITTEN = 64
_WRITTEN: dict[object, str] = {}


class Unreadable(Exception):
    """The register cannot be opened; the message names the file and says what is expected."""


@dataclass(frozen=True, slots=True)
class Register:
    """``files``: where each table stands, empty for tables of a database; ``name``: what people call it."""

    name: str
    engine: BaseBackend
    sources: Sources
    files: dict[str, tuple[Path, ...]]

    def frame(self, expression: ir.Table) -> Any:
        """The rows of ``expression`` as a polars frame; what is asked here must be sums."""
        return self.engine.to_polars(expression)

    def rows(self, question: Hashable, expression: Callable[[], ir.Table]) -> list[dict[str, Any]]:
        """The same as rows. ``question`` tells apart all that ``expression`` depends on but the register.

        Writing the SQL takes as long as a small register takes to answer: DuckDB's is kept for the next who asks.
        """
        if self.engine.name != "duckdb":
            rows: list[dict[str, Any]] = self.frame(expression()).to_dicts()
            return rows
        key = (question, self._shape())
        if key not in _WRITTEN:
            if len(_WRITTEN) >= MOST_WRITTEN:
                _WRITTEN.clear()
            _WRITTEN[key] = self._written(expression())
        connection: Any = self.engine
        told = connection.con.execute(_WRITTEN[key])
        names = [column[0] for column in told.description]
        return [dict(zip(names, row, strict=True)) for row in told.fetchall()]

    def _written(self, expression: ir.Table) -> str:
        """SQL of DuckDB. It adds up to 128 bits, which Python reads slowly; our numbers have 64 everywhere."""
        narrow = {
            name: f'"{name}"::bigint as ' for name, kind in expression.schema().items() if kind.is_integer()
        }
        columns = ", ".join(f'{narrow.get(name, "")}"{name}"' for name in expression.columns)
        return f"select {columns} from ({self.engine.compile(expression)})"  # noqa: S608 - names of ours

    def _shape(self) -> tuple[object, ...]:
        """What the SQL depends on: where the tables stand and what their columns are."""
        tables = [getattr(self.sources, field.name) for field in fields(self.sources)]
        physical = [table.op().find(ops.PhysicalTable) for table in tables if table is not None]
        return tuple((one.name, str(one.namespace), str(one.schema)) for found in physical for one in found)

    def close(self) -> None:
        """Lets go of the engine."""
        self.engine.disconnect()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()


def open_folder(folder: Path, engine: str = "duckdb") -> Register:
    """The register whose tables are files of ``folder``: ``events.parquet``, ``events/*.parquet`` or ``events.csv``.

    Raises Unreadable when a needed table or column is not there.
    """
    files = tables_in(folder)
    connection: Any = ibis.polars.connect() if engine == "polars" else _duckdb()
    opened = {name: _opened(connection, TABLES[name], paths) for name, paths in files.items()}
    return Register(folder.name, connection, Sources(**opened), files)


def open_database(connection: BaseBackend, name: str, database: str | None = None) -> Register:
    """The register whose tables stand in a database. Raises Unreadable."""
    if connection.name == "pyspark":
        _teach_spark(connection)
    found = {}
    for table in TABLES.values():
        try:
            rows = connection.table(table.name, database=database)
        except TableNotFound as fault:
            if table.needed:
                raise Unreadable(f"{name}: there is no table {table.name}") from fault
            continue
        found[table.name] = fitted(rows, table, name)
    return Register(name, connection, Sources(**found), {})


def _teach_spark(connection: Any) -> None:
    """Spark has the sum of bits; Ibis 12 does not know that."""

    def bit_or(self: Any, _op: Any, *, arg: Any, where: Any) -> Any:
        return self.agg.bit_or(arg, where=where)

    type(connection.compiler).visit_BitOr = bit_or


def open_register(where: str, engine: str = "duckdb") -> Register:
    """``where``: a folder, a DuckDB file (``.duckdb``) or the address of a database (``postgres://…``)."""
    if "://" in where:
        address = where.split("@")[-1]  # never with the password
        return open_database(ibis.connect(where), address)
    path = Path(where)
    if path.suffix in {".duckdb", ".db"} and path.is_file():
        return open_database(ibis.duckdb.connect(path, read_only=True, **DUCKDB), path.name)
    return open_folder(path, engine)


def tables_in(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The files of each table in ``folder``. Raises Unreadable."""
    if not folder.is_dir():
        raise Unreadable(f"{folder}: is no folder")
    found: dict[str, tuple[Path, ...]] = {}
    for table in TABLES.values():
        for ending in ENDINGS:
            one = folder / f"{table.name}.{ending}"
            many = tuple(sorted((folder / table.name).glob(f"*.{ending}")))
            if one.is_file() or many:
                found[table.name] = (one,) if one.is_file() else many
                break
        else:
            if table.needed:
                raise Unreadable(f"{folder.name}: there is no {table.name}.parquet or {table.name}.csv")
    return found


def fitted(rows: ir.Table, table: Table, file: str) -> ir.Table:
    """The columns of ``table``, in its order and types; further columns are left out. Raises Unreadable."""
    missing = [column.name for column in table.columns if column.name not in rows.columns]
    if missing:
        raise Unreadable(
            f"{file}: {table.name} lacks the column {missing[0]}; there are: {', '.join(rows.columns)}"
        )
    chosen = {}
    for column in table.columns:
        value = rows[column.name]
        if column.kind is Kind.KEY:
            kind = value.type()
            if not (kind.is_integer() or kind.is_string() or kind.is_uuid()):
                raise Unreadable(f"{file}: {table.name}.{column.name} is {kind}, not a whole number or text")
        elif value.type().copy(nullable=True) != DATATYPES[column.kind]:
            value = value.cast(DATATYPES[column.kind])
        chosen[column.name] = value
    return rows.select(**chosen)


def _duckdb() -> Any:
    connection = ibis.duckdb.connect(**DUCKDB)
    connection.con.execute(
        "set parquet_metadata_cache = true"
    )  # a question looks at the same files more than once
    return connection


def _opened(connection: Any, table: Table, paths: tuple[Path, ...]) -> ir.Table:
    if paths[0].suffix == ".csv":
        return fitted(_csv(connection, table, paths), table, paths[0].name)
    rows = connection.read_parquet([str(path) for path in paths], table_name=table.name)
    return fitted(rows, table, paths[0].name)


def _csv(connection: Any, table: Table, paths: tuple[Path, ...]) -> ir.Table:
    """Read once, as text that ``fitted`` makes typed: a query reads a CSV file as often as it asks for it."""
    if connection.name == "polars":
        import polars as pl

        frames = [pl.read_csv(path, infer_schema=False, null_values=[""]) for path in paths]
        rows: ir.Table = connection.create_table(table.name, pl.concat(frames))
        return rows
    connection.con.execute(
        f'create temp table "{table.name}" as select * from read_csv(?, all_varchar = true, header = true)',  # noqa: S608 - a name of ours
        [[str(path) for path in paths]],
    )
    read: ir.Table = connection.table(table.name)
    return read
