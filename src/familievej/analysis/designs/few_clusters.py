# SPDX-License-Identifier: EUPL-1.2
"""Honest uncertainty when few groups go together: wild bootstrap, and CR2 errors with Satterthwaite's degrees.

Cameron, Gelbach and Miller (Rev. Econ. Stat. 2008); Pustejovsky and Tipton (J. Bus. Econ. Stat. 2018); by diff-diff.
"""

from __future__ import annotations

from dataclasses import dataclass

import diff_diff
import numpy as np
import polars as pl

from familievej.analysis.designs.frames import checked
from familievej.analysis.words import N_, Refused, Text

FEWEST_CLUSTERS = 6


@dataclass(frozen=True, slots=True)
class FewClusters:
    """The same coefficient by two ways. ``freedom``: Satterthwaite's degrees; under 4 even these limits are unsure."""

    value: float
    clusters: int
    wild_p: float
    wild_low: float
    wild_high: float
    cr2_error: float
    cr2_p: float
    cr2_low: float
    cr2_high: float
    freedom: float


def few_clusters(
    frame: pl.DataFrame,
    outcome: str,
    treated: str,
    after: str,
    cluster: str,
    *,
    draws: int = 999,
    seed: int = 1,
) -> FewClusters:
    """Difference in differences with errors for few clusters. Raises ``Refused`` under six of them."""
    data = checked(frame, [outcome, treated, after, cluster])
    clusters = data[cluster].n_unique()
    if clusters < FEWEST_CLUSTERS:
        message = N_(
            "With %(clusters)s clusters no method gives honest limits; at least %(fewest)s are needed."
        )
        raise Refused(Text(message, {"clusters": clusters, "fewest": FEWEST_CLUSTERS}))
    inside, later = (data[name].cast(pl.Float64).to_numpy() for name in (treated, after))
    design = np.column_stack((np.ones(data.height), inside, later, inside * later))
    values = data[outcome].cast(pl.Float64).to_numpy()
    ids = data[cluster].rank("dense").to_numpy()
    model = diff_diff.LinearRegression(include_intercept=False, vcov_type="hc2_bm", cluster_ids=ids)
    cr2 = model.fit(design, values).get_inference(3)
    wild = diff_diff.wild_bootstrap_se(
        design, values, np.zeros(data.height), ids, 3, n_bootstrap=draws, weight_type="rademacher", seed=seed
    )
    return FewClusters(
        value=float(cr2.coefficient),
        clusters=clusters,
        wild_p=float(wild.p_value),
        wild_low=float(wild.ci_lower),
        wild_high=float(wild.ci_upper),
        cr2_error=float(cr2.se),
        cr2_p=float(cr2.p_value),
        cr2_low=float(cr2.conf_int[0]),
        cr2_high=float(cr2.conf_int[1]),
        freedom=float(cr2.df),
    )
