# SPDX-License-Identifier: EUPL-1.2
"""The estimates of a comparison, each with what tells against it: earlier trends, false starts, other definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from familievej.analysis.comparison.panel import DEFINITIONS, MAIN
from familievej.analysis.comparison.tables import Frame
from familievej.analysis.designs import (
    Estimate,
    by_definition,
    difference_in_differences,
    event_study,
    few_clusters,
    placebo_in_time,
    staggered_starts,
    weighted_difference,
)
from familievej.analysis.designs.estimate import FEW_CLUSTERS
from familievej.analysis.result import Caveat, Figure, Place, Result, Unit
from familievej.analysis.words import N_, Refused, Text

UNSURE = 0.1  # below it, earlier differences count as seen: a careful level, since the test has little power
WOOLDRIDGE = "Wooldridge, Introductory Econometrics, 13.2"
ROTH = "Roth, Sant'Anna, Bilinski and Poe, J. Econometrics 2023"
CALLAWAY = "Callaway and Sant'Anna, J. Econometrics 2021"
TITLES = {
    "trend": Text(N_("The difference between the groups, half-year by half-year")),
    "estimate": Text(N_("The programme's families beside those compared with")),
    "placebo": Text(N_("As if the start had been earlier")),
    "definition": Text(N_("The same with other definitions")),
}
_TREND = N_(
    "How much more the programme's parents stand from where they were in the last half-year before the start "
    "than those compared with. Before the start it should be nothing. Errors are clustered on families."
)
_ESTIMATE = N_(
    "How much more the share changed in the programme than among those compared with, from before the start "
    "to after it. Errors are clustered on families; with few families read the wild bootstrap. “Weighted”: "
    "those compared with count so that they are alike in what was known before; nobody's weight leaves the run."
)
_STAGGERED = N_(
    "Each half-year's starters against those who never began, by calendar half-year, over all half-years "
    "from their start (never those who began earlier). Errors are clustered on parents."
)
_PLACEBO = N_(
    "The same comparison with months before the start alone, as if the start had been at the named "
    "half-year. It should be nothing but for chance."
)
_DEFINITION = N_("The same comparison for each definition. A conclusion should not hang on one of them.")
_ALIKE = N_(
    "Before the start the two groups developed alike as far as these numbers can show (p about %(p)s). That "
    "makes the comparison believable; it does not prove it."
)
_APART = N_(
    "The two groups did not develop alike before the start (p about %(p)s). The difference after it must not "
    "be read as what the programme did."
)
_NO_TREND = N_("There is too little time before the start to see whether the groups developed alike.")
_FALSE_START = N_(
    "At a start that never was a difference is seen as well. The groups developed differently before: do not "
    "conclude from the comparison."
)
_HANGS = N_("The answer changes with the definition: say which one, or do not conclude.")
_UNIT = "person"


def around_start(frame: Frame) -> Iterator[Result]:
    """Event study, difference in differences with its companions, false starts, other definitions."""
    rows, fewest = frame.data.rows, frame.comparison.fewest
    study = event_study(rows, MAIN, "treated", "time", _UNIT, start=0, cluster="family", fewest=fewest)
    verdict = _verdict(study.before_p)
    yield _trend(frame, study.at, _TREND, ROTH, verdict)
    main = difference_in_differences(
        rows, MAIN, "treated", "after", unit=_UNIT, cluster="family", fewest=fewest
    )
    told, figures = [verdict], [_figure((("method", "difference"),), main)]
    if frame.data.families < FEW_CLUSTERS:
        extra, caveat = _few(frame, main)
        figures += extra
        told.append(caveat)
    if frame.comparison.weighted:
        try:
            figures.append(_figure((("method", "weighted"),), _weighted(frame)))
        except Refused as refused:
            told.append(Caveat("not_weighted", refused.text))
    yield frame.table(
        "estimate", TITLES["estimate"], Text(_ESTIMATE), WOOLDRIDGE, figures, caveats=told, assumes=True
    )
    yield from _placebo(frame)
    yield _definitions(frame, by_definition(
        rows, {name: pl.col(name) for name in DEFINITIONS[frame.comparison.outcome]}, "treated", "after", _UNIT,
        cluster="family", fewest=fewest,
    ))  # fmt: skip


def staggered(frame: Frame) -> Iterator[Result]:
    """Callaway and Sant'Anna: by time from each start, over all, and by definition."""
    names = tuple(DEFINITIONS[frame.comparison.outcome])
    made = {
        name: staggered_starts(frame.data.rows, name, _UNIT, "time", "first", fewest=frame.comparison.fewest)
        for name in names
    }
    main = made[MAIN]
    before = [estimate.p for t, estimate in main.at.items() if t < -1]
    verdict = _verdict(min(1.0, min(before) * len(before)) if before else None)
    yield _trend(frame, main.at, _TREND, CALLAWAY, verdict)
    figures = [_figure((("method", "staggered"),), main.overall)]
    yield frame.table(
        "estimate", TITLES["estimate"], Text(_STAGGERED), CALLAWAY, figures, caveats=(verdict,), assumes=True
    )
    yield _definitions(frame, {name: one.overall for name, one in made.items()})


def _trend(frame: Frame, at: Mapping[int, Estimate], rule: str, citation: str, verdict: Caveat) -> Result:
    figures = {t: _figure((("half_year", t),), estimate) for t, estimate in at.items()}
    n = next(iter(figures.values()))
    figures.setdefault(
        -1, Figure((("half_year", -1),), 0.0, Unit.POINTS, n.base, n.persons, low=0.0, high=0.0)
    )
    told = [figures[t] for t in sorted(figures)]
    return frame.table(
        "trend",
        TITLES["trend"],
        Text(rule),
        citation,
        told,
        parameters={"unsure": UNSURE},
        caveats=(verdict,),
    )


def _verdict(p: float | None) -> Caveat:
    """Whether the groups developed alike before, with a stable code."""
    if p is None:
        return Caveat("no_trend", Text(_NO_TREND))
    code, message = ("developed_apart", _APART) if p < UNSURE else ("developed_alike", _ALIKE)
    return Caveat(code, Text(message, {"p": f"{max(p, 0.001):.3f}"}))


def _few(frame: Frame, main: Estimate) -> tuple[list[Figure], Caveat]:
    few = few_clusters(frame.data.rows, MAIN, "treated", "after", "family")
    sizes = {"treated": main.treated, "compared": main.compared}
    persons = main.treated + main.compared
    limits = (
        ("wild", few.wild_low, few.wild_high, {"p": few.wild_p}),
        ("cr2", few.cr2_low, few.cr2_high, {"error": few.cr2_error, "p": few.cr2_p}),
    )
    figures = [
        Figure(
            (("method", name),),
            few.value,
            Unit.POINTS,
            persons,
            persons,
            low=low,
            high=high,
            parts=parts | sizes,
        )
        for name, low, high, parts in limits
    ]
    message = N_(
        "Fewer than %(most)s families: ordinary limits are too narrow. Read the limits of the wild bootstrap."
    )
    return figures, Caveat("few_clusters", Text(message, {"most": FEW_CLUSTERS}))


def _weighted(frame: Frame) -> Estimate:
    persons = frame.data.persons.drop_nulls("change")
    varied = [name for name in frame.data.characteristics if persons[name].n_unique() > 1]
    return weighted_difference(persons, "change", "treated", varied, fewest=frame.comparison.fewest).estimate


def _placebo(frame: Frame) -> Iterator[Result]:
    try:
        made = placebo_in_time(
            frame.data.rows, MAIN, "treated", "time", _UNIT,
            start=0, cluster="family", fewest=frame.comparison.fewest,
        )  # fmt: skip
    except Refused:
        return  # too little time before the start; the trend has said so
    figures = [_figure((("half_year", t),), estimate) for t, estimate in made.items()]
    seen = any(estimate.low > 0 or estimate.high < 0 for estimate in made.values())
    caveats = (Caveat("false_start", Text(_FALSE_START)),) if seen else ()
    yield frame.table("placebo", TITLES["placebo"], Text(_PLACEBO), ROTH, figures, caveats=caveats)


def _definitions(frame: Frame, made: Mapping[str, Estimate]) -> Result:
    figures = [_figure((("definition", name),), estimate) for name, estimate in made.items()]
    sides = {(estimate.low > 0) - (estimate.high < 0) for estimate in made.values()}
    caveats = (Caveat("hangs_on_definition", Text(_HANGS)),) if len(sides) > 1 else ()
    return frame.table(
        "definition",
        TITLES["definition"],
        Text(_DEFINITION),
        WOOLDRIDGE,
        figures,
        caveats=caveats,
        assumes=True,
    )


def _figure(at: Place, one: Estimate) -> Figure:
    parts = {"error": one.error, "p": one.p, "treated": one.treated, "compared": one.compared}
    persons = one.treated + one.compared
    return Figure(at, one.value, Unit.POINTS, persons, persons, low=one.low, high=one.high, parts=parts)
