# SPDX-License-Identifier: EUPL-1.2
"""Before and after the start: shares of person-months with limits clustered on persons, for any yes-or-no of
a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from familievej.analysis.evaluation.groups import parents
from familievej.analysis.evaluation.intervals import Estimate, Numbers, clustered_change, clustered_share
from familievej.analysis.evaluation.months import PersonMonths, selected
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.result import Figure, Place, Unit

EVERY_MONTH = pl.lit(value=True)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: ``hit`` of the months that are ``observed``; ``also`` marks hits that are something
    else too."""

    name: str
    hit: pl.Expr
    observed: pl.Expr = EVERY_MONTH
    also: pl.Expr | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """One period: sums per person, in the order of the persons, and the parts of the whole."""

    counts: Numbers
    bases: Numbers
    nothing: int
    also: int

    @property
    def persons(self) -> int:
        return int((self.bases > 0).sum())


def before_and_after(
    seen: PersonMonths,
    rules: Settled,
    measures: Sequence[Measure],
    started_before: dt.date,
    *,
    by_measure: bool = True,
) -> tuple[Figure, ...]:
    """Figures by group, measure and period (before, after, change) of the families that started before the
    cut-off.

    The start month is in neither period. ``change`` is after less before in percentage points.
    """
    within = pl.col("start_date") < started_before
    found: list[Figure] = []
    for group, condition in parents(rules).items():
        if group == "late":
            continue  # those who started after the cut-off have not been followed long enough to stand here
        months = selected(seen, condition & within)
        for measure in measures:
            place: Place = (("group", group),)
            found += _figures(months, measure, (*place, ("kind", measure.name)) if by_measure else place)
    return tuple(found)


def _figures(months: pl.DataFrame, measure: Measure, place: Place) -> Iterator[Figure]:
    before, after = _sides(months.filter(measure.observed & (pl.col("t") != 0)), measure)
    for period, side in (("before", before), ("after", after)):
        share = clustered_share(side.counts[side.bases > 0], side.bases[side.bases > 0])
        yield _figure((*place, ("period", period)), share, side, measure)
    change = clustered_change((before.counts, before.bases), (after.counts, after.bases))
    yield Figure(
        at=(*place, ("period", "change")),
        value=change.value,
        unit=Unit.POINTS,
        base=int(before.bases.sum() + after.bases.sum()),
        persons=int(((before.bases > 0) | (after.bases > 0)).sum()),
        low=change.low,
        high=change.high,
    )


def _sides(months: pl.DataFrame, measure: Measure) -> tuple[_Side, _Side]:
    hit = measure.hit
    also = measure.also if measure.also is not None else pl.lit(value=False)
    sums = [
        expression.alias(f"{name}_{side}")
        for side, within in (("before", pl.col("t") < 0), ("after", pl.col("t") > 0))
        for name, expression in (
            ("count", (hit & within).sum()),
            ("base", within.sum()),
            ("nothing", (hit & within & pl.col("nothing")).sum()),
            ("also", (hit & within & also).sum()),
        )
    ]
    by_person = months.group_by("person", maintain_order=True).agg(sums)
    return _side(by_person, "before"), _side(by_person, "after")


def _side(by_person: pl.DataFrame, side: str) -> _Side:
    return _Side(
        counts=by_person[f"count_{side}"].cast(pl.Float64).to_numpy(),
        bases=by_person[f"base_{side}"].cast(pl.Float64).to_numpy(),
        nothing=int(by_person[f"nothing_{side}"].sum()),
        also=int(by_person[f"also_{side}"].sum()),
    )


def _figure(at: Place, share: Estimate, side: _Side, measure: Measure) -> Figure:
    parts = {"nothing_registered": side.nothing} if measure.name == "self_supporting" else {}
    return Figure(
        at=at,
        value=share.value,
        unit=Unit.SHARE,
        base=int(side.bases.sum()),
        persons=side.persons,
        count=int(side.counts.sum()),
        counted=int((side.counts > 0).sum()),
        uncounted=int((side.bases > side.counts).sum()),
        low=share.low,
        high=share.high,
        parts=parts | ({"also_self_supporting": side.also} if measure.also is not None else {}),
    )
