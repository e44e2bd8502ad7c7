# SPDX-License-Identifier: EUPL-1.2
"""What a frame must be before anything is estimated from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from familievej.analysis.designs.power import FEWEST, refuse_too_few
from familievej.analysis.words import N_, Refused, Text


def checked(frame: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """Those columns of ``frame``. Raises ``Refused`` for a missing column, an empty value or no rows."""
    wanted = list(dict.fromkeys(columns))
    for name in wanted:
        if name not in frame.columns:
            raise Refused(Text(N_("The table has no column %(column)s."), {"column": name}))
        if frame[name].null_count() or (frame[name].dtype.is_float() and frame[name].is_nan().any()):
            message = N_("Column %(column)s has empty values. Leave those rows out, and say so.")
            raise Refused(Text(message, {"column": name}))
    if not frame.height:
        raise Refused(Text(N_("The table has no rows.")))
    return frame.select(wanted)


def groups(frame: pl.DataFrame, treated: str, unit: str | None, fewest: int = FEWEST) -> tuple[int, int]:
    """Units in the programme and to compare with. Raises ``Refused`` for other values than 0 and 1, and for too few."""
    values = set(frame[treated].cast(pl.Float64).unique().to_list())
    if not values <= {0.0, 1.0}:
        message = N_("Column %(column)s must be 1 in the programme and 0 otherwise.")
        raise Refused(Text(message, {"column": treated}))
    inside = frame.filter(pl.col(treated).cast(pl.Float64) == 1)
    outside = frame.filter(pl.col(treated).cast(pl.Float64) == 0)
    sizes = (inside[unit].n_unique(), outside[unit].n_unique()) if unit else (inside.height, outside.height)
    refuse_too_few(*sizes, fewest)
    return sizes


def for_regression(frame: pl.DataFrame) -> Any:
    """The frame as the regression libraries read it, truth values as numbers."""
    return frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8)).to_pandas()
