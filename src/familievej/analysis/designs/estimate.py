# SPDX-License-Identifier: EUPL-1.2
"""What a comparison gives: one number with its uncertainty, and nothing about any single person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.words import N_, Fact, Text

FEW_CLUSTERS = 40


@dataclass(frozen=True, slots=True)
class Estimate:
    """value:    difference, in the outcome's unit
    error:    standard error; low, high: 95 % limits; p: of no difference
    treated, compared: persons (units) in each group
    rows:     observations behind it
    clusters: groups that go together in the errors; None where each row stands alone
    method:   estimator and kind of errors, in short
    """

    value: float
    error: float
    low: float
    high: float
    p: float
    treated: int
    compared: int
    rows: int
    clusters: int | None
    method: str


PARALLEL = Caveat(
    "parallel",
    Text(
        N_(
            "The difference is the programme's only if both groups would have developed alike without it. The time "
            "before the start shows whether they did then; nothing can show whether they would have afterwards."
        )
    ),
)


def as_result(
    name: str,
    title: Text,
    rule: Text,
    citation: Citation,
    period: Period,
    estimates: Iterable[tuple[Place, Estimate]],
    *,
    unit: Unit = Unit.POINTS,
    source: tuple[str, ...] = (),
    parameters: dict[str, Fact] | None = None,
    caveats: Iterable[Caveat] = (),
) -> Result:
    """A table for the report; few clusters and the assumption behind it are told by themselves."""
    given = list(estimates)
    figures = tuple(
        Figure(
            at,
            one.value,
            unit,
            one.rows,
            one.treated + one.compared,
            low=one.low,
            high=one.high,
            parts={"error": one.error, "p": one.p, "treated": one.treated, "compared": one.compared},
        )
        for at, one in given
    )
    methods = ", ".join(dict.fromkeys(one.method for _at, one in given))
    few = [one.clusters for _at, one in given if one.clusters is not None and one.clusters < FEW_CLUSTERS]
    told = [PARALLEL, *caveats]
    if few:
        message = N_(
            "Only %(clusters)s clusters: ordinary errors are too small. Read the limits of the wild bootstrap."
        )
        told.append(Caveat("few_clusters", Text(message, {"clusters": min(few)})))
    return Result(
        id=name,
        title=title,
        rule=rule,
        citation=citation,
        basis=Basis.MEASURED,
        period=period,
        source=source,
        parameters={"method": methods, **(parameters or {})},
        figures=figures,
        persons=max((figure.persons for figure in figures), default=0),
        caveats=tuple(told),
    )
