# SPDX-License-Identifier: EUPL-1.2
"""One door to pyfixest."""

from __future__ import annotations

import warnings
from typing import Any

import polars as pl
import pyfixest as pf

from familievej.analysis.designs.frames import for_regression


def regress(formula: str, data: pl.DataFrame, errors: str | dict[str, str]) -> Any:
    """The fitted model; ``errors`` as pyfixest names them ("iid", "HC1", {"CRV1": column})."""
    with warnings.catch_warnings():
        # pyfixest 0.60 still asks pandas 3.1 to work in place; its own matter, and without consequence here.
        warnings.filterwarnings("ignore", "The inplace keyword", DeprecationWarning)
        return pf.feols(formula, data=for_regression(data), vcov=errors)
