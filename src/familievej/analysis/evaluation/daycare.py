# SPDX-License-Identifier: EUPL-1.2
"""Attendance in day care by calendar month: I6 hours a day, I7 days a month."""

from __future__ import annotations

import numpy as np
import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.intervals import mean
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.support import REPORT
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Mark, Period, Result, Unit
from familievej.analysis.tables import Tables, month_text
from familievej.analysis.words import N_, Text

SOURCE = ("persons", "attendance")


def i6_hours_a_day(tables: Tables, rules: Settled) -> Result:
    """I6: mean hours a day of the children who came that month, on the days they came.

    Source: lines 2549-2577. The mean is over children (each child's hours divided by its days); ``parts``
    give the sums, from which all hours over all days can be had.
    """
    present = tables.attendance.filter(pl.col("days") > 0).with_columns(
        value=pl.col("hours") / pl.col("days")
    )
    return _series(
        present,
        rules,
        name="I6",
        unit=Unit.HOURS,
        title=Text(N_("Hours a day in day care")),
        rule=Text(
            N_(
                "Mean over the children who came in the month of their hours a day on the days they came. By "
                "calendar month, because holidays move it. 95%% limits by Student's t."
            )
        ),
        lines="2549-2577",
    )


def i7_days_a_month(tables: Tables, rules: Settled) -> Result:
    """I7: mean days of attendance of the children who were in day care that month. Source: lines
    2557-2587."""
    present = tables.attendance.with_columns(value=pl.col("days").cast(pl.Float64))
    return _series(
        present,
        rules,
        name="I7",
        unit=Unit.DAYS,
        title=Text(N_("Days a month in day care")),
        rule=Text(
            N_(
                "Mean days of attendance over the children who were in day care that month. By calendar "
                "month, because holidays move it: compare a month with the same month of another year. 95%% "
                "limits by Student's t."
            )
        ),
        lines="2557-2587",
    )


def _series(
    present: pl.DataFrame, rules: Settled, *, name: str, unit: Unit, title: Text, rule: Text, lines: str
) -> Result:
    within = present.filter(pl.col("month").is_between(rules.first_month, rules.last_month))
    months = within.sort("month").partition_by("month", maintain_order=True)
    figures = tuple(_figure(rows, unit) for rows in months)
    return Result(
        id=name,
        title=title,
        rule=rule,
        citation=Citation(REPORT, lines),
        basis=Basis.MEASURED,
        period=_period(figures, rules),
        source=SOURCE,
        parameters=rules.shown("first_month", "last_month"),
        figures=figures,
        persons=within["person_id"].n_unique(),
        caveats=(
            *caveats.for_series(figures, "month", rules),
            *_first_year(figures),
            COMPOSITION,
            caveats.NO_COMPARISON,
        ),
        marks=_first_mark(figures),
    )


COMPOSITION = Caveat(
    "composition",
    Text(
        N_(
            "It is not the same children every month. A change may be that a child comes more, or that other "
            "children are counted."
        )
    ),
)


def _figure(rows: pl.DataFrame, unit: Unit) -> Figure:
    values = rows["value"].to_numpy().astype(np.float64)
    estimate = mean(values)
    return Figure(
        at=(("month", month_text(rows["month"][0])),),
        value=estimate.value,
        unit=unit,
        base=rows.height,
        persons=rows.height,
        low=estimate.low,
        high=estimate.high,
        parts={"days": int(rows["days"].sum()), "hours": float(rows["hours"].sum())},
        largest=tuple(sorted((float(value) for value in values), reverse=True)[:2]),
    )


def _first_year(figures: tuple[Figure, ...]) -> tuple[Caveat, ...]:
    if not figures:
        return ()
    sentence = N_(
        "Attendance is registered from %(month)s. The first months of a new registration are often "
        "incomplete, and there is nothing from before to compare with."
    )
    return (Caveat("new_system", Text(sentence, {"month": str(figures[0].where("month"))})),)


def _first_mark(figures: tuple[Figure, ...]) -> tuple[Mark, ...]:
    return (Mark(figures[0].at[0], Text(N_("registration begins"))),) if figures else ()


def _period(figures: tuple[Figure, ...], rules: Settled) -> Period:
    if not figures:
        return Period(month_text(rules.first_month), month_text(rules.last_month))
    return Period(str(figures[0].where("month")), str(figures[-1].where("month")))
