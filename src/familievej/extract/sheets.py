# SPDX-License-Identifier: EUPL-1.2
"""The same tables from typed files: an XLSX workbook with a sheet for each table, or Parquet files."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from familievej.extract.csvtext import Record
from familievej.extract.faults import FaultLog
from familievej.extract.tables import Kind, Table

_ROWS_AT_A_TIME = 5_000


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets of a workbook; raises ``CalamineError`` when it is none."""
    return list(CalamineWorkbook.from_path(path).sheet_names)


def read_sheet(path: Path, sheet: str, table: Table, file: str, log: FaultLog) -> Iterator[Record]:
    """The rows of one sheet as text, column names first, numbered as the spreadsheet shows them."""
    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).iter_rows()
    except (CalamineError, OSError):
        log.add("damaged", file, format="xlsx")
        return
    yield from _as_text(enumerate(rows, start=1), table)


def read_parquet(path: Path, table: Table, file: str, log: FaultLog) -> Iterator[Record]:
    """The rows of a Parquet file as text; the column names come first as row 0, the first row is 1."""
    # DuckDB is heavy, only this format needs it, and an installation without the extra "analysis" has none.
    try:
        import duckdb
    except ImportError:
        log.add("no_parquet_reader", file)
        return
    try:
        with duckdb.connect(":memory:", config={"memory_limit": "512MB", "threads": 2}) as engine:
            found = engine.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [str(column[0]) for column in found.description or ()]
            yield from _as_text(chain([(0, names)], _numbered(found)), table)
    except duckdb.Error:
        log.add("damaged", file, format="parquet")


def _numbered(found: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    number = 0
    while rows := found.fetchmany(_ROWS_AT_A_TIME):
        for row in rows:
            number += 1
            yield number, row


def _as_text(rows: Iterator[tuple[int, Any]], table: Table) -> Iterator[Record]:
    months = {column.name for column in table.columns if column.kind is Kind.MONTH}
    month_places: frozenset[int] | None = None
    for number, cells in rows:
        places = month_places or frozenset()
        texts = [_text(cell, place in places) for place, cell in enumerate(cells)]
        if not any(texts):
            continue
        if month_places is None:
            month_places = frozenset(place for place, text in enumerate(texts) if text.strip() in months)
        yield number, texts


def _text(cell: object, is_month: bool) -> str:
    """One typed cell as the text of a CSV file. Spreadsheets turn 2017-04 into the first of the month."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "1" if cell else "0"
        case datetime() if cell.time() != time():
            return cell.isoformat(" ")
        case date():
            return f"{cell:%Y-%m}" if is_month and cell.day == 1 else f"{cell:%Y-%m-%d}"
        case float():
            return f"{cell:.12g}" if abs(cell) < 1e12 else repr(cell)
        case Decimal():
            return f"{cell:f}"
        case _:
            return str(cell)
