# SPDX-License-Identifier: EUPL-1.2
"""Before any comparison: how large a difference must be for these numbers of persons to show it."""

from __future__ import annotations

import math

from scipy.optimize import brentq
from scipy.stats import norm

from familievej.analysis.words import N_, Refused, Text

FEWEST = 20


def smallest_share_difference(
    base: float,
    treated: int,
    compared: int,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    cluster_size: float = 1.0,
    correlation: float = 0.0,
) -> float:
    """The smallest rise from ``base`` (shares, 0 to 1) that is found with probability ``power`` at level ``alpha``.

    Two-sided test of two shares with its pooled variance under no difference and its own under one (Fleiss, Statistical
    Methods for Rates and Proportions, 4.2). Persons who go together in clusters count for less: the design factor
    1 + (cluster_size - 1) × correlation. Raises ``Refused`` when no rise up to 100 % would be found.
    """
    if not 0 < base < 1:
        raise Refused(Text(N_("The share to start from must lie between 0 and 100 %%.")))
    shrink = 1 + (cluster_size - 1) * correlation
    n, m = treated / shrink, compared / shrink
    z_level, z_power = norm.ppf(1 - alpha / 2), norm.ppf(power)

    def short_of(rise: float) -> float:
        other = base + rise
        pooled = (n * other + m * base) / (n + m)
        under_none = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        under_rise = math.sqrt(other * (1 - other) / n + base * (1 - base) / m)
        return float(rise - z_level * under_none - z_power * under_rise)

    most = 1 - base
    if min(treated, compared) < 1 or short_of(most) < 0:
        message = N_(
            "With %(treated)s and %(compared)s persons no rise from %(base)s %% could be told from chance."
        )
        raise Refused(Text(message, {"treated": treated, "compared": compared, "base": round(100 * base)}))
    return float(brentq(short_of, 1e-9, most))


def smallest_difference(
    deviation: float,
    treated: int,
    compared: int,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    cluster_size: float = 1.0,
    correlation: float = 0.0,
) -> float:
    """The same for two means of a measure with standard deviation ``deviation``, in its own unit."""
    if min(treated, compared) < 1:
        raise Refused(Text(N_("Both groups need somebody in them.")))
    shrink = 1 + (cluster_size - 1) * correlation
    z = norm.ppf(1 - alpha / 2) + norm.ppf(power)
    return float(z * deviation * math.sqrt(shrink * (1 / treated + 1 / compared)))


def refuse_too_few(treated: int, compared: int, fewest: int = FEWEST) -> None:
    """Raise ``Refused`` when a group is smaller than ``fewest``: no estimate is better than one that will not hold."""
    if min(treated, compared) >= fewest:
        return
    message = N_(
        "There are %(treated)s in the programme and %(compared)s to compare with; fewer than %(fewest)s in either is "
        "too few for a comparison. Wait for more families, or tell what happened without comparing."
    )
    raise Refused(Text(message, {"treated": treated, "compared": compared, "fewest": fewest}))
