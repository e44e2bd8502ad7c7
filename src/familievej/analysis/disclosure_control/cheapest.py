# SPDX-License-Identifier: EUPL-1.2
"""Which further numbers to hide so that one hidden number becomes uncertain enough, at the least loss."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from familievej.analysis.disclosure_control.cells import System
from familievej.analysis.disclosure_control.reader import Limit, Numbers, Reader

_MOVED = 1e-6
_TOTAL_WEIGHT = 5.0


def costs(system: System) -> dict[str, float]:
    """What a reader loses with each number: large ones tell more than small ones, totals more than parts."""
    is_total = {relation.total for relation in system.relations}
    return {
        cell.key: (1 + math.log1p(abs(cell.value or 0))) * (_TOTAL_WEIGHT if cell.key in is_total else 1.0)
        for cell in system.cells
    }


def cheapest(
    reader: Reader, limit: Limit, hidden: Set[str], candidates: Set[str], cost: Mapping[str, float]
) -> set[str] | None:
    """Numbers of ``candidates`` to hide so that a solution meets ``limit``; None when no choice makes that possible.

    Minimises the weighted distance from the printed numbers (a linear relaxation of the choice of numbers); whatever
    has to move is hidden. Where fractions alone would do it, whole numbers are asked for.
    """
    shift = _Shift(reader, limit, hidden, candidates, cost)
    moved = shift.solve(whole=False)
    return moved or shift.solve(whole=True) if moved is not None else None


class _Shift:
    """The programme: hidden numbers are free, candidates move up or down from their printed value at a cost."""

    def __init__(
        self, reader: Reader, limit: Limit, hidden: Set[str], candidates: Set[str], cost: Mapping[str, float]
    ) -> None:
        cells = reader.cells
        free = [reader.place[key] for key in sorted(hidden)]
        may = [reader.place[key] for key in sorted(candidates)]
        columns = reader.columns
        self.names = [cells[place].key for place in may]
        self.matrix = sparse.hstack((columns[:, free], columns[:, may], -columns[:, may]), format="csr")
        printed = np.nan_to_num(reader.truth)
        printed[free] = 0.0
        self.right: Numbers = -(reader.equations @ printed)
        price = np.array([cost[name] for name in self.names])
        self.price = np.concatenate((np.zeros(len(free)), price, price))
        self.lower = np.concatenate((reader.least[free], np.zeros(2 * len(may))))
        room = reader.truth[may] - reader.least[may]
        self.upper = np.concatenate((np.full(len(free) + len(may), np.inf), room))
        self.integrality = np.concatenate((reader.whole[free], reader.whole[may], reader.whole[may])).astype(
            int
        )
        self.free = len(free)
        target = free.index(reader.place[limit.key])
        if limit.sign > 0:
            self.lower[target] = max(self.lower[target], limit.bound)
        else:
            self.upper[target] = limit.bound

    def solve(self, *, whole: bool) -> set[str] | None:
        if (self.lower > self.upper).any():
            return None
        if whole:
            found = milp(
                self.price,
                constraints=LinearConstraint(self.matrix, self.right, self.right),
                bounds=Bounds(self.lower, self.upper),
                integrality=self.integrality,
            )
        else:
            found = linprog(
                self.price,
                A_eq=self.matrix,
                b_eq=self.right,
                bounds=np.column_stack((self.lower, self.upper)),
                method="highs",
            )
        if found.x is None:
            return None
        up, down = np.split(found.x[self.free :], 2)
        return {name for name, far in zip(self.names, np.maximum(up, down), strict=True) if far > _MOVED}
