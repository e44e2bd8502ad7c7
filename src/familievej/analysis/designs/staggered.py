# SPDX-License-Identifier: EUPL-1.2
"""Starts at different times: Callaway and Sant'Anna's estimator, which never compares with those who began earlier.

Callaway and Sant'Anna, Difference-in-Differences with multiple time periods (J. Econometrics 2021), through diff-diff.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import diff_diff
import polars as pl

from familievej.analysis.designs.estimate import Estimate
from familievej.analysis.designs.frames import checked, for_regression
from familievej.analysis.designs.power import FEWEST, refuse_too_few


@dataclass(frozen=True, slots=True)
class Staggered:
    """``overall``: mean over all groups and times from their start ("simple"); ``at``: by time from start."""

    overall: Estimate
    at: dict[int, Estimate]


def staggered_starts(
    frame: pl.DataFrame,
    outcome: str,
    unit: str,
    time: str,
    first: str,
    *,
    not_yet: bool = False,
    fewest: int = FEWEST,
) -> Staggered:
    """``first``: the time of a unit's start, 0 for those who never begin. Errors clustered on the unit.

    not_yet: compare also with those who have not begun yet, rather than only with those who never do.
    """
    data = checked(frame, [outcome, unit, time, first])
    began = data.filter(pl.col(first) > 0)[unit].n_unique()
    never = data.filter(pl.col(first) == 0)[unit].n_unique()
    refuse_too_few(began, began + never if not_yet and not never else never, fewest)
    model = diff_diff.CallawaySantAnna(control_group="not_yet_treated" if not_yet else "never_treated")
    made = model.fit(for_regression(data), outcome=outcome, unit=unit, time=time, first_treat=first)
    by_time = made.aggregate("event_study")

    def estimate(numbers: Iterable[float]) -> Estimate:
        value, error, low, high, p = (float(number) for number in numbers)
        return Estimate(value, error, low, high, p, began, never, data.height, None, "Callaway and Sant'Anna")

    limits = (by_time.conf_int_lower, by_time.conf_int_upper)
    columns = zip(by_time.att, by_time.se, *limits, by_time.p_value, strict=True)
    return Staggered(
        overall=estimate((made.overall_att, made.overall_se, *made.overall_conf_int, made.overall_p_value)),
        at={int(t): estimate(numbers) for t, numbers in zip(by_time.event_time, columns, strict=True)},
    )
