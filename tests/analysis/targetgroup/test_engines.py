# SPDX-License-Identifier: EUPL-1.2
"""One definition, every engine: the same hash from DuckDB (Parquet, CSV, database), Polars and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import polars as pl
import psycopg
import pytest
import sqlglot
from django.db import connection
from ibis.backends.sql.compilers.trino import TrinoCompiler

from familievej.analysis.targetgroup.country import Size, generate
from familievej.analysis.targetgroup.counts import Counts, count
from familievej.analysis.targetgroup.measures import counted
from familievej.analysis.targetgroup.population import Sources
from familievej.analysis.targetgroup.register import Register, open_database, open_folder, open_register
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.targetgroup.tables import DATATYPES, TABLES, Kind

YEAR = 2022
SCHEMA = "targetgroup_engines"
RULES = [default(), default().chosen(at_least=2, parents="household", homes="all", include=["youth_support"])]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    generate(folder, Size(6_000, 20_000), seed=3)
    return folder


@pytest.fixture(scope="module")
def expected(country: Path) -> list[Counts]:
    with open_folder(country) as register:
        return [count(rules, YEAR, register) for rules in RULES]


def hashes(register: Register) -> list[str]:
    with register:
        return [count(rules, YEAR, register).fingerprint for rules in RULES]


def frames(country: Path) -> Iterator[tuple[str, pl.DataFrame]]:
    for name in TABLES:
        folder = country / name
        yield name, pl.read_parquet(folder if folder.is_dir() else country / f"{name}.parquet")


def test_there_is_something_to_agree_on(expected: list[Counts]) -> None:
    assert expected[0].total("persons", "child", True) > 20
    assert expected[0].fingerprint != expected[1].fingerprint


def test_polars_counts_the_same(country: Path, expected: list[Counts]) -> None:
    assert hashes(open_folder(country, "polars")) == [counts.fingerprint for counts in expected]


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_csv_files_count_the_same(country: Path, tmp_path: Path, expected: list[Counts], engine: str) -> None:
    for name, frame in frames(country):
        frame.write_csv(tmp_path / f"{name}.csv")
    assert hashes(open_folder(tmp_path, engine)) == [counts.fingerprint for counts in expected]


def test_a_duckdb_file_counts_the_same(country: Path, tmp_path: Path, expected: list[Counts]) -> None:
    import duckdb

    path = tmp_path / "register.duckdb"
    with duckdb.connect(path) as base:
        for name in TABLES:
            files = country / (f"{name}/*.parquet" if (country / name).is_dir() else f"{name}.parquet")
            base.execute(f"create table {name} as from read_parquet('{files}')")
    assert hashes(open_register(str(path))) == [counts.fingerprint for counts in expected]


@pytest.mark.django_db
def test_postgresql_counts_the_same(country: Path, expected: list[Counts]) -> None:
    settings = connection.settings_dict
    where: dict[str, Any] = {
        "host": settings["HOST"],
        "port": settings["PORT"] or None,
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    with psycopg.connect(dbname=settings["NAME"], **where, autocommit=True) as base:
        base.execute(f"create schema {SCHEMA}")
        try:
            for name, frame in frames(country):
                _copy(base, name, frame)
            engine = ibis.postgres.connect(database=settings["NAME"], schema=SCHEMA, **where)
            found = hashes(open_database(engine, "postgresql", SCHEMA))
        finally:
            base.execute(f"drop schema {SCHEMA} cascade")
    assert found == [counts.fingerprint for counts in expected]


def _copy(base: psycopg.Connection, name: str, frame: pl.DataFrame) -> None:
    kinds = {Kind.KEY: "bigint", Kind.DAY: "date", Kind.TEXT: "text", Kind.WHOLE: "bigint"}
    table = TABLES[name]
    columns = ", ".join(f"{column.name} {kinds[column.kind]}" for column in table.columns)
    base.execute(f"create table {SCHEMA}.{name} ({columns})".encode())
    order = [column.name for column in table.columns]
    with base.cursor().copy(f"copy {SCHEMA}.{name} from stdin (format csv)".encode()) as rows:
        rows.write(frame.select(order).write_csv(include_header=False))


def test_trino_is_given_sql_that_it_can_read() -> None:
    sql = TrinoCompiler().to_sqlglot(counted(default(), YEAR, unbound())).sql("trino")
    read = sqlglot.parse_one(sql, dialect="trino")
    tables = {table.name for table in read.find_all(sqlglot.exp.Table)}
    assert {"persons", "relations", "residences", "events"} <= tables
    assert "BITWISE_OR_AGG" in sql.upper()


def unbound() -> Sources:
    """The tables as every engine must have them, of no engine."""
    types = {Kind.KEY: "int64", **{kind: str(type_) for kind, type_ in DATATYPES.items()}}
    tables = {
        table.name: ibis.table({column.name: types[column.kind] for column in table.columns}, name=table.name)
        for table in TABLES.values()
    }
    return Sources(**tables)
