# SPDX-License-Identifier: EUPL-1.2
"""A comparison group made alike by weights. The weights exist while this function runs and nowhere else.

They are odds of a fitted model of who is in the programme: a number about a person that must not be seen, stored or
joined back to anybody. What comes out is the difference, the balance it was had with, and how many persons it is worth.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import ModelWarning, PerfectSeparationError

from familievej.analysis.designs.balance import Balance, Numbers, weighted
from familievej.analysis.designs.estimate import Estimate
from familievej.analysis.designs.frames import checked, groups
from familievej.analysis.designs.power import FEWEST, refuse_too_few
from familievej.analysis.words import N_, Refused, Text

_TRIM = 50.0


@dataclass(frozen=True, slots=True)
class Weighted:
    """``worth``: as how many equally weighted persons the comparison group counts (Kish: (sum w)² / sum w²)."""

    estimate: Estimate
    balance: tuple[Balance, ...]
    worth: float


def weighted_difference(
    frame: pl.DataFrame, outcome: str, treated: str, characteristics: Sequence[str], *, fewest: int = FEWEST
) -> Weighted:
    """Mean of the programme less that of others weighted to be alike in ``characteristics``. One row a person.

    Inverse odds from a logistic regression, HC1 errors (Hirano, Imbens and Ridder, Econometrica 2003). Raises
    ``Refused`` when the groups do not overlap, or when the weighted group is worth fewer than ``fewest``.
    """
    data = checked(frame, [outcome, treated, *characteristics])
    sizes = groups(data, treated, None, fewest)
    values = {name: data[name].cast(pl.Float64).to_numpy() for name in (outcome, treated, *characteristics)}
    inside = values[treated] == 1
    odds = _odds(values[treated], np.column_stack([values[name] for name in characteristics]))
    weights = np.where(inside, 1.0, odds)
    if not np.isfinite(weights).all() or weights.max() > _TRIM:
        raise _no_overlap()
    worth = float(weights[~inside].sum() ** 2 / (weights[~inside] ** 2).sum())
    refuse_too_few(sizes[0], int(worth), fewest)
    fit = sm.WLS(values[outcome], sm.add_constant(values[treated]), weights=weights).fit(
        cov_type="HC1", use_t=True
    )
    low, high = (float(limit) for limit in fit.conf_int()[1])
    estimate = Estimate(
        float(fit.params[1]), float(fit.bse[1]), low, high, float(fit.pvalues[1]), *sizes, data.height, None,
        "difference of means, comparison weighted to be alike, HC1",
    )  # fmt: skip
    alike = tuple(weighted(name, values[name], inside, weights) for name in characteristics)
    return Weighted(estimate, alike, worth)


def _odds(inside: Numbers, characteristics: Numbers) -> Numbers:
    """Fitted odds of being in the programme. Raises ``Refused`` where a characteristic decides it alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", ModelWarning)
        try:
            fit = sm.Logit(inside, sm.add_constant(characteristics)).fit(disp=False)
        except (np.linalg.LinAlgError, PerfectSeparationError, ModelWarning):
            raise _no_overlap() from None
    return np.asarray(np.exp(fit.fittedvalues))


def _no_overlap() -> Refused:
    message = N_("The groups do not overlap: some in the programme are like nobody in the comparison group.")
    return Refused(Text(message))
