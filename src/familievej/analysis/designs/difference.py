# SPDX-License-Identifier: EUPL-1.2
"""Two groups, and two groups at two times, by regression (pyfixest)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from familievej.analysis.designs.estimate import Estimate
from familievej.analysis.designs.frames import checked, groups
from familievej.analysis.designs.power import FEWEST
from familievej.analysis.designs.regression import regress

ALONE = ("iid", "HC1", "HC2", "HC3")


def difference(
    frame: pl.DataFrame,
    outcome: str,
    treated: str,
    *,
    covariates: Sequence[str] = (),
    cluster: str | None = None,
    errors: str = "HC1",
    fewest: int = FEWEST,
) -> Estimate:
    """Mean of ``outcome`` in the programme less that of the others, at equal ``covariates``. One row a person."""
    data = checked(frame, [outcome, treated, *covariates, *([cluster] if cluster else [])])
    sizes = groups(data, treated, None, fewest)
    formula = f"{outcome} ~ {' + '.join((treated, *covariates))}"
    return fitted(formula, data, treated, sizes, cluster, errors, "difference of means")


def difference_in_differences(
    frame: pl.DataFrame,
    outcome: str,
    treated: str,
    after: str,
    *,
    unit: str | None = None,
    covariates: Sequence[str] = (),
    cluster: str | None = None,
    errors: str = "HC1",
    fewest: int = FEWEST,
) -> Estimate:
    """How much more ``outcome`` changed in the programme than among the others.

    ``treated`` and ``after`` are 0 or 1. With ``unit`` the errors are clustered on it, since a person's times go
    together; ``cluster`` chooses another level. Source: Wooldridge, Introductory Econometrics, 13.2.
    """
    together = cluster or unit
    columns = [
        outcome,
        treated,
        after,
        *covariates,
        *([unit] if unit else []),
        *([together] if together else []),
    ]
    data = checked(frame, columns)
    sizes = groups(data, treated, unit, fewest)
    numbers = {name: pl.col(name).cast(pl.Float64) for name in (treated, after)}
    data = data.with_columns(**numbers).with_columns(both_=numbers[treated] * numbers[after])
    formula = f"{outcome} ~ {' + '.join((treated, after, 'both_', *covariates))}"
    return fitted(formula, data, "both_", sizes, together, errors, "difference in differences")


def fitted(
    formula: str,
    data: pl.DataFrame,
    coefficient: str,
    sizes: tuple[int, int],
    cluster: str | None,
    errors: str,
    method: str,
) -> Estimate:
    """One coefficient of one regression, with limits from Student's t."""
    if errors not in ALONE:
        raise ValueError(f"errors must be one of {', '.join(ALONE)}")
    fit = regress(formula, data, {"CRV1": cluster} if cluster else errors)
    row = fit.tidy().loc[coefficient]
    low, high = (float(limit) for limit in fit.confint().loc[coefficient].to_numpy())
    return Estimate(
        value=float(row["Estimate"]),
        error=float(row["Std. Error"]),
        low=low,
        high=high,
        p=float(np.clip(row["Pr(>|t|)"], 0, 1)),
        treated=sizes[0],
        compared=sizes[1],
        rows=data.height,
        clusters=data[cluster].n_unique() if cluster else None,
        method=f"{method}, {f'clustered on {cluster}' if cluster else errors}",
    )
