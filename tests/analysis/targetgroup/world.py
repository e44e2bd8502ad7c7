# SPDX-License-Identifier: EUPL-1.2
"""A small register made by hand: persons by name, what binds them and what happened to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from familievej.analysis.targetgroup.counts import Counts, count
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.population import ADULT, CHILD
from familievej.analysis.targetgroup.register import open_folder
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.targetgroup.tables import TABLES, Kind, Table

YEAR = 2022
NEW_YEAR, NEW_YEARS_EVE = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
_POLARS: dict[Kind, Any] = {Kind.KEY: pl.Int64, Kind.DAY: pl.Date, Kind.TEXT: pl.String, Kind.WHOLE: pl.Int64}


class World:
    """Rows of the tables; persons get their keys in the order in which they are named."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self.keys: dict[str, int] = {}

    def person(self, name: str, born: int | dt.date, died: dt.date | None = None) -> World:
        self.keys[name] = len(self.keys) + 1
        birth_date = born if isinstance(born, dt.date) else dt.date(born, 6, 15)
        return self._add("persons", person_id=self.keys[name], birth_date=birth_date, death_date=died)

    def legal(
        self, child: str, *parents: str, since: dt.date | None = None, until: dt.date | None = None
    ) -> World:
        return self.related("legal", child, *parents, since=since, until=until)

    def related(
        self,
        kind: str,
        child: str,
        *parents: str,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> World:
        for parent in parents:
            self._add(
                "relations",
                child_id=self.keys[child],
                parent_id=self.keys[parent],
                kind=kind,
                first_day=since,
                last_day=until,
            )
        return self

    def live(
        self,
        household: int | None,
        *names: str,
        since: dt.date = dt.date(2015, 1, 1),
        until: dt.date | None = None,
        kind: str = "registered",
        municipality: int = 901,
    ) -> World:
        for name in names:
            self._add(
                "residences",
                person_id=self.keys[name],
                household_id=household,
                municipality=municipality,
                kind=kind,
                first_day=since,
                last_day=until,
            )
        return self

    def had(
        self,
        name: str,
        *codes: str,
        since: dt.date = dt.date(YEAR, 3, 1),
        until: dt.date | None = dt.date(YEAR, 4, 1),
        basis: str | None = None,
    ) -> World:
        for code in codes:
            self._add(
                "events",
                person_id=self.keys[name],
                code=code,
                basis=basis,
                first_day=since,
                last_day=until,
            )
        return self

    def cost(
        self, name: str, kroner: float, area: str = "social", payer: str = "municipality", year: int = YEAR
    ) -> World:
        amount = round(kroner * 100)
        return self._add(
            "costs", person_id=self.keys[name], year=year, area=area, payer=payer, amount_ore=amount
        )

    def status(self, name: str, status: str, year: int, week: int = 48) -> World:
        return self._add("weekly_status", person_id=self.keys[name], year=year, week=week, status=status)

    def _add(self, table: str, **row: Any) -> World:
        self.rows[table].append(row)
        return self

    def frame(self, table: Table) -> pl.DataFrame:
        schema = {column.name: _POLARS[column.kind] for column in table.columns}
        return pl.DataFrame(self.rows[table.name], schema=schema)

    def write(self, folder: Path, ending: str = "parquet") -> Path:
        for table in TABLES.values():
            frame, path = self.frame(table), folder / f"{table.name}.{ending}"
            if ending == "csv":
                frame.write_csv(path)
            else:
                frame.write_parquet(path)
        return folder

    def count(self, folder: Path, rules: Rules | None = None, year: int = YEAR, **choices: Any) -> Counts:
        with open_folder(self.write(folder)) as register:
            return count((rules or default()).chosen(**choices), year, register)


def family(**persons: int) -> World:
    """A mother and a father born 1980 and 1978 in household 1, with children by name and year of birth."""
    world = World().person("mother", 1980).person("father", 1978).live(1, "mother", "father")
    for name, born in persons.items():
        world.person(name, born).legal(name, "mother", "father").live(1, name)
    return world


def target(counts: Counts) -> tuple[int, int]:
    """Children and adults in the target group."""
    return counts.total("persons", CHILD, True), counts.total("persons", ADULT, True)


def vulnerable(counts: Counts) -> tuple[int, int]:
    """Vulnerable children and adults."""
    return counts.total("persons", CHILD), counts.total("persons", ADULT)


def living(counts: Counts) -> tuple[int, int, int]:
    """Base of figures 4 and 5, with another vulnerable child, with a vulnerable adult."""
    return tuple(counts.total(name, CHILD, True) for name in ("base", "with_child", "with_adult"))  # type: ignore[return-value]


def days(*written: str) -> Iterable[dt.date]:
    """Dates from text."""
    return map(dt.date.fromisoformat, written)
