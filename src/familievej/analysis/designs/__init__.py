# SPDX-License-Identifier: EUPL-1.2
"""Comparison designs: what is to be had when a comparable group exists, and a refusal when too few are in it.

Ask ``power`` first. Frames go in (polars, one row for each person and time), estimates come out: weights, matches and
fitted values live inside one call only, and no estimate holds a number for each person.
"""

from familievej.analysis.designs.balance import Balance, balance
from familievej.analysis.designs.difference import difference, difference_in_differences
from familievej.analysis.designs.estimate import Estimate, as_result
from familievej.analysis.designs.events import EventStudy, event_study
from familievej.analysis.designs.few_clusters import FewClusters, few_clusters
from familievej.analysis.designs.power import refuse_too_few, smallest_difference, smallest_share_difference
from familievej.analysis.designs.robustness import by_definition, placebo_in_time
from familievej.analysis.designs.staggered import Staggered, staggered_starts
from familievej.analysis.designs.weighting import Weighted, weighted_difference

__all__ = [
    "Balance",
    "Estimate",
    "EventStudy",
    "FewClusters",
    "Staggered",
    "Weighted",
    "as_result",
    "balance",
    "by_definition",
    "difference",
    "difference_in_differences",
    "event_study",
    "few_clusters",
    "placebo_in_time",
    "refuse_too_few",
    "smallest_difference",
    "smallest_share_difference",
    "staggered_starts",
    "weighted_difference",
]
