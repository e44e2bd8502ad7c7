# SPDX-License-Identifier: EUPL-1.2
"""From a delivered extract to the tables of analysis: quickly where the files are plain, by the full check
where not.

No database is needed. Names and CPR numbers stay behind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from familievej.analysis.reading import NotPlain, read_folder
from familievej.analysis.tables import SCHEMAS, Tables, empty, month_number

if TYPE_CHECKING:
    from familievej.extract.check import Progress
    from familievej.extract.faults import Fault
    from familievej.extract.rows import Row
    from familievej.extract.tables import Table

_ROWS_AT_A_TIME = 50_000


class FaultyDelivery(Exception):
    """The delivery has faults: nothing is evaluated. ``count`` is all of them, ``faults`` those that are
    listed."""

    def __init__(self, count: int, faults: list[Fault]) -> None:
        super().__init__(count)
        self.count = count
        self.faults = faults


def read(path: Path, progress: Progress) -> Tables:
    """The tables of the extract at ``path`` (folder of CSV or Parquet, ZIP, XLSX). Raises
    ``FaultyDelivery``."""
    try:
        return read_folder(path)
    except NotPlain:
        return _checked(path, progress)


def _checked(path: Path, progress: Progress) -> Tables:
    from familievej.extract.check import Checker
    from familievej.extract.faults import FaultLog
    from familievej.extract.sources import open_source

    log = FaultLog()
    frames = {name: empty(name) for name in SCHEMAS}

    def take(table: Table, rows: Iterator[Row]) -> None:
        frames[table.name] = _frame(table, rows)

    Checker(open_source(path, log), log, consume=take, progress=progress).run()
    if log.count:
        raise FaultyDelivery(log.count, list(log))
    return Tables(**frames)


def _frame(table: Table, rows: Iterator[Row]) -> pl.DataFrame:
    """The columns that analysis uses, and no other, of the sound rows of one table."""
    schema = SCHEMAS[table.name]
    places = [table.names.index(name.replace("amount_ore", "amount_dkk")) for name in schema]
    pieces, piece = [empty(table.name)], []
    for row in rows:
        piece.append([_value(row.values[place], name) for place, name in zip(places, schema, strict=True)])
        if len(piece) == _ROWS_AT_A_TIME:
            pieces.append(pl.DataFrame(piece, schema=schema, orient="row"))
            piece = []
    pieces.append(pl.DataFrame(piece, schema=schema, orient="row"))
    return pl.concat(pieces)


def _value(value: object, column: str) -> object:
    match value:
        case dt.date() if column == "month":
            return month_number(value)
        case Decimal() if column == "amount_ore":
            return int(value * 100)
        case Decimal():
            return float(value)
        case _:
            return value
