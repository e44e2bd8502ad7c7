# SPDX-License-Identifier: EUPL-1.2
"""The nine tables as analysis reads them: polars frames of fixed columns, without names or CPR numbers.

Months are whole numbers (``year * 12 + month - 1``), so that distance is subtraction; amounts are whole øre,
so that sums are exact. ``familievej.extract`` holds what a file must look like; whoever hands tables in has
checked that.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

import polars as pl

SCHEMAS: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    "families": {
        "family_id": pl.String,
        "start_date": pl.Date,
        "end_date": pl.Date,
        "closing_reason": pl.String,
    },
    "persons": {
        "person_id": pl.String,
        "family_id": pl.String,
        "role": pl.String,
        "sex": pl.String,
        "birth_date": pl.Date,
        "index_child": pl.Boolean,
    },
    "income_support": {"person_id": pl.String, "month": pl.Int32, "category": pl.String},
    "activation": {"person_id": pl.String, "month": pl.Int32, "kind": pl.String},
    "child_cases": {
        "person_id": pl.String,
        "kind": pl.String,
        "start_date": pl.Date,
        "end_date": pl.Date,
        "source_system": pl.String,
    },
    "attendance": {"person_id": pl.String, "month": pl.Int32, "days": pl.Int32, "hours": pl.Float64},
    "person_costs": {
        "person_id": pl.String,
        "month": pl.Int32,
        "account_function": pl.String,
        "amount_ore": pl.Int64,
    },
    "programme_costs": {"year": pl.Int32, "kind": pl.String, "amount_ore": pl.Int64},
    "ratings": {
        "person_id": pl.String,
        "rater": pl.String,
        "instrument": pl.String,
        "date": pl.Date,
        "item_1": pl.Float64,
        "item_2": pl.Float64,
        "item_3": pl.Float64,
        "item_4": pl.Float64,
    },
}


@dataclass(frozen=True, slots=True)
class Tables:
    """One extract. Columns of each frame are those of ``SCHEMAS``, in that order."""

    families: pl.DataFrame
    persons: pl.DataFrame
    income_support: pl.DataFrame
    activation: pl.DataFrame
    child_cases: pl.DataFrame
    attendance: pl.DataFrame
    person_costs: pl.DataFrame
    programme_costs: pl.DataFrame
    ratings: pl.DataFrame

    def __post_init__(self) -> None:
        for table in fields(self):
            frame: pl.DataFrame = getattr(self, table.name)
            if dict(frame.schema) != SCHEMAS[table.name]:
                raise TypeError(f"{table.name}: {dict(frame.schema)} instead of {SCHEMAS[table.name]}")

    def followed(self) -> pl.DataFrame:
        """The persons with ``start_date``, ``end_date`` of their family's course and ``start`` (month
        number)."""
        courses = self.families.select("family_id", "start_date", "end_date")
        return self.persons.join(courses, on="family_id").with_columns(
            start=month_number_of(pl.col("start_date"))
        )


def empty(name: str) -> pl.DataFrame:
    """The table ``name`` without a row."""
    return pl.DataFrame(schema=SCHEMAS[name])


def month_number(day: dt.date) -> int:
    """The number of the month of ``day``."""
    return day.year * 12 + day.month - 1


def month_number_of(day: pl.Expr) -> pl.Expr:
    """The same for a column of dates."""
    return (day.dt.year() * 12 + day.dt.month() - 1).cast(pl.Int32)


def month_text(number: int) -> str:
    """``24209`` -> ``2017-06``."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def kroner(ore: float) -> float:
    """Whole øre as kr."""
    return ore / 100
