# SPDX-License-Identifier: EUPL-1.2
"""95 % intervals, each by its formula: pure numbers in, pure numbers out.

A test holds every one of them against statsmodels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

LEVEL = 0.95
Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its limits; None where the data do not carry one."""

    value: float | None
    low: float | None = None
    high: float | None = None


NOTHING = Estimate(None)


def wilson(count: int, base: int) -> Estimate:
    """The share ``count / base`` with Wilson's score interval (Wilson 1927, JASA 22:209; report, line
    2425)."""
    if base == 0:
        return NOTHING
    share = count / base
    spread = Z * Z / base
    centre = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / base + spread / (4 * base))
    # At none and at all the limit is the share itself; rounding must not push it past.
    return Estimate(share, max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def clustered_share(counts: Numbers, bases: Numbers) -> Estimate:
    """The share of person-months with limits clustered on persons (report, line 2378).

    ``counts`` and ``bases`` are sums per person. With u_i the person's sum of deviations from the share and G
    persons: variance = G / (G - 1) * sum(u_i^2) / N^2 (Liang and Zeger 1986, with the usual correction for
    few clusters). One person has no limits: between-person variation cannot be seen.
    """
    base = float(bases.sum())
    if base == 0:
        return NOTHING
    share = float(counts.sum()) / base
    return _around(share, (counts - share * bases) / base)


def clustered_change(before: tuple[Numbers, Numbers], after: tuple[Numbers, Numbers]) -> Estimate:
    """Share after less share before; the same persons stand on both sides, so their deviations are taken
    together.

    Each side is (counts, bases) per person, the persons in the same order; a person without months on one
    side contributes 0 there.
    """
    if before[1].sum() == 0 or after[1].sum() == 0:
        return NOTHING
    deviations, shares = [], []
    for counts, bases in (before, after):
        share = float(counts.sum() / bases.sum())
        shares.append(share)
        deviations.append((counts - share * bases) / bases.sum())
    return _around(shares[1] - shares[0], deviations[1] - deviations[0])


def mean(values: Numbers) -> Estimate:
    """The mean with Student's t limits; one value has none."""
    if values.size == 0:
        return NOTHING
    centre = float(values.mean())
    if values.size == 1:
        return Estimate(centre)
    half = _t(values.size - 1) * float(values.std(ddof=1)) / math.sqrt(values.size)
    return Estimate(centre, centre - half, centre + half)


def _around(value: float, deviations: Numbers) -> Estimate:
    persons = deviations.size
    if persons < 2:
        return Estimate(value)
    half = Z * math.sqrt(persons / (persons - 1) * float(deviations @ deviations))
    return Estimate(value, value - half, value + half)


@lru_cache(maxsize=4096)
def _t(degrees: int) -> float:
    # scipy is slow to import and only means need it.
    from scipy.stats import t

    return float(t.ppf(0.5 + LEVEL / 2, degrees))
