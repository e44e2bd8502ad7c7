# SPDX-License-Identifier: EUPL-1.2
"""The register extract as data: nine tables, their columns, keys and accepted values.

The extract is what a municipality draws from its own registers around a family programme. Months are
``YYYY-MM``, dates ``YYYY-MM-DD``, decimals have a point. The order of ``TABLES`` is the order of reading:
families and persons first, because every other row points to a person.

What identifies a row (``Table.key``) is decided here and nowhere else. Two rows with the same key are a
fault, since an extract without row numbers cannot tell "happened twice" from "exported twice":

* several ``income_support`` and ``activation`` rows a month are allowed, each with its own category or kind;
* costs are summed per person, month and account function before they are delivered;
* a child case is known by kind, start and source system, so that a later extract can fill in its end;
* a person is rated once a day by the same rater with the same instrument.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What the text in a column must be."""

    ID = "id"
    TEXT = "text"
    CATEGORY = "category"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLAG = "flag"
    ACCOUNT_FUNCTION = "account_function"
    CPR = "cpr"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``low`` and ``high`` are inclusive; ``decimals`` is the most digits after the point."""

    name: str
    kind: Kind
    required: bool = True
    categories: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 0
    optional_column: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``key`` names the columns that identify a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        """The column called ``name``; raises ``KeyError`` when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of the typed rows."""
        return tuple(column.name for column in self.columns)


def _person() -> Column:
    return Column("person_id", Kind.ID)


def _month() -> Column:
    return Column("month", Kind.MONTH)


def _category(name: str, *values: str, required: bool = True) -> Column:
    return Column(name, Kind.CATEGORY, required=required, categories=values)


def _amount() -> Column:
    # Corrections and refunds are booked as negative amounts, so the floor is not zero.
    return Column(
        "amount_dkk", Kind.DECIMAL, low=Decimal(-999_999_999), high=Decimal(999_999_999), decimals=2
    )


def _item(number: int) -> Column:
    return Column(f"item_{number}", Kind.DECIMAL, low=Decimal(0), high=Decimal(10), decimals=2)


# Those of the course (a test compares them): the tables are read without the database.
CLOSING_REASONS = ("goals_reached", "ordinary_support", "moved", "family_stopped", "other")

FAMILIES = Table(
    "families",
    (
        Column("family_id", Kind.ID),
        Column("start_date", Kind.DATE),
        Column("end_date", Kind.DATE, required=False),
        _category("closing_reason", *CLOSING_REASONS, required=False),
    ),
    key=("family_id",),
)

PERSONS = Table(
    "persons",
    (
        Column("person_id", Kind.ID),
        Column("family_id", Kind.ID),
        _category("role", "mother", "father", "child"),
        # The sex of an unborn child is not known.
        _category("sex", "F", "M", required=False),
        Column("birth_date", Kind.DATE),
        Column("index_child", Kind.FLAG, required=False),
        Column("given_name", Kind.TEXT, required=False, optional_column=True, private=True),
        Column("family_name", Kind.TEXT, required=False, optional_column=True, private=True),
        Column("cpr", Kind.CPR, required=False, optional_column=True, private=True),
    ),
    key=("person_id",),
)

INCOME_SUPPORT = Table(
    "income_support",
    (_person(), _month(), _category("category", "self_supporting", "job_ready", "activity_ready", "other")),
    key=("person_id", "month", "category"),
)

ACTIVATION = Table(
    "activation",
    (_person(), _month(), _category("kind", "company", "guidance", "mentor")),
    key=("person_id", "month", "kind"),
)

CHILD_CASES = Table(
    "child_cases",
    (
        _person(),
        _category("kind", "family_treatment", "notification", "free_place", "placement", "other"),
        Column("start_date", Kind.DATE),
        Column("end_date", Kind.DATE, required=False),
        Column("source_system", Kind.TEXT),
    ),
    key=("person_id", "kind", "start_date", "source_system"),
)

ATTENDANCE = Table(
    "attendance",
    (
        _person(),
        _month(),
        Column("days", Kind.INTEGER, low=Decimal(0), high=Decimal(31)),
        Column("hours", Kind.DECIMAL, low=Decimal(0), high=Decimal(744), decimals=2),
    ),
    key=("person_id", "month"),
)

PERSON_COSTS = Table(
    "person_costs",
    (_person(), _month(), Column("account_function", Kind.ACCOUNT_FUNCTION), _amount()),
    key=("person_id", "month", "account_function"),
)

PROGRAMME_COSTS = Table(
    "programme_costs",
    (
        Column("year", Kind.YEAR, low=Decimal(1990), high=Decimal(2100)),
        _category("kind", "development", "operation", "service_improvement"),
        _amount(),
    ),
    key=("year", "kind"),
)

RATINGS = Table(
    "ratings",
    (
        _person(),
        _category("rater", "self", "parent", "teacher"),
        Column("instrument", Kind.TEXT),
        Column("date", Kind.DATE),
        *(_item(number) for number in range(1, 5)),
    ),
    key=("person_id", "rater", "instrument", "date"),
)

TABLES: tuple[Table, ...] = (
    FAMILIES,
    PERSONS,
    INCOME_SUPPORT,
    ACTIVATION,
    CHILD_CASES,
    ATTENDANCE,
    PERSON_COSTS,
    PROGRAMME_COSTS,
    RATINGS,
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
