# SPDX-License-Identifier: EUPL-1.2
"""Keys that lead nowhere are counted and told with every result; a person who stands twice stops the count."""

from __future__ import annotations

from dataclasses import dataclass, fields

import ibis
from ibis.expr.types import Table, Value

from familievej.analysis.targetgroup.register import Register
from familievej.analysis.targetgroup.tables import TABLES


@dataclass(frozen=True, slots=True)
class DirtyKeys:
    """``rows`` of ``table`` whose ``column`` names nobody in persons (``keys`` different ones), or is empty."""

    table: str
    column: str
    rows: int
    keys: int

    def __str__(self) -> str:
        return f"{self.table}.{self.column}: {self.rows} rows, {self.keys} keys that are not in persons"


class DoublePersons(Exception):
    """Persons who stand more than once in ``persons``: nobody can say which row is right."""

    def __init__(self, register: str, keys: int) -> None:
        super().__init__(f"{register}: persons: {keys} person_id stand more than once; each must stand once")
        self.keys = keys


def dirty_keys(register: Register) -> tuple[DirtyKeys, ...]:
    """Every key column that points to persons, where some rows point to nobody. Raises DoublePersons."""
    persons = register.sources.persons.select("person_id")
    how_many = register.frame(
        persons.aggregate(rows=persons.person_id.count(), keys=persons.person_id.nunique())
    ).row(0)
    if how_many[0] != how_many[1]:
        raise DoublePersons(register.name, _doubles(register))
    asked = _asked(register)
    keys = [
        rows.select(place=ibis.literal(place), key=_alike(rows[column], persons.person_id))
        for place, (_name, column, rows) in enumerate(asked)
    ]
    # All in one go: persons are looked up in one table that is built once.
    every = ibis.union(*keys, distinct=False)
    lost = every.anti_join(persons, every.key == persons.person_id)
    told = lost.group_by("place").agg(rows=lost.count(), keys=lost.key.nunique()).order_by("place")
    found = register.frame(told).rows()
    return tuple(DirtyKeys(asked[place][0], asked[place][1], rows, keys) for place, rows, keys in found)


def _asked(register: Register) -> list[tuple[str, str, Table]]:
    """(table, column, rows) of every key that points to persons."""
    tables = [(field.name, getattr(register.sources, field.name)) for field in fields(register.sources)]
    return [
        (name, column.name, rows)
        for name, rows in tables
        if rows is not None
        for column in TABLES[name].columns
        if column.of
    ]


def _alike(key: Value, known: Value) -> Value:
    """Whole numbers of one width, so that keys of different files can stand in one column."""
    return key.cast(known.type()) if key.type().is_integer() and known.type().is_integer() else key


def _doubles(register: Register) -> int:
    persons = register.sources.persons
    twice = persons.group_by("person_id").agg(rows=persons.count()).filter(lambda t: t.rows > 1)
    number: int = register.frame(twice.aggregate(doubles=twice.count())).item()
    return number
