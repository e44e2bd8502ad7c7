# SPDX-License-Identifier: EUPL-1.2
"""Tables of counts as cells and relations: every total of a dimension holds for each combination of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from familievej.analysis.disclosure_control.cells import Cell, Relation, System

Place = tuple[str, ...]
Totals = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of persons by place.

    name:       the table's, the first part of every key
    counts:     {(place along each dimension, ...): persons}
    dimensions: their names, in the order of the places
    totals:     {dimension: {total: parts}}; a total may be a part of a higher one (region, country)
    known:      places whose number readers know already
    shares:     whether 0 tells something about each person (what is printed is a share of a known group)
    """

    name: str
    counts: Mapping[Place, int]
    dimensions: tuple[str, ...]
    totals: Totals = field(default_factory=dict)
    known: frozenset[Place] = frozenset()
    shares: bool = False

    def key(self, *place: str) -> str:
        """The key of one cell."""
        return "|".join((self.name, *place))

    def system(self) -> System:
        """The table's cells and relations. Raises ``ValueError`` when a total is not the sum of its parts."""
        cells = tuple(
            Cell(self.key(*place), count, known=place in self.known, zero_hides=self.shares)
            for place, count in self.counts.items()
        )
        return System(cells, tuple(self._relations()))

    def _relations(self) -> Iterable[Relation]:
        for number, dimension in enumerate(self.dimensions):
            for total, parts in self.totals.get(dimension, {}).items():
                for place in self.counts:
                    if place[number] != total:
                        continue
                    others = [(*place[:number], part, *place[number + 1 :]) for part in parts]
                    # A part that was never counted is nobody.
                    present = tuple(self.key(*other) for other in others if other in self.counts)
                    if present:
                        yield Relation(self.key(*place), present)


def count_system(
    tables: Iterable[CountTable], extra: Iterable[Relation] = (), rest: Iterable[Cell] = ()
) -> System:
    """Several tables that come out together; ``extra`` ties their cells to each other, through ``rest`` if need be.

    Two printed cells that are the same number: ``Relation(key, (other key,))``. A group inside another:
    ``Relation(whole, (group, rest))`` with ``Cell(rest, whole - group, published=False)``.
    """
    together = System(())
    for table in tables:
        together += table.system()
    return System((*together.cells, *rest), (*together.relations, *extra))
