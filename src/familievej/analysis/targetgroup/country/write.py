# SPDX-License-Identifier: EUPL-1.2
"""Writes the country to Parquet, part by part: memory does not grow with its size, and the seed gives it again.

Events lie as ``arrange`` lays them: in files by the year in which they ended, each row group of one code.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from familievej.analysis.targetgroup import arrange
from familievej.analysis.targetgroup.country import calibration as by
from familievej.analysis.targetgroup.country import costs as costing
from familievej.analysis.targetgroup.country import events as happening
from familievej.analysis.targetgroup.country.people import (
    GROWN,
    LAST,
    NOBODY,
    ORDINARY,
    People,
    people,
    share,
)
from familievej.analysis.targetgroup.tables import TABLES

PART, PART_EVENTS = 240_000, 1_600_000  # persons and rows of events that are drawn together
Told = Callable[[str, int, int], None]
_KEY, _DAY = pa.int64(), pa.date32()
_WORD = pa.dictionary(pa.int8(), pa.string())
SCHEMAS = {
    "persons": pa.schema([("person_id", _KEY), ("birth_date", _DAY), ("death_date", _DAY)]),
    "relations": pa.schema(
        [("child_id", _KEY), ("parent_id", _KEY), ("kind", _WORD), ("first_day", _DAY), ("last_day", _DAY)]
    ),
    "residences": pa.schema(
        [
            ("person_id", _KEY),
            ("household_id", _KEY),
            ("municipality", pa.int64()),
            ("kind", _WORD),
            ("first_day", _DAY),
            ("last_day", _DAY),
        ]
    ),
    "events": pa.schema(
        [("person_id", _KEY), ("code", _WORD), ("basis", _WORD), ("first_day", _DAY), ("last_day", _DAY)]
    ),
    "costs": pa.schema(
        [
            ("person_id", _KEY),
            ("year", pa.int64()),
            ("area", _WORD),
            ("payer", _WORD),
            ("amount_ore", pa.int64()),
        ]
    ),
    "weekly_status": pa.schema(
        [("person_id", _KEY), ("year", pa.int64()), ("week", pa.int64()), ("status", _WORD)]
    ),
}


@dataclass(frozen=True, slots=True)
class Size:
    """persons and events (rows) of the whole country, over the years of ``calibration.YEARS``."""

    persons: int = by.PERSONS
    events: int = 40_000_000


def _untold(_what: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def generate(folder: Path, size: Size, *, seed: int = 1, told: Told = _untold) -> dict[str, int]:
    """Writes the tables into ``folder`` (made when missing); gives the rows of each. The same seed, the same files."""
    parts = max(1, round(size.persons / PART), round(size.events / PART_EVENTS))
    seeds = np.random.SeedSequence(seed).spawn(parts)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = _Files(folder, stack)
        for part in range(parts):
            rng = np.random.default_rng(seeds[part])
            _part(rng, part, parts, size, files)
            told("persons", share(size.persons, part, parts) + part * size.persons // parts, size.persons)
    (folder / "country.json").write_text(
        json.dumps({"seed": seed, **asdict(size), "rows": files.rows}) + "\n"
    )
    return files.rows


class _Files:
    """A writer per table, and one for each year of events, which wait until a row group of one code is full."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.rows = dict.fromkeys(SCHEMAS, 0)
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[tuple[str, int], list[pa.Table]] = {}
        for name, schema in SCHEMAS.items():
            paths = {name: folder / f"{name}.parquet"}
            if name == "events":
                (folder / name).mkdir(exist_ok=True)
                years = (*by.YEARS, arrange.RUNNING)
                paths = {f"{name}-{year}": folder / name / f"{year}.parquet" for year in years}
            for key, path in paths.items():
                self._writers[key] = pq.ParquetWriter(path, schema, **arrange.parquet(TABLES[name]))
                stack.callback(self._writers[key].close)
        stack.callback(self._write_what_waits)

    def write(self, name: str, columns: list[Any]) -> None:
        """One more part of a table."""
        table = pa.Table.from_arrays(columns, schema=SCHEMAS[name])
        self._writers[name].write_table(table, row_group_size=arrange.ROW_GROUP)
        self.rows[name] += len(table)

    def write_events(self, year: str, code: int, columns: list[Any]) -> None:
        """Rows of one code that ended in ``year``, in order of person."""
        table = pa.Table.from_arrays(columns, schema=SCHEMAS["events"])
        waiting = self._waiting.setdefault((year, code), [])
        waiting.append(table)
        self.rows["events"] += len(table)
        if sum(map(len, waiting)) >= arrange.EVENT_GROUP:
            self._write_group(year, code)

    def _write_group(self, year: str, code: int) -> None:
        table = pa.concat_tables(self._waiting.pop((year, code)))
        self._writers[f"events-{year}"].write_table(table, row_group_size=len(table))

    def _write_what_waits(self) -> None:
        for year, code in sorted(self._waiting):
            self._write_group(year, code)


def _part(rng: np.random.Generator, part: int, parts: int, size: Size, files: _Files) -> None:
    before = size.persons * part // parts
    # Families are whole, so a part has about as many persons as asked for; keys leave room for more.
    drawn = people(rng, share(size.persons, part, parts), part, parts, size.persons)
    key = before * 2 + 1
    _persons(rng, drawn, key, files)
    _relations(drawn, key, files)
    _residences(rng, drawn, key, part, files)
    _events(rng, drawn, key, share(size.events, part, parts), files)
    has = costing.success(rng, drawn)
    spent = costing.costs(rng, drawn, has)
    areas, payers = ([one[place] for one in costing.KEYS] for place in (0, 1))
    words = [_words(spent.key, areas), _words(spent.key, payers)]
    files.write("costs", [spent.who + key, spent.year, *words, spent.amount_ore])
    who, year, status = costing.statuses(rng, drawn, has)
    week = np.full(len(who), costing.WEEK)
    files.write("weekly_status", [who + key, year, week, _words(status, list(costing.STATUSES))])


def _words(places: Any, words: list[str], empty: Any = None) -> Any:
    indices = pa.array(places.astype(np.int8), mask=empty)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words)).cast(_WORD)


def _days(days: Any) -> Any:
    return pa.array(days.astype("datetime64[D]"), _DAY, from_pandas=True)


def _nothing(number: int, kind: Any = _DAY) -> Any:
    return pa.nulls(number, kind)


def _persons(rng: np.random.Generator, drawn: People, key: int, files: _Files) -> None:
    year = by.YEARS[-1] - drawn.age
    birth = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + rng.integers(0, 365, len(drawn))
    died = (drawn.kind == ORDINARY) & (rng.random(len(drawn)) < 0.03 * (drawn.age > 60))
    death = np.where(died, LAST - rng.integers(0, 1800, len(drawn)), np.datetime64("NaT"))
    death = np.where(died & (death < birth), birth, death)
    files.write("persons", [np.arange(len(drawn)) + key, _days(birth), _days(death)])


def _relations(drawn: People, key: int, files: _Files) -> None:
    children = np.flatnonzero(drawn.child)
    blocks = [(children, drawn.mother[children], 0), (children, drawn.father[children], 0)]
    stepped = children[drawn.step[children] != NOBODY]
    blocks.append((stepped, drawn.step[stepped], 1))
    child = np.concatenate([one for one, _parent, _kind in blocks])
    parent = np.concatenate([one for _child, one, _kind in blocks])
    kind = np.concatenate([np.full(len(one), kind) for one, _parent, kind in blocks])
    order = np.argsort(child, kind="stable")
    child, parent, kind = child[order], parent[order], kind[order]
    empty = _nothing(len(child))
    files.write("relations", [child + key, parent + key, _words(kind, ["legal", "step"]), empty, empty])


def _residences(rng: np.random.Generator, drawn: People, key: int, part: int, files: _Files) -> None:
    """Where everybody lives now; some moved in from elsewhere in the last year."""
    number = len(drawn)
    who = np.arange(number)
    home = drawn.household + part * 10 * PART
    moved = rng.random(number) < 0.08
    day = LAST - rng.integers(1, 360, number)
    first = np.where(moved, day, np.datetime64("2015-01-01") - rng.integers(0, 3000, number))
    old = np.flatnonzero(moved & (drawn.age >= GROWN))
    lived = np.concatenate([who, old])
    columns = (
        np.concatenate([home, home[old] + 5 * PART]),
        np.concatenate([drawn.municipality, rng.choice(by.MUNICIPALITIES, len(old))]),
        np.concatenate([first, np.full(len(old), np.datetime64("2014-01-01"))]),
        np.concatenate([np.full(number, np.datetime64("NaT")), day[old] - 1]),
    )
    order = np.argsort(lived, kind="stable")
    household, municipality, begun, ended = (column[order] for column in columns)
    kinds = _words(np.zeros(len(lived)), ["registered", "part_time"])
    files.write(
        "residences", [lived[order] + key, household, municipality, kinds, _days(begun), _days(ended)]
    )


def _events(rng: np.random.Generator, drawn: People, key: int, number: int, files: _Files) -> None:
    rows = happening.vulnerable(rng, drawn)
    happening.ordinary(rng, drawn, max(0, number - rows.rows()), rows)
    who, code, ground, first, last = rows.together()
    year = np.where(np.isnat(last), 0, last.astype("datetime64[Y]").astype(int) + 1970)
    # By year, code and person: each stretch of one year and code is written together.
    order = np.lexsort((who, code, year))
    who, code, ground, year = who[order], code[order], ground[order], year[order]
    first, last = first[order], last[order]
    ends = np.flatnonzero((np.diff(year) != 0) | (np.diff(code) != 0)) + 1
    for start, end in pairwise([0, *ends.tolist(), len(who)] if len(who) else []):
        some = slice(start, end)
        columns = [
            who[some] + key,
            _words(code[some], list(happening.CODES)),
            _words(np.maximum(ground[some], 0), list(happening.GROUNDS), ground[some] == happening.NO_GROUND),
            _days(first[some]),
            _days(last[some]),
        ]
        files.write_events(str(year[start] or arrange.RUNNING), int(code[start]), columns)
