# SPDX-License-Identifier: EUPL-1.2
"""Does the difference survive being asked otherwise: a start that never was, and other definitions of the outcome?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from familievej.analysis.designs.difference import difference_in_differences
from familievej.analysis.designs.estimate import Estimate
from familievej.analysis.designs.power import FEWEST
from familievej.analysis.words import N_, Refused, Text


def placebo_in_time(
    frame: pl.DataFrame,
    outcome: str,
    treated: str,
    time: str,
    unit: str,
    *,
    start: int,
    cluster: str | None = None,
    fewest: int = FEWEST,
) -> dict[int, Estimate]:
    """Difference in differences as if the start had been at each earlier time, with data from before the start only.

    Each should be zero but for chance; one that is not says that the groups developed differently before.
    Raises ``Refused`` with fewer than two times before the start.
    """
    before = frame.filter(pl.col(time) < start)
    times = sorted(before[time].unique().to_list())
    if len(times) < 2:
        raise Refused(Text(N_("A start that never was needs at least two times before the real one.")))
    return {
        int(pretended): difference_in_differences(
            before.with_columns(pretended_=(pl.col(time) >= pretended).cast(pl.Int8)),
            outcome,
            treated,
            "pretended_",
            unit=unit,
            cluster=cluster,
            fewest=fewest,
        )
        for pretended in times[1:]
    }


def by_definition(
    frame: pl.DataFrame,
    outcomes: Mapping[str, pl.Expr],
    treated: str,
    after: str,
    unit: str,
    *,
    cluster: str | None = None,
    fewest: int = FEWEST,
) -> dict[str, Estimate]:
    """The same comparison for each definition of the outcome, named: a conclusion should not hang on one of them."""
    return {
        name: difference_in_differences(
            frame.with_columns(outcome_=outcome),
            "outcome_",
            treated,
            after,
            unit=unit,
            cluster=cluster,
            fewest=fewest,
        )
        for name, outcome in outcomes.items()
    }
