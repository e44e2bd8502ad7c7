# SPDX-License-Identifier: EUPL-1.2
"""From Familievej's own data to the tables of analysis: everything that is not needed is left out on the way.

No name, address, CPR number or own id leaves the database: families and persons get numbers for this one
reading, in an order that says nothing, and nobody keeps the list. Runs on the owner's connection, as a task
with a purpose.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import polars as pl
from django.db.models import Model, QuerySet

from familievej.analysis.tables import SCHEMAS, Tables, month_number
from familievej.course.models import Course
from familievej.extract.models import (
    Activation,
    Attendance,
    ChildCase,
    IncomeSupport,
    PersonCost,
    ProgrammeCost,
    Rating,
    RegisteredFamily,
    RegisteredPerson,
)
from familievej.gate.models import Unit

_ABOUT_PERSONS: dict[str, type[Model]] = {
    "income_support": IncomeSupport,
    "activation": Activation,
    "child_cases": ChildCase,
    "attendance": Attendance,
    "person_costs": PersonCost,
    "ratings": Rating,
}
_ITEMS = ("item_1", "item_2", "item_3", "item_4")
_ORE = 100


def tables_of(unit: Unit | None) -> Tables:
    """The tables of the families of ``unit`` (None: of all), under numbers made for this reading."""
    families = RegisteredFamily.objects.all()
    if unit is not None:
        courses = Course.objects.filter(unit=unit)
        families = families.filter(family_id__in=courses.values("family_id"))
    people = RegisteredPerson.objects.filter(family_id__in=families.values("family_id"))
    family_numbers = _numbers(families.values_list("family_id", flat=True))
    person_numbers = _numbers(people.values_list("person_id", flat=True))
    own = _renamed(families, "family_id", family_numbers, "start_date", "end_date", "closing_reason")
    # The programme's accounts are of the whole programme: for one unit alone there are none.
    accounts = ProgrammeCost.objects.all() if unit is None else ProgrammeCost.objects.none()
    frames = {
        "families": _frame("families", own),
        "persons": _frame("persons", _persons(people, person_numbers, family_numbers)),
        "programme_costs": _frame("programme_costs", _plain(accounts, "year", "kind", "amount_dkk")),
    }
    for name, model in _ABOUT_PERSONS.items():
        columns = [
            column.replace("amount_ore", "amount_dkk") for column in SCHEMAS[name] if column != "person_id"
        ]
        rows = model._default_manager.filter(person_id__in=people.values("person_id"))
        frames[name] = _frame(name, _renamed(rows, "person_id", person_numbers, *columns))
    return Tables(**frames)


def fingerprint(tables: Tables) -> str:
    """What was read, whatever numbers families and persons got: the same data give the same fingerprint."""
    digest = hashlib.sha256()
    for name, schema in SCHEMAS.items():
        frame: pl.DataFrame = getattr(tables, name).select(pl.exclude("family_id", "person_id"))
        digest.update(name.encode())
        if frame.width:
            digest.update(frame.sort(list(frame.columns)).write_csv().encode())
        digest.update(repr(list(schema)).encode())
    return digest.hexdigest()


def _numbers(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """A number for each id, in an order that says nothing about it."""
    order = sorted(ids)
    secrets.SystemRandom().shuffle(order)
    return {key: str(number) for number, key in enumerate(order, start=1)}


def _persons(
    people: QuerySet[RegisteredPerson], persons: dict[uuid.UUID, str], families: dict[uuid.UUID, str]
) -> Iterator[list[Any]]:
    columns = ("person_id", "family_id", "role", "sex", "birth_date", "index_child")
    for person, family, *rest in people.values_list(*columns).iterator():
        yield [persons[person], families[family], *rest]


def _renamed(
    rows: QuerySet[Any], key: str, numbers: dict[uuid.UUID, str], *columns: str
) -> Iterator[list[Any]]:
    for known, *rest in rows.values_list(key, *columns).iterator():
        yield [numbers[known], *rest]


def _plain(rows: QuerySet[Any], *columns: str) -> Iterator[list[Any]]:
    for row in rows.values_list(*columns).iterator():
        yield list(row)


def _frame(name: str, rows: Iterable[list[Any]]) -> pl.DataFrame:
    schema = SCHEMAS[name]
    typed = [[_value(value, column) for value, column in zip(row, schema, strict=True)] for row in rows]
    return pl.DataFrame(typed, schema=schema, orient="row")


def _value(value: Any, column: str) -> Any:
    if column == "month":
        return month_number(value)
    if column == "amount_ore":
        return int(value * _ORE)
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "" else value
