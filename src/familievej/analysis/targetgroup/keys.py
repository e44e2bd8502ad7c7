# SPDX-License-Identifier: EUPL-1.2
"""Keys that lead nowhere are counted and told with every result; a person who stands twice stops the count."""

from __future__ import annotations

from dataclasses import dataclass, fields

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
    found = []
    for name in (field.name for field in fields(register.sources)):
        rows = getattr(register.sources, name)
        if rows is None:
            continue
        for column in TABLES[name].columns:
            if column.of:
                lost = rows.select(key=rows[column.name])
                lost = lost.anti_join(persons, lost.key == persons.person_id)
                told = register.frame(lost.aggregate(rows=lost.count(), keys=lost.key.nunique())).row(0)
                if told[0]:
                    found.append(DirtyKeys(name, column.name, *told))
    return tuple(found)


def _doubles(register: Register) -> int:
    persons = register.sources.persons
    twice = persons.group_by("person_id").agg(rows=persons.count()).filter(lambda t: t.rows > 1)
    number: int = register.frame(twice.aggregate(doubles=twice.count())).item()
    return number
