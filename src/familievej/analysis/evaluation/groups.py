# SPDX-License-Identifier: EUPL-1.2
"""The groups that every figure is broken down by: role, cohort, age. One list, so that tables can be laid
side by side."""

from __future__ import annotations

import polars as pl

from familievej.analysis.evaluation.rules import Settled


def parents(rules: Settled) -> dict[str, pl.Expr]:
    """Groups of adults, as conditions on the followed persons (GX-R82; report, lines 2367, 2442, 776)."""
    return {
        "parents": pl.lit(value=True),
        "mothers": pl.col("role") == "mother",
        "fathers": pl.col("role") == "father",
        **_cohorts(rules),
        "older": had_turned(rules.older_age, pl.col("start_date")),
    }


def children(rules: Settled) -> dict[str, pl.Expr]:
    """Groups of children (report, line 2634)."""
    return {"children": pl.lit(value=True), **_cohorts(rules)}


def had_turned(age: int, day: pl.Expr) -> pl.Expr:
    """True for who had turned ``age`` years on ``day``."""
    return pl.col("birth_date").dt.offset_by(f"{age}y") <= day


def _cohorts(rules: Settled) -> dict[str, pl.Expr]:
    early = pl.col("start_date") < rules.started_before
    return {"early": early, "late": ~early}
