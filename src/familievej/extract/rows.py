# SPDX-License-Identifier: EUPL-1.2
"""From the records of one table to typed rows: column names, number of values, each value, rules of a row."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from familievej.extract.faults import FaultLog
from familievej.extract.sources import TableFile
from familievej.extract.tables import Column, Table
from familievej.extract.values import Parser, RefusedError, Value, parser

Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``values`` in the order of ``Table.columns``; not ``is_sound`` when any of them was refused.

    A refused value is None, so that the rest of a faulty row can still be checked.
    """

    line: int
    values: tuple[Value, ...]
    is_sound: bool


class UnusableError(Exception):
    """The table's column names are not those that are needed, so its rows cannot be told apart."""


def typed_rows(file: TableFile, log: FaultLog) -> Iterator[Row]:
    """The rows of a delivered table. Raises ``UnusableError``, after saying why, when its first line is no use."""
    records = file.read(log)
    faults_before = log.count
    header = next(records, None)
    if header is None:
        if log.count == faults_before:
            log.add("empty_file", file.label)
        raise UnusableError
    places = _places(file, header[0], header[1], log)
    is_complete = log.count == faults_before
    readers = [
        (column, place, parser(column)) if (place := places.get(column.name)) is not None else None
        for column in file.table.columns
    ]
    width = _width(header[1])
    rule = _RULES.get(file.table.name)
    line = 0
    for line, texts in records:
        if len(texts) != width and not _only_padding(texts, width):
            log.add("ragged", file.label, line, found=len(texts), columns=width)
            yield _only_id(file.table, line, texts, places)
            continue
        row = _row(file, line, texts, readers, log)
        keeps_rules = rule is None or rule(
            dict(zip(file.table.names, row.values, strict=True)), file.label, line, log
        )
        yield row if keeps_rules and is_complete else Row(line, row.values, is_sound=False)
    if not line:
        log.add("no_rows", file.label)


def _only_id(table: Table, line: int, texts: list[str], places: dict[str, int]) -> Row:
    """A row with too few or too many values; a leading id is kept, so that nobody becomes an orphan by it."""
    leads = places.get(table.columns[0].name) == 0
    rest = (None,) * (len(table.columns) - 1)
    return Row(line, (texts[0].strip() or None if leads else None, *rest), is_sound=False)


def _width(header: list[str]) -> int:
    """Columns up to the last named one: spreadsheets leave empty ones behind."""
    return max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)


def _only_padding(texts: list[str], width: int) -> bool:
    return len(texts) > width and not any(text.strip() for text in texts[width:])


def _places(file: TableFile, line: int, header: list[str], log: FaultLog) -> dict[str, int]:
    names = [name.strip() for name in header[: _width(header)]]
    table = file.table
    if len(names) == 1 and any(sign in names[0] for sign in "\t|"):
        log.add("wrong_delimiter", file.label, line)
        raise UnusableError
    places: dict[str, int] = {}
    known = set(table.names)
    wanted = ", ".join(column.name for column in table.columns if not column.optional_column)
    for place, name in enumerate(names):
        if name in places:
            log.add("repeated_column", file.label, line, column=name)
        elif name not in known:
            log.add("unknown_column", file.label, line, column=name, columns=", ".join(table.names))
        places.setdefault(name, place)
    missing = [column for column in table.columns if column.name not in places and not column.optional_column]
    for column in missing:
        log.add("missing_column", file.label, line, column=column.name, columns=wanted)
    if any(column.name in table.key for column in missing) or len(places) < len(names):
        raise UnusableError
    return places


def _row(
    file: TableFile,
    line: int,
    texts: list[str],
    readers: list[tuple[Column, int, Parser] | None],
    log: FaultLog,
) -> Row:
    values: list[Value] = []
    is_sound = True
    for reader in readers:
        if reader is None:
            values.append(None)
            continue
        column, place, read = reader
        try:
            values.append(read(texts[place]))
        except RefusedError as refused:
            values.append(None)
            is_sound = False
            shown = "" if column.private else texts[place].strip()
            log.add(refused.code, file.label, line, column.name, shown, **refused.facts)
    return Row(line, tuple(values), is_sound)


def _end_after_start(row: Values, file: str, line: int, log: FaultLog) -> bool:
    start, end = row["start_date"], row["end_date"]
    if isinstance(start, date) and isinstance(end, date) and end < start:
        log.add("end_before_start", file, line, "end_date", end.isoformat(), start=start.isoformat())
        return False
    return True


def _family(row: Values, file: str, line: int, log: FaultLog) -> bool:
    if row["closing_reason"] and not row["end_date"]:
        log.add("reason_without_end", file, line, "closing_reason", str(row["closing_reason"]))
    return _end_after_start(row, file, line, log)


def _person(row: Values, file: str, line: int, log: FaultLog) -> bool:
    if row["index_child"] and row["role"] not in ("child", None):
        log.add("index_not_child", file, line, "index_child", "1", role=row["role"])
        return False
    return True


def _attendance(row: Values, file: str, line: int, log: FaultLog) -> bool:
    month, days, hours = row["month"], row["days"], row["hours"]
    is_sound = True
    if isinstance(month, date) and isinstance(days, int):
        longest = calendar.monthrange(month.year, month.month)[1]
        if days > longest:
            log.add("days_beyond_month", file, line, "days", str(days), month=f"{month:%Y-%m}", days=longest)
            is_sound = False
    if isinstance(days, int) and isinstance(hours, Decimal) and hours > 24 * days:
        log.add("hours_beyond_days", file, line, "hours", str(hours), days=days)
        is_sound = False
    return is_sound


_RULES: dict[str, Callable[[Values, str, int, FaultLog], bool]] = {
    "families": _family,
    "persons": _person,
    "child_cases": _end_after_start,
    "attendance": _attendance,
}
