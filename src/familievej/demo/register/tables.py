# SPDX-License-Identifier: EUPL-1.2
"""The nine tables of a municipality's register extract: one row type each, field names are the columns.

A month is the first day of that month and is written ``YYYY-MM``; an empty cell is ``None``.
"""

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

Role = Literal["mother", "father", "child"]
LAST_MONTH = dt.date(2019, 12, 1)
"""The last observed month."""
LAST_DAY = dt.date(2019, 12, 31)


class FamilyRow(NamedTuple):
    """``start_date`` is inclusion in the programme; without ``end_date`` the course runs."""

    family_id: str
    start_date: dt.date
    end_date: dt.date | None
    closing_reason: str | None


class PersonRow(NamedTuple):
    """``given_name``, ``family_name`` and ``cpr`` are optional columns that an extract may carry."""

    person_id: str
    family_id: str
    role: Role
    sex: Literal["F", "M"]
    birth_date: dt.date
    index_child: int | None
    given_name: str
    family_name: str
    cpr: str


class SupportRow(NamedTuple):
    """A kind of support in a month; several a month are allowed, and no row means nothing registered."""

    person_id: str
    month: dt.date
    category: str


class ActivationRow(NamedTuple):
    """A kind of activation in a month; several a month are allowed."""

    person_id: str
    month: dt.date
    kind: str


class CaseRow(NamedTuple):
    """A child's case or notification; without ``end_date`` it is open."""

    person_id: str
    kind: str
    start_date: dt.date
    end_date: dt.date | None
    source_system: str


class AttendanceRow(NamedTuple):
    """Days present and hours in all in the month."""

    person_id: str
    month: dt.date
    days: int
    hours: float


class CostRow(NamedTuple):
    """Whole kr.; the account function is text ("3.22"), never a number."""

    person_id: str
    month: dt.date
    account_function: str
    amount_dkk: int


class ProgrammeCostRow(NamedTuple):
    """The programme's own accounts, whole kr."""

    year: int
    kind: str
    amount_dkk: int


class RatingRow(NamedTuple):
    """Four lines of 0 to 10; the text of the lines belongs to the licence holder and is nowhere here."""

    person_id: str
    rater: str
    instrument: str
    date: dt.date
    item_1: float
    item_2: float
    item_3: float
    item_4: float


@dataclass(frozen=True)
class Register:
    """One extract: the nine tables in the order of the files."""

    families: list[FamilyRow]
    persons: list[PersonRow]
    income_support: list[SupportRow]
    activation: list[ActivationRow]
    child_cases: list[CaseRow]
    attendance: list[AttendanceRow]
    person_costs: list[CostRow]
    programme_costs: list[ProgrammeCostRow]
    ratings: list[RatingRow]

    def tables(self) -> dict[str, Sequence[tuple[Any, ...]]]:
        """File name without ending -> rows."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def write(self, folder: Path) -> list[Path]:
        """Write nine CSV files (UTF-8, comma, ISO dates) into ``folder``, made when missing; gives paths."""
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(folder / f"{name}.csv", rows) for name, rows in self.tables().items()]


def month_add(month: dt.date, months: int) -> dt.date:
    """The first day of the month ``months`` later (or earlier)."""
    index = month.year * 12 + month.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def month_gap(earlier: dt.date, later: dt.date) -> int:
    """Whole months from the month of ``earlier`` to the month of ``later``; negative the other way."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every month from that of ``first`` to that of ``last``, both included."""
    start = first.replace(day=1)
    return [month_add(start, i) for i in range(month_gap(first, last) + 1)]


def _cell(column: str) -> Callable[[Any], str]:
    def text(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, dt.date):
            return f"{value:%Y-%m}" if column == "month" else value.isoformat()
        return str(value)

    return text


def _write(path: Path, rows: Sequence[tuple[Any, ...]]) -> Path:
    columns: tuple[str, ...] = rows[0]._fields  # type: ignore[attr-defined]
    cells = [_cell(column) for column in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(value) for cell, value in zip(cells, row, strict=True)] for row in rows)
    return path
