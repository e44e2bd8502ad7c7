# SPDX-License-Identifier: EUPL-1.2
"""The curious reader: what can be worked out from everything that is printed, exactly.

Hidden numbers are unknowns; printed numbers and the relations are equations; counts are whole and not negative. What a
reader can know about a hidden number is the smallest and largest value that it has in any solution. Linear programming
finds it; where its answer is not whole, integer programming settles it (HiGHS, through scipy). See Fischetti and
Salazar, "Models and algorithms for optimizing cell suppression in tabular data", JASA 95 (2000), sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from familievej.analysis.disclosure_control.cells import Cell, Relation, System

Numbers = NDArray[np.float64]
_EXACT = 1e-6
_INFEASIBLE = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """A hidden number must be able to be at least (``sign`` 1) or at most (``sign`` -1) ``bound``."""

    key: str
    sign: int
    bound: float

    def met_by(self, value: float) -> bool:
        """Whether this value is as far out as it has to be."""
        return self.sign * (value - self.bound) >= -_EXACT * max(1.0, abs(self.bound))


class Reader:
    """One reader of one system.

    ``least``: what a reader knows each hidden number to be at least (0 for counts; 1 where zeros are always printed).
    """

    def __init__(self, system: System, least: Mapping[str, float]) -> None:
        self.cells = system.cells
        self.place = {cell.key: number for number, cell in enumerate(self.cells)}
        self.truth = np.array([np.nan if cell.value is None else cell.value for cell in self.cells])
        self.whole = np.array([not cell.amount for cell in self.cells])
        self.least = np.array([least.get(cell.key, -np.inf) for cell in self.cells])
        self.equations = _equations(system.relations, self.place)
        self.columns = self.equations.tocsc()

    def solution(self, limit: Limit, hidden: Set[str]) -> dict[str, float] | None:
        """Values of the hidden numbers that agree with all that is printed and meet ``limit``; None: there are none."""
        places = self._around(limit.key, hidden)
        part = self._part(places)
        start = places.index(self.place[limit.key])
        lower, upper = self.least[places].copy(), np.full(len(places), np.inf)
        if limit.sign > 0:
            lower[start] = max(lower[start], limit.bound)
        else:
            upper[start] = limit.bound
        if lower[start] > upper[start]:
            return None
        values = _solve(part, lower, upper, self.whole[places])
        return (
            None
            if values is None
            else {self.cells[p].key: float(v) for p, v in zip(places, values, strict=True)}
        )

    def interval(self, key: str, hidden: Set[str]) -> tuple[float, float]:
        """The smallest and largest possible value of one hidden number."""
        places = self._around(key, hidden)
        part, start = self._part(places), places.index(self.place[key])
        return _extreme(part, self.least[places], self.whole[places], start, 1), _extreme(
            part, self.least[places], self.whole[places], start, -1
        )

    def _around(self, key: str, hidden: Set[str]) -> list[int]:
        """The hidden numbers that are tied to ``key`` through relations, however far away."""
        unknown = np.zeros(len(self.cells), dtype=bool)
        unknown[[self.place[name] for name in hidden]] = True
        found, edge = {self.place[key]}, [self.place[key]]
        columns, rows = self.columns, self.equations
        while edge:
            number = edge.pop()
            for row in columns.indices[columns.indptr[number] : columns.indptr[number + 1]]:
                for near in rows.indices[rows.indptr[row] : rows.indptr[row + 1]]:
                    if unknown[near] and near not in found:
                        found.add(int(near))
                        edge.append(int(near))
        return sorted(found)

    def _part(self, places: list[int]) -> _Part:
        inside = self.equations[:, places]
        touched = np.flatnonzero(np.diff(inside.indptr))
        rest = self.equations[touched].copy()
        known = np.ones(len(self.cells), dtype=bool)
        known[places] = False
        # Only unknowns of this part can stand in these rows: the others are printed.
        values = np.where(known, np.nan_to_num(self.truth), 0.0)
        return _Part(inside[touched], -(rest @ values))


@dataclass(frozen=True, slots=True)
class _Part:
    matrix: sparse.csr_array
    right: Numbers


def _equations(relations: Iterable[Relation], place: Mapping[str, int]) -> sparse.csr_array:
    rows, columns, signs = [], [], []
    count = 0
    for count, relation in enumerate(relations, start=1):
        for sign, key in ((-1.0, relation.total), *((1.0, part) for part in relation.parts)):
            rows.append(count - 1)
            columns.append(place[key])
            signs.append(sign)
    return sparse.csr_array((signs, (rows, columns)), shape=(count, len(place)))


def _solve(part: _Part, lower: Numbers, upper: Numbers, whole: NDArray[np.bool_]) -> Numbers | None:
    size = len(lower)
    if not part.matrix.shape[0]:  # nothing is known but the limits
        return np.where(np.isfinite(lower), lower, np.minimum(upper, 0.0))
    relaxed = linprog(
        np.zeros(size),
        A_eq=part.matrix,
        b_eq=part.right,
        bounds=np.column_stack((lower, upper)),
        method="highs-ds",
    )
    if relaxed.status == _INFEASIBLE:
        return None
    values: Numbers = np.asarray(relaxed.x)
    if _is_whole(values, whole):
        return values
    settled = milp(
        np.zeros(size),
        constraints=LinearConstraint(part.matrix, part.right, part.right),
        bounds=Bounds(lower, upper),
        integrality=whole.astype(int),
    )
    return np.asarray(settled.x) if settled.x is not None else None


def _is_whole(values: Numbers, whole: NDArray[np.bool_]) -> bool:
    return bool(np.all(np.abs(values[whole] - np.round(values[whole])) < _EXACT))


def _extreme(part: _Part, lower: Numbers, whole: NDArray[np.bool_], start: int, sign: int) -> float:
    if not part.matrix.shape[0]:
        return float(lower[start]) if sign > 0 else np.inf
    objective = np.zeros(len(lower))
    objective[start] = sign
    found = milp(
        objective,
        constraints=LinearConstraint(part.matrix, part.right, part.right),
        bounds=Bounds(lower, np.inf),
        integrality=whole.astype(int),
    )
    return float(found.x[start]) if found.x is not None else -sign * np.inf


def bare(cell: Cell, *, zero_shown: bool) -> float:
    """What a reader knows a hidden number to be at least, without any equation."""
    if cell.signed:
        return -np.inf
    return 1.0 if zero_shown and cell.published and not cell.amount else 0.0
