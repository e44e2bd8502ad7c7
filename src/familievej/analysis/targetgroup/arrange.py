# SPDX-License-Identifier: EUPL-1.2
"""How a register lies so that it is read fast: what a count does not ask for is skipped, the rest takes little room.

Events stand in files by the year in which they ended (``running``: they still hold), in each file together by code
and in order of person: who asks for a year and some codes skips most of them by what Parquet tells of its row groups.
Everything else is in order of person. Numbers and days are packed by their differences.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from familievej.analysis.targetgroup.tables import Kind, Table

ROW_GROUP = 122_880  # what DuckDB reads as one
EVENT_GROUP = 61_440  # smaller: most codes of a year have few rows
RUNNING = "running"
Told = Callable[[str, int, int], None]


def parquet(table: Table) -> dict[str, Any]:
    """How pyarrow writes the files of ``table``: words by dictionary, numbers and days by their differences."""
    words = [column.name for column in table.columns if column.kind is Kind.TEXT]
    numbers = [column.name for column in table.columns if column.kind is not Kind.TEXT]
    return {
        "compression": {**dict.fromkeys(words, "snappy"), **dict.fromkeys(numbers, "none")},
        "use_dictionary": words,
        "column_encoding": dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
    }
