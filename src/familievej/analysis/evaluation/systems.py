# SPDX-License-Identifier: EUPL-1.2
"""Changes of source system: the break in a series, and the first year of a new system, which is never
complete.

Source: lines 2606-2609, 2677-2682; GX-R85, GX-R92.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import polars as pl

from familievej.analysis.result import Caveat, Mark
from familievej.analysis.tables import Tables
from familievej.analysis.words import N_, Text


def changes(tables: Tables, years: range) -> tuple[tuple[Mark, ...], tuple[Caveat, ...]]:
    """Marks and caveats for each system that begins within ``years`` after another one did."""
    begins = (
        tables.child_cases.group_by("source_system")
        .agg(first=pl.col("start_date").min())
        .sort("first", "source_system")
    )
    named: list[tuple[str, dt.date]] = list(begins.iter_rows())
    marks: list[Mark] = []
    said: list[Caveat] = []
    for (former, _begun), (system, first) in pairwise(named):
        if first.year not in years:
            continue
        marks.append(Mark(("year", first.year), Text(N_("new system: %(system)s"), {"system": system})))
        facts = {"former": former, "system": system, "year": str(first.year)}
        said.append(Caveat("system_change", Text(_CHANGED, facts)))
        said.append(Caveat("first_year", Text(_FIRST_YEAR, facts)))
    return tuple(marks), tuple(said)


_CHANGED = N_(
    "The registers changed from %(former)s to %(system)s in %(year)s. What the two count is not the same: a "
    "step in the series there may be the systems alone. Kinds of measure that the former did not hold cannot "
    "be followed back."
)
_FIRST_YEAR = N_(
    "%(year)s is the first year of %(system)s and probably too low: not everything was entered from the "
    "first day. A rise to the year after may be that."
)
