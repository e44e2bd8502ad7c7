# SPDX-License-Identifier: EUPL-1.2
"""The figures of results as cells: bases, counts, rests and sums, and what adds up to what among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from familievej.analysis.disclosure_control.cells import Cell, Relation, System, tolerance
from familievej.analysis.result import Figure, Place, Result, Unit

# A whole and its parts, by the names that places have. Taken where the numbers agree; others are found (`_found`).
PARTITIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("parents", ("mothers", "fathers")),
    ("parents", ("early", "late")),
    ("adults", ("mothers", "fathers")),
    ("children", ("early", "late")),
    ("children", ("boys", "girls")),
    ("families", ("children", "adults")),
)
WITHIN = {"older": "parents"}
_FOUND_AT_LEAST = (
    3  # combinations of the other dimensions in which a pair adds up before it is no coincidence
)
_MOST_PLACES = 12
_COUNTED = (Unit.PERSONS, Unit.FAMILIES)
_ADDITIVE = ("n", "k", "r", "p", "a")


@dataclass(slots=True)
class Printed:
    """The cells and relations of several results."""

    within: Mapping[str, str] = field(default_factory=lambda: dict(WITHIN))
    cells: dict[str, Cell] = field(default_factory=dict)
    relations: dict[Relation, None] = field(default_factory=dict)
    bases: dict[tuple[tuple[str, ...], int], str] = field(default_factory=dict)

    def system(self) -> System:
        """All of it as one system."""
        return System(tuple(self.cells.values()), tuple(self.relations))

    def add(self, result: Result) -> None:
        """One more result; equal bases of the same group are known to be the same number."""
        for figure in result.figures:
            self._add_figure(result.id, figure)
        for dimension in result.dimensions:
            self._add_sums(result, dimension)

    def _add_figure(self, name: str, figure: Figure) -> None:
        for cell in cells_of(name, figure):
            self.cells[cell.key] = cell
        n, k, r = (key(name, figure.at, measure) for measure in "nkr")
        if k in self.cells:
            self.relations[Relation(n, (k, r))] = None
        for part in _parts(figure):
            rest = key(name, figure.at, f"rest of {part}")
            self.relations[Relation(n, (key(name, figure.at, part), rest))] = None
        words = tuple(place for _dimension, place in figure.at if isinstance(place, str))
        if n in self.cells and figure.base == figure.persons and len(words) == len(figure.at) == 1:
            first = self.bases.setdefault((words, figure.base), n)
            if first != n:
                self.relations[Relation(first, (n,))] = None

    def _add_sums(self, result: Result, dimension: str) -> None:
        contexts = _contexts(result, dimension)
        names = {place for context in contexts for place in context}
        if any(not isinstance(place, str) for place in names):
            return
        for measure in _ADDITIVE:
            rows = [self._values(result.id, context, measure) for context in contexts]
            for total, parts in self._candidates(rows, {str(name) for name in names}):
                for row in rows:
                    self._relate(row, total, parts)
        for context in contexts:
            self._add_shares_of_one_base(result.id, context)
            self._add_nested(result.id, context)

    def _values(self, name: str, context: Context, measure: str) -> dict[str, Cell]:
        cells = {
            str(place): self.cells.get(key(name, figure.at, measure)) for place, figure in context.items()
        }
        return {place: cell for place, cell in cells.items() if cell is not None}

    def _candidates(
        self, rows: list[dict[str, Cell]], names: set[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield from ((total, parts) for total, parts in PARTITIONS if total in names)
        yield from ((total, tuple(sorted(names - {total}))) for total in sorted(names) if len(names) > 2)
        if len(names) <= _MOST_PLACES:
            yield from _found(rows, names)

    def _relate(self, row: Mapping[str, Cell], total: str, parts: tuple[str, ...]) -> None:
        if total in row and all(part in row for part in parts) and _sums(row, total, parts):
            self.relations[Relation(row[total].key, tuple(row[part].key for part in parts))] = None

    def _add_shares_of_one_base(self, name: str, context: Context) -> None:
        """Categories of one base: the bases are one number, and where everybody is in one, counts sum to it."""
        bases = list(self._values(name, context, "n").values())
        counts = list(self._values(name, context, "k").values())
        if len(bases) < 2 or len({cell.value for cell in bases}) > 1:
            return
        for base in bases[1:]:
            self.relations[Relation(bases[0].key, (base.key,))] = None
        if counts and sum(cell.value or 0 for cell in counts) == bases[0].value:
            self.relations[Relation(bases[0].key, tuple(cell.key for cell in counts))] = None

    def _add_nested(self, name: str, context: Context) -> None:
        for inner, outer in self.within.items():
            for measure in "nkrp":
                row = self._values(name, context, measure)
                if inner not in row or outer not in row:
                    continue
                outside = (row[outer].value or 0) - (row[inner].value or 0)
                rest = Cell(f"{row[inner].key}|outside", outside, published=False)
                if outside >= 0:
                    self.cells[rest.key] = rest
                    self.relations[Relation(row[outer].key, (row[inner].key, rest.key))] = None


Context = dict[str | int, Figure]


def key(name: str, place: Place, measure: str) -> str:
    """The name of one number of a figure: base ``n``, count ``k``, rest ``r``, persons ``p``, sum ``a``, or a part."""
    return "|".join((name, *(f"{dimension}={where}" for dimension, where in place), measure))


def cells_of(name: str, figure: Figure) -> Iterator[Cell]:
    """The numbers that a printed figure gives away."""

    def cell(
        measure: str,
        value: float,
        *,
        persons: int | None = None,
        published: bool = True,
        zero_hides: bool = False,
    ) -> Cell:
        # Months of persons are a sum: twelve months may be those of one.
        return Cell(
            key(name, figure.at, measure), value, persons is not None, persons, published=published,
            zero_hides=zero_hides,
        )  # fmt: skip

    if figure.value is None:
        return
    yield cell("n", figure.base)
    if figure.persons != figure.base:
        yield cell("p", figure.persons)
    counted = _count(figure)
    if counted is not None:
        is_share = figure.unit is Unit.SHARE
        rest = figure.base - counted
        yield cell("k", counted, persons=figure.counted, zero_hides=is_share)
        yield cell("r", rest, persons=figure.uncounted, published=False, zero_hides=is_share)
    elif figure.unit not in (Unit.SHARE, Unit.POINTS):
        yield _amount(name, figure)
    for part in _parts(figure):
        yield cell(part, figure.parts[part])
        yield cell(f"rest of {part}", figure.base - figure.parts[part], published=False)


def _count(figure: Figure) -> int | None:
    if figure.unit in _COUNTED and figure.value is not None:
        return int(figure.value) if figure.base >= figure.value else None
    return figure.count if figure.unit is Unit.SHARE else None


def _parts(figure: Figure) -> tuple[str, ...]:
    """Whole-number parts of a share's base that are printed beside it."""
    if figure.unit is not Unit.SHARE or figure.value is None:
        return ()
    return tuple(n for n, part in figure.parts.items() if isinstance(part, int) and 0 <= part <= figure.base)


def _amount(name: str, figure: Figure) -> Cell:
    value = figure.value or 0.0
    is_sum = figure.unit in _COUNTED or (figure.unit is Unit.DKK and "each" in figure.parts)
    amount = float(figure.parts.get("sum", value if is_sum else value * figure.base))
    behind = figure.persons if figure.unit is not Unit.DKK or figure.count is None else figure.count
    return Cell(key(name, figure.at, "a"), amount, True, behind, figure.largest, signed=amount < 0)


def _contexts(result: Result, dimension: str) -> list[Context]:
    """The figures that differ in ``dimension`` alone, for each combination of the other dimensions."""
    found: dict[Place, Context] = {}
    for figure in result.figures:
        others = tuple(pair for pair in figure.at if pair[0] != dimension)
        if len(others) < len(figure.at):
            found.setdefault(others, {})[figure.where(dimension)] = figure
    return list(found.values())


def _found(rows: list[dict[str, Cell]], names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Pairs that add up to a third wherever all three are, often enough to be no coincidence."""
    for pair in combinations(sorted(names), 2):
        for total in sorted(set(names) - set(pair)):
            there = [row for row in rows if all(name in row for name in (total, *pair))]
            telling = [row for row in there if all(row[part].value for part in pair)]
            if len(telling) >= _FOUND_AT_LEAST and all(_sums(row, total, pair) for row in there):
                yield total, pair


def _sums(row: Mapping[str, Cell], total: str, parts: tuple[str, ...]) -> bool:
    values = [row[name].value or 0.0 for name in (total, *parts)]
    return abs(values[0] - sum(values[1:])) <= tolerance(values)
