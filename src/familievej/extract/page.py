# SPDX-License-Identifier: EUPL-1.2
"""What the page of a delivery shows: its tables with their numbers, and how far the work is."""

from __future__ import annotations

from dataclasses import dataclass

from familievej.extract.models import ImportRun
from familievej.extract.tables import TABLES


@dataclass(frozen=True, slots=True)
class TableRow:
    """One table of a delivery and its numbers of rows."""

    name: str
    rows: int
    new: int
    changed: int
    unchanged: int
    missing: int


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` tables; ``table`` and ``rows`` say what is being read; ``is_silent``: no sign of life."""

    done: int
    total: int
    table: str
    rows: int
    is_silent: bool


def rows_of(run: ImportRun) -> list[TableRow]:
    """The tables in the order of reading, those that were counted."""
    return [
        TableRow(
            name=table.name,
            rows=counted.get("rows", 0),
            new=counted.get("new", 0),
            changed=counted.get("changed", 0),
            unchanged=counted.get("unchanged", 0),
            missing=counted.get("missing", 0),
        )
        for table in TABLES
        if (counted := run.counts.get(table.name)) is not None
    ]


def progress_of(run: ImportRun) -> Progress:
    """How far the work on ``run`` is."""
    read = rows_of(run)
    return Progress(
        done=max(0, len(read) - 1),
        total=len(TABLES),
        table=read[-1].name if read else "",
        rows=read[-1].rows if read else 0,
        is_silent=run.is_silent,
    )
