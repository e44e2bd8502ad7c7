# SPDX-License-Identifier: EUPL-1.2
"""Everything that is printed, as numbers and the equations that hold between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One number.

    key:       its name; the same number has the same key wherever it is printed
    value:     the truth; None for a hidden number of an earlier release, whose truth is not kept
    amount:    a sum (kr., hours, months of persons) rather than a count of persons
    persons:   for a sum: how many contribute to it
    largest:   for a sum: the largest contributions
    published: False for a number that is never printed but follows from others: the rest of a share, a difference
    known:     readers know it already, so it cannot be hidden
    signed:    may be below zero: a net change, an amount with refunds
    zero_hides: a zero here tells something about single persons (a share of 0 or 100 %)
    """

    key: str
    value: float | None
    amount: bool = False
    persons: int | None = None
    largest: tuple[float, ...] = ()
    published: bool = True
    known: bool = False
    signed: bool = False
    zero_hides: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether everybody knows this number, whatever is hidden."""
        return self.known and self.value is not None


@dataclass(frozen=True, slots=True)
class Relation:
    """``total`` is the sum of ``parts`` (keys)."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System:
    """Cells and their relations. Raises ``ValueError`` for a key twice, an unknown key or an equation that is false."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...] = ()

    def __post_init__(self) -> None:
        by_key = self.by_key()
        if len(by_key) < len(self.cells):
            raise ValueError("two cells have the same key")
        for relation in self.relations:
            _check(relation, by_key)

    def by_key(self) -> dict[str, Cell]:
        """Cells by their key."""
        return {cell.key: cell for cell in self.cells}

    def __add__(self, other: System) -> System:
        """Both, where cells of the same key are the same number."""
        mine = self.by_key()
        for cell in other.cells:
            if cell.key in mine and mine[cell.key].value != cell.value:
                raise ValueError(f"{cell.key} has two values")
        added = tuple(cell for cell in other.cells if cell.key not in mine)
        return System(self.cells + added, tuple(dict.fromkeys(self.relations + other.relations)))

    def parts(self) -> tuple[System, ...]:
        """Systems that tell nothing about each other: tied through no relation but by numbers that all know."""
        by_key, leader = self.by_key(), {cell.key: cell.key for cell in self.cells}

        def lead(key: str) -> str:
            while leader[key] != key:
                leader[key] = key = leader[leader[key]]
            return key

        for relation in self.relations:
            free = [key for key in (relation.total, *relation.parts) if not by_key[key].is_fixed]
            for key in free[1:]:
                leader[lead(key)] = lead(free[0])
        relations: dict[str, list[Relation]] = {
            lead(cell.key): [] for cell in self.cells if not cell.is_fixed
        }
        keys: dict[str, dict[str, None]] = {name: {} for name in relations}
        for cell in self.cells:
            if not cell.is_fixed:
                keys[lead(cell.key)][cell.key] = None
        for relation in self.relations:
            free = [key for key in (relation.total, *relation.parts) if not by_key[key].is_fixed]
            if free:
                relations[lead(free[0])].append(relation)
                keys[lead(free[0])] |= dict.fromkeys((relation.total, *relation.parts))
        return tuple(
            System(tuple(by_key[key] for key in keys[name]), tuple(relations[name])) for name in relations
        )


def _check(relation: Relation, by_key: dict[str, Cell]) -> None:
    try:
        total, parts = by_key[relation.total].value, [by_key[part].value for part in relation.parts]
    except KeyError as unknown:
        raise ValueError(f"a relation names a cell that there is not: {unknown.args[0]}") from None
    numbers = [value for value in (total, *parts) if value is not None]
    if len(numbers) == len(parts) + 1 and abs(numbers[0] - sum(numbers[1:])) > tolerance(numbers):
        raise ValueError(f"{relation.total} is {numbers[0]}, but its parts sum to {sum(numbers[1:])}")


def tolerance(numbers: Iterable[float]) -> float:
    """How far sums of ``numbers`` may be from each other by rounding of decimals alone."""
    return 1e-6 * max(1.0, *(abs(number) for number in numbers))
