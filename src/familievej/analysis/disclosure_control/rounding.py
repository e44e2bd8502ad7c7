# SPDX-License-Identifier: EUPL-1.2
"""Rounding, the alternative to hiding: every count to the nearest multiple of a base, totals from what is rounded.

Totals that were rounded on their own would narrow their parts. Summed from rounded parts they tell nothing that the
parts do not: of each count a reader knows a span of ``base`` values, and no more however many tables there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from familievej.analysis.disclosure_control.cells import System
from familievej.analysis.disclosure_control.policy import LEAST_THRESHOLD
from familievej.analysis.words import N_, Refused, Text


@dataclass(frozen=True, slots=True)
class Rounding:
    """``values`` by key; ``furthest``: how far, at most, a printed total is from its truth."""

    values: Mapping[str, int]
    base: int
    furthest: float


def rounded(system: System, base: int = 5) -> Rounding:
    """Counts rounded to ``base``.

    Raises ``Refused`` for a base under 3, for sums of money, and for totals that are made in two ways that disagree
    once the parts are rounded (a table by municipality and one by age: round one and hide in the other).
    """
    if base < LEAST_THRESHOLD:
        raise Refused(Text(N_("Numbers must be rounded to 3 or more, or rounding protects nobody.")))
    if any(cell.amount or cell.value is None for cell in system.cells):
        raise Refused(Text(N_("Only counts can be rounded.")))
    totals: dict[str, list[tuple[str, ...]]] = {}
    for relation in system.relations:
        totals.setdefault(relation.total, []).append(relation.parts)
    truth = {cell.key: int(cell.value or 0) for cell in system.cells}
    values = {key: nearest(value, base) for key, value in truth.items() if key not in totals}
    while waiting := [total for total in totals if total not in values]:
        ready = [total for total in waiting if all(part in values for ways in totals[total] for part in ways)]
        if not ready:
            raise Refused(Text(N_("These totals are parts of each other and cannot be rounded.")))
        for total in ready:
            sums = {sum(values[part] for part in parts) for parts in totals[total]}
            if len(sums) > 1:
                raise Refused(
                    Text(N_("The totals of these tables no longer agree when their parts are rounded."))
                )
            values[total] = sums.pop()
    return Rounding(values, base, max((abs(values[key] - truth[key]) for key in truth), default=0))


def nearest(value: int, base: int) -> int:
    """The multiple of ``base`` nearest to ``value``, halves away from zero: 2 -> 0, 3 -> 5 with base 5."""
    size = (2 * abs(value) + base) // (2 * base) * base
    return size if value >= 0 else -size
