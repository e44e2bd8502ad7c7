# SPDX-License-Identifier: EUPL-1.2
"""The tables of a register, as every engine must give them; docs/target-group.md tells people the same.

Keys are whole numbers or text, the same in all tables. Days are dates, and a last day is the last on which it holds;
an empty last day means that it still holds. Amounts are whole øre.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import ibis.expr.datatypes as dt


class Kind(StrEnum):
    """What a column holds."""

    KEY = "key"
    DAY = "day"
    TEXT = "text"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Column:
    """``needed``: no row may be without it; ``values``: nothing else may stand there; ``of``: where it points to."""

    name: str
    kind: Kind
    needed: bool = True
    values: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``unique``: the columns that no two rows share."""

    name: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    needed: bool = True

    def column(self, name: str) -> Column:
        """The column called ``name``; raises KeyError."""
        return {column.name: column for column in self.columns}[name]


PERSON = Column("person_id", Kind.KEY, of="persons")
TABLES = {
    table.name: table
    for table in (
        Table(
            "persons",
            (
                Column("person_id", Kind.KEY),
                Column("birth_date", Kind.DAY),
                Column("death_date", Kind.DAY, needed=False),
            ),
            unique=("person_id",),
        ),
        Table(
            "relations",
            (
                Column("child_id", Kind.KEY, of="persons"),
                Column("parent_id", Kind.KEY, of="persons"),
                Column("kind", Kind.TEXT, values=("legal", "step")),
                Column("first_day", Kind.DAY, needed=False),
                Column("last_day", Kind.DAY, needed=False),
            ),
        ),
        Table(
            "residences",
            (
                PERSON,
                Column("household_id", Kind.KEY, needed=False),
                Column("municipality", Kind.WHOLE),
                Column("kind", Kind.TEXT, values=("registered", "part_time")),
                Column("first_day", Kind.DAY),
                Column("last_day", Kind.DAY, needed=False),
            ),
        ),
        Table(
            "events",
            (
                PERSON,
                Column("code", Kind.TEXT),
                Column("basis", Kind.TEXT, needed=False),
                Column("first_day", Kind.DAY),
                Column("last_day", Kind.DAY, needed=False),
            ),
        ),
        Table(
            "costs",
            (
                PERSON,
                Column("year", Kind.WHOLE),
                Column("area", Kind.TEXT),
                Column("payer", Kind.TEXT, values=("municipality", "region", "state")),
                Column("amount_ore", Kind.WHOLE),
            ),
            needed=False,
        ),
        Table(
            "weekly_status",
            (
                PERSON,
                Column("year", Kind.WHOLE),
                Column("week", Kind.WHOLE),
                Column("status", Kind.TEXT),
            ),
            needed=False,
        ),
    )
}
DATATYPES: dict[Kind, dt.DataType] = {
    Kind.DAY: dt.date,
    Kind.TEXT: dt.string,
    Kind.WHOLE: dt.int64,
}
