# SPDX-License-Identifier: EUPL-1.2
"""Activation of parents on public support: I4 in all, I5 by kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.before_after import Measure, before_and_after
from familievej.analysis.evaluation.months import ACTIVATION, PersonMonths
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.support import REPORT
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result
from familievej.analysis.tables import month_text
from familievej.analysis.words import N_, Text

SOURCE = ("families", "persons", "income_support", "activation")
_SUPPORTED = pl.col("supported")


def i4_activation_degree(seen: PersonMonths, rules: Settled) -> Result:
    """I4: months in activation of the months with public support, before and after the start.

    Source: lines 2478-2494. One kind or several count once. The report's own cut-off here is later than for
    self-support; both are shown (``cutoff`` "activation" and "self_support").
    """
    measure = Measure("activation", pl.any_horizontal(*ACTIVATION), observed=_SUPPORTED)
    figures = tuple(
        figure
        for name, date in _cutoffs(rules)
        for figure in _at_cutoff(before_and_after(seen, rules, (measure,), date, by_measure=False), name)
    )
    return Result(
        id="I4",
        title=Text(N_("Months in activation of the months with public support, before and after the start")),
        rule=Text(
            N_(
                "Months with at least one kind of activation, of all observed months with public support. "
                "The month of the start is in neither. Only families that started before %(late)s; beside it "
                "the same for those that started before %(early)s. 95%% limits clustered on persons."
            ),
            {"late": rules.activation_started_before.isoformat(), "early": rules.started_before.isoformat()},
        ),
        citation=Citation(REPORT, "2478-2494"),
        basis=Basis.MEASURED,
        period=Period(month_text(rules.first_month), month_text(rules.last_month)),
        source=SOURCE,
        parameters=rules.shown(*_RULES, "started_before"),
        figures=figures,
        persons=max((figure.persons for figure in figures), default=0),
        caveats=(*_caveats(figures, rules), *_without_support(seen)),
    )


def i5_activation_by_kind(seen: PersonMonths, rules: Settled) -> Result:
    """I5: the same by kind: company-based, guidance and upskilling, mentor; a month with two kinds counts in
    both.

    Source: lines 2500-2508.
    """
    measures = tuple(Measure(kind, pl.col(kind), observed=_SUPPORTED) for kind in ACTIVATION)
    figures = before_and_after(seen, rules, measures, rules.activation_started_before)
    return Result(
        id="I5",
        title=Text(N_("Kinds of activation, of the months with public support, before and after the start")),
        rule=Text(
            N_(
                "Months with the kind of activation, of all observed months with public support. A month "
                "with two kinds counts in both. Only families that started before %(before)s. 95%% limits "
                "clustered on persons."
            ),
            {"before": rules.activation_started_before.isoformat()},
        ),
        citation=Citation(REPORT, "2500-2508"),
        basis=Basis.MEASURED,
        period=Period(month_text(rules.first_month), month_text(rules.last_month)),
        source=SOURCE,
        parameters=rules.shown(*_RULES),
        figures=figures,
        persons=max((figure.persons for figure in figures), default=0),
        caveats=_caveats(figures, rules),
    )


_RULES = (
    "window",
    "adult_age",
    "older_age",
    "first_month",
    "last_month",
    "activation_followed_months",
    "activation_started_before",
)


def _cutoffs(rules: Settled) -> tuple[tuple[str, dt.date], ...]:
    return (("activation", rules.activation_started_before), ("self_support", rules.started_before))


def _at_cutoff(figures: tuple[Figure, ...], name: str) -> tuple[Figure, ...]:
    return tuple(replace(figure, at=(("cutoff", name), *figure.at)) for figure in figures)


def _caveats(figures: tuple[Figure, ...], rules: Settled) -> tuple[Caveat, ...]:
    return (caveats.NO_COMPARISON, *caveats.few(figures, rules))


def _without_support(seen: PersonMonths) -> tuple[Caveat, ...]:
    """Activation in a month without registered support is in neither numerator nor base, and is told."""
    outside = seen.months.filter(pl.any_horizontal(*ACTIVATION) & ~_SUPPORTED)
    if outside.is_empty():
        return ()
    sentence = N_("There are months with activation but without registered support. They are not counted.")
    return (Caveat("activation_without_support", Text(sentence)),)
