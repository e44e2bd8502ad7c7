# SPDX-License-Identifier: EUPL-1.2
"""Which numbers must be hidden for their own sake, and how uncertain a reader must be left about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from familievej.analysis.disclosure_control.cells import Cell
from familievej.analysis.disclosure_control.policy import Policy, Zero
from familievej.analysis.disclosure_control.reader import Limit


class Reason(StrEnum):
    """Why a number is hidden; for the analyst only, since "small" tells a reader what the number may be."""

    SMALL = "small"
    CERTAIN = "certain"
    DOMINANCE = "dominance"
    EARLIER = "earlier"  # hidden when it was released, and the truth of that release is not kept
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Need:
    """One of ``ways`` must stay possible for a reader."""

    key: str
    ways: tuple[Limit, ...]


def zero_shown(cell: Cell, policy: Policy) -> bool:
    """Whether a zero in this cell would have been printed."""
    return policy.zero is Zero.SHOWN and not (cell.zero_hides and policy.certain_hides)


def sensitive(cell: Cell, policy: Policy) -> Reason | None:
    """Why this number cannot be printed as it stands; None when it can."""
    if cell.known:
        return None
    if cell.value is None:
        return Reason.EARLIER
    if cell.amount:
        if cell.persons is not None and 0 < cell.persons < policy.threshold:
            return Reason.SMALL
        if policy.dominated(cell.largest, cell.value):
            return Reason.DOMINANCE
        is_told = cell.value == 0 and cell.zero_hides and not zero_shown(cell, policy)
        return Reason.CERTAIN if is_told else None
    if 0 < abs(cell.value) < policy.threshold:
        return Reason.SMALL
    is_zero_told = cell.value == 0 and not cell.signed and not zero_shown(cell, policy)
    return Reason.CERTAIN if is_zero_told else None


def needs(cell: Cell, policy: Policy) -> tuple[Need, ...]:
    """What a reader must be left uncertain of.

    A count: whether it reaches the threshold. A sum: by how much it differs from its true value, upwards and downwards;
    for a dominated sum the distance at which the rule would be kept (Hundepool et al. 2012, table 4.3).
    """
    if cell.amount:
        return _of_amount(cell, policy)
    ways = [Limit(cell.key, 1, policy.threshold)]
    if cell.signed:
        ways.append(Limit(cell.key, -1, -policy.threshold))
    return (Need(cell.key, tuple(ways)),)


def _of_amount(cell: Cell, policy: Policy) -> tuple[Need, ...]:
    if cell.value is None:
        return ()
    top = sum(sorted(map(abs, cell.largest), reverse=True)[: policy.dominance_n])
    size = abs(cell.value)
    distance = max(top / policy.dominance_share - size, policy.safety_share * max(size, top), 1.0)
    low = cell.value - distance
    return (
        Need(cell.key, (Limit(cell.key, 1, cell.value + distance),)),
        Need(cell.key, (Limit(cell.key, -1, low if cell.signed else max(low, 0.0)),)),
    )
