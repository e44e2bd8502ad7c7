# SPDX-License-Identifier: EUPL-1.2
"""Small extracts written by hand, row by row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from familievej.analysis.tables import SCHEMAS, Tables, month_number

Rows = list[tuple[Any, ...]]


def tables_of(**rows: Rows) -> Tables:
    """Tables of the given rows (months as ``2017-06``, dates as ISO text); a table that is not given is
    empty."""
    return Tables(**{name: _frame(name, rows.get(name, [])) for name in SCHEMAS})


def family(start: str = "2017-06-15", end: str | None = None) -> dict[str, Rows]:
    """One family: a mother, a father and a child."""
    return {
        "families": [("F1", start, end, None)],
        "persons": [
            ("M", "F1", "mother", "F", "1990-03-02", None),
            ("D", "F1", "father", "M", "1988-01-01", None),
            ("C", "F1", "child", "M", "2016-02-01", True),
        ],
    }


def _frame(name: str, rows: Rows) -> pl.DataFrame:
    schema = SCHEMAS[name]
    typed = [[_value(value, column) for value, column in zip(row, schema, strict=True)] for row in rows]
    return pl.DataFrame(typed, schema=schema, orient="row")


def _value(value: Any, column: str) -> Any:
    if column == "month":
        return month_number(dt.date.fromisoformat(f"{value}-01"))
    if isinstance(value, str) and (column.endswith("_date") or column == "date"):
        return dt.date.fromisoformat(value)
    return value
