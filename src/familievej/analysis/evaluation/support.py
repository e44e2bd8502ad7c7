# SPDX-License-Identifier: EUPL-1.2
"""Self-support and kinds of public support of the parents: I1, I2, I3."""

from __future__ import annotations

import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.before_after import Measure, before_and_after
from familievej.analysis.evaluation.groups import parents
from familievej.analysis.evaluation.intervals import wilson
from familievej.analysis.evaluation.months import SUPPORT, PersonMonths, selected
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result, Unit
from familievej.analysis.tables import month_text
from familievej.analysis.words import N_, Text

REPORT = "VIVE and Oxford Research 2020"
SOURCE = ("families", "persons", "income_support")


def i1_self_support_by_month(seen: PersonMonths, rules: Settled) -> Result:
    """I1: share of the observed parents who are self-supporting, month by month around the start.

    Source: lines 2415-2427 and 2434-2439. Wilson's limits; ``base`` is the number of parents observed in the
    month; ``parts`` say how many of them count as self-supporting only because nothing is registered, and
    what the share is without them.
    """
    figures = []
    for group, condition in parents(rules).items():
        months = selected(seen, condition).filter(pl.col("self_supporting").is_not_null())
        by_month = (
            months.group_by("t")
            .agg(
                base=pl.len(),
                count=pl.col("self_supporting").sum(),
                nothing=pl.col("nothing").sum(),
                both=pl.col("both").sum(),
            )
            .sort("t")
        )
        figures += [_month(group, row, rules) for row in by_month.iter_rows(named=True)]
    whole = [figure for figure in figures if figure.where("group") == "parents"]
    return Result(
        id="I1.month",
        title=Text(N_("Self-supporting parents, month by month around the start")),
        rule=Text(
            N_(
                "Share of the observed parents who are self-supporting in the month. t = 0 is the month of "
                "the start. A month with nothing registered: %(nothing)s. A month registered both ways: "
                "%(double)s. Months before the age of %(age)s are left out. The number of parents behind "
                "each month is shown. 95%% limits by Wilson."
            ),
            {
                "nothing": caveats.STATES[rules.nothing_registered],
                "double": caveats.STATES[rules.double_registration],
                "age": rules.adult_age,
            },
        ),
        citation=Citation(REPORT, "2415-2427, 2434-2439"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown(
            "window",
            "adult_age",
            "older_age",
            "nothing_registered",
            "double_registration",
            "first_month",
            "last_month",
            "started_before",
        ),
        figures=tuple(figures),
        persons=seen.months["person"].n_unique(),
        caveats=(
            *caveats.for_series(whole, "t", rules),
            *caveats.dip(whole, rules),
            caveats.NO_COMPARISON,
            *caveats.resting_on_nothing(whole, rules),
        ),
    )


def i2_self_support_before_after(seen: PersonMonths, rules: Settled) -> Result:
    """I2: share of all observed months that are self-supporting, before and after the start.

    Source: lines 2370-2381. The start month is in neither; limits clustered on persons; ``change`` is after
    less before.
    """
    measure = Measure(
        "self_supporting", pl.col("self_supporting"), observed=pl.col("self_supporting").is_not_null()
    )
    figures = before_and_after(seen, rules, (measure,), rules.started_before, by_measure=False)
    return Result(
        id="I2",
        title=Text(N_("Self-supporting months before and after the start")),
        rule=Text(
            N_(
                "Share of all observed months in the %(window)s months before and the %(window)s months "
                "after the start that are self-supporting. The month of the start is in neither. Only "
                "families that started before %(before)s, so that all can be followed. 95%% limits clustered "
                "on persons."
            ),
            {"window": rules.window, "before": rules.started_before.isoformat()},
        ),
        citation=Citation(REPORT, "2370-2381"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown(*BEFORE_AFTER_RULES, "started_before"),
        figures=figures,
        persons=_persons(figures),
        caveats=(*_before_after_caveats(figures, rules), *caveats.resting_on_nothing(figures, rules)),
    )


def i3_support_kinds_before_after(seen: PersonMonths, rules: Settled) -> Result:
    """I3: share of the observed months with each kind of public support, before and after.

    Source: lines 2451-2474. A month with two kinds counts in both (so shares need not add up); a month that
    is also registered as self-supporting counts as well, and ``parts`` say how many.
    """
    measures = tuple(Measure(kind, pl.col(kind), also=pl.col("self")) for kind in SUPPORT)
    figures = before_and_after(seen, rules, measures, rules.started_before)
    return Result(
        id="I3",
        title=Text(N_("Kinds of public support before and after the start")),
        rule=Text(
            N_(
                "Share of all observed months in which the kind of support is registered. A month with two "
                "kinds counts in both. The month of the start is in neither. Only families that started "
                "before %(before)s. 95%% limits clustered on persons."
            ),
            {"before": rules.started_before.isoformat()},
        ),
        citation=Citation(REPORT, "2451-2474"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown(*BEFORE_AFTER_RULES, "started_before"),
        figures=figures,
        persons=_persons(figures),
        caveats=_before_after_caveats(figures, rules),
    )


BEFORE_AFTER_RULES = (
    "window",
    "adult_age",
    "older_age",
    "nothing_registered",
    "double_registration",
    "first_month",
    "last_month",
    "followed_months",
)


def _month(group: str, row: dict[str, int], rules: Settled) -> Figure:
    estimate = wilson(row["count"], row["base"])
    registered = row["base"] - row["nothing"]
    counted_on_nothing = row["nothing"] if rules.nothing_registered == "self_supporting" else 0
    without = (row["count"] - counted_on_nothing) / registered if registered else None
    return Figure(
        at=(("group", group), ("t", row["t"])),
        value=estimate.value,
        unit=Unit.SHARE,
        base=row["base"],
        persons=row["base"],
        count=row["count"],
        low=estimate.low,
        high=estimate.high,
        parts={
            "nothing_registered": counted_on_nothing,
            "registered_both_ways": row["both"],
            **({} if without is None else {"share_of_registered": without}),
        },
    )


def _before_after_caveats(figures: tuple[Figure, ...], rules: Settled) -> tuple[Caveat, ...]:
    return (caveats.NO_COMPARISON, *caveats.expected_dip(rules), *caveats.few(figures, rules))


def _persons(figures: tuple[Figure, ...]) -> int:
    return max((figure.persons for figure in figures), default=0)


def _period(rules: Settled) -> Period:
    return Period(month_text(rules.first_month), month_text(rules.last_month))
