# SPDX-License-Identifier: EUPL-1.2
"""The difference between the groups at each time, against the last time before the start: and above all before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import f as f_distribution

from familievej.analysis.designs.estimate import Estimate
from familievej.analysis.designs.frames import checked, groups
from familievej.analysis.designs.power import FEWEST
from familievej.analysis.designs.regression import regress
from familievej.analysis.words import N_, Refused, Text


@dataclass(frozen=True, slots=True)
class EventStudy:
    """``at``: the difference by time from the start (the reference, -1, is zero and left out).

    before_p: probability of differences before the start as large as these if there were none (joint F test); None with
    one time before only: then the groups' earlier development cannot be compared at all.
    """

    at: dict[int, Estimate]
    before_p: float | None


def event_study(
    frame: pl.DataFrame,
    outcome: str,
    treated: str,
    time: str,
    unit: str,
    *,
    start: int,
    cluster: str | None = None,
    fewest: int = FEWEST,
) -> EventStudy:
    """Regression on person and time with the programme's difference at each time; one start for everybody.

    Source: Roth, Sant'Anna, Bilinski and Poe, What's trending in difference-in-differences? (J. Econometrics 2023), 4.
    """
    together = cluster or unit
    data = checked(frame, [outcome, treated, time, unit, together])
    sizes = groups(data, treated, unit, fewest)
    times = sorted(int(value) - start for value in data[time].unique().to_list())
    if -1 not in times or times[-1] < 0:
        message = N_(
            "The time just before the start, and one from it on, must be in the data (start: %(start)s)."
        )
        raise Refused(Text(message, {"start": str(start)}))
    names = {t: f"t{'m' if t < 0 else 'p'}{abs(t)}_" for t in times if t != -1}
    inside = pl.col(treated).cast(pl.Float64)
    data = data.with_columns(
        **{name: inside * (pl.col(time) - start == t).cast(pl.Float64) for t, name in names.items()}
    )
    fit = regress(f"{outcome} ~ {' + '.join(names.values())} | {unit} + {time}", data, {"CRV1": together})
    table, limits, clusters = fit.tidy(), fit.confint(), data[together].n_unique()
    at = {
        t: Estimate(
            value=float(table.loc[name, "Estimate"]),
            error=float(table.loc[name, "Std. Error"]),
            low=float(limits.loc[name].iloc[0]),
            high=float(limits.loc[name].iloc[1]),
            p=float(table.loc[name, "Pr(>|t|)"]),
            treated=sizes[0],
            compared=sizes[1],
            rows=data.height,
            clusters=clusters,
            method=f"event study, clustered on {together}",
        )
        for t, name in names.items()
    }
    before = [number for number, t in enumerate(names) if t < 0]
    return EventStudy(at, _joint(np.asarray(fit.coef()), np.asarray(fit._vcov), before, clusters))  # noqa: SLF001


def _joint(values: np.ndarray, covariance: np.ndarray, which: list[int], clusters: int) -> float | None:
    """Wald's test that all of ``which`` are zero, as F with clusters - 1 degrees of freedom."""
    if not which:
        return None
    some, inner = values[which], covariance[np.ix_(which, which)]
    statistic = float(some @ np.linalg.solve(inner, some)) / len(which)
    return float(f_distribution.sf(statistic, len(which), clusters - 1))
