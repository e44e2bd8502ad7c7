# SPDX-License-Identifier: EUPL-1.2
"""Whether the two groups were alike before: means beside each other, in standard deviations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from familievej.analysis.designs.frames import checked, groups
from familievej.analysis.designs.power import FEWEST

Numbers = NDArray[np.float64]
ALIKE = 0.1  # Austin, Statistics in Medicine 2009: below it groups are usually called alike


@dataclass(frozen=True, slots=True)
class Balance:
    """One characteristic: mean in each group, their difference in pooled standard deviations, ratio of variances."""

    characteristic: str
    treated: float
    compared: float
    difference: float
    variance_ratio: float

    @property
    def is_alike(self) -> bool:
        """Whether the difference is below a tenth of a standard deviation."""
        return abs(self.difference) < ALIKE


def balance(
    frame: pl.DataFrame, treated: str, characteristics: Sequence[str], *, fewest: int = FEWEST
) -> tuple[Balance, ...]:
    """One line a characteristic; one row a person. Raises ``Refused`` for too few."""
    data = checked(frame, [treated, *characteristics])
    groups(data, treated, None, fewest)
    inside = data[treated].cast(pl.Float64).to_numpy() == 1
    return tuple(_of(name, data[name].cast(pl.Float64).to_numpy(), inside, None) for name in characteristics)


def _of(name: str, values: Numbers, inside: NDArray[np.bool_], weights: Numbers | None) -> Balance:
    some = np.ones(len(values)) if weights is None else weights
    mean, variance = _moments(values[inside], some[inside])
    other, spread = _moments(values[~inside], some[~inside])
    # The spread before any weighting, so that weights cannot make groups look alike by stretching them.
    deviation = math.sqrt((values[inside].var(ddof=1) + values[~inside].var(ddof=1)) / 2)
    gap = (
        (mean - other) / deviation
        if deviation
        else (0.0 if mean == other else math.copysign(math.inf, mean - other))
    )
    return Balance(name, mean, other, gap, variance / spread if spread else math.inf)


def _moments(values: Numbers, weights: Numbers) -> tuple[float, float]:
    mean = float(np.average(values, weights=weights))
    return mean, float(np.average((values - mean) ** 2, weights=weights))


def weighted(name: str, values: Numbers, inside: NDArray[np.bool_], weights: Numbers) -> Balance:
    """The same under weights that never leave the run."""
    return _of(name, values, inside, weights)
