# SPDX-License-Identifier: EUPL-1.2
"""Clients' own feedback: I12, the share whose latest rating lies above the clinical cut-off.

Source: lines 2845-2935 and 3527-3549. "Green zone" has two meanings in the report; here it has one, the
clinical cut-off, and the share is of persons, never "of families".
"""

from __future__ import annotations

import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.intervals import wilson
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.support import REPORT
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result, Unit
from familievej.analysis.tables import Tables, month_text
from familievej.analysis.words import N_, Text

INSTRUMENT = "ORS"
# Total of the four lines at or above which a score is outside the clinical range, by age (lines 2922, 3547).
CHILD_CUTOFF, YOUTH_CUTOFF, ADULT_CUTOFF = 32.0, 28.0, 25.0
YOUTH_FROM, ADULT_FROM = 13, 18
ITEMS = [f"item_{number}" for number in range(1, 5)]


def cutoff(age: pl.Expr) -> pl.Expr:
    """The clinical cut-off at an age in whole years: under 13, 13 to 17, 18 and over."""
    return (
        pl.when(age < YOUTH_FROM)
        .then(CHILD_CUTOFF)
        .when(age < ADULT_FROM)
        .then(YOUTH_CUTOFF)
        .otherwise(ADULT_CUTOFF)
    )


def i12_target_reached(tables: Tables, rules: Settled) -> Result:
    """I12: share of the persons whose latest own score is at or above the cut-off of their age, by closed and
    running."""
    own = tables.ratings.filter((pl.col("rater") == "self") & (pl.col("instrument") == INSTRUMENT))
    latest = own.sort("date").group_by("person_id", maintain_order=True).last()
    people = tables.followed().join(latest, on="person_id")
    birth, day = pl.col("birth_date"), pl.col("date")
    before_birthday = (day.dt.month() * 100 + day.dt.day()) < (birth.dt.month() * 100 + birth.dt.day())
    age = day.dt.year() - birth.dt.year() - before_birthday.cast(pl.Int32)
    people = people.with_columns(total=pl.sum_horizontal(ITEMS), cutoff=cutoff(age))
    is_closed = pl.col("end_date").is_not_null() & (pl.col("end_date") <= rules.last_day)
    figures = [
        _figure(name, people.filter(condition))
        for name, condition in (("running", ~is_closed), ("closed", is_closed))
    ]
    closed = tables.families.filter(is_closed).height
    return Result(
        id="I12",
        title=Text(N_("Own feedback: latest score above the clinical cut-off")),
        rule=Text(
            N_(
                "Share of the persons whose latest own score is at or above the clinical cut-off of their "
                "age: %(child)s under 13 years, %(youth)s from 13 to 17, %(adult)s from 18. Persons, not "
                "families. 95%% limits by Wilson."
            ),
            {
                "child": str(int(CHILD_CUTOFF)),
                "youth": str(int(YOUTH_CUTOFF)),
                "adult": str(int(ADULT_CUTOFF)),
            },
        ),
        citation=Citation(REPORT, "2845-2935, 3527-3549"),
        basis=Basis.EXPERIENCED,
        period=Period(month_text(rules.first_month), month_text(rules.last_month)),
        source=("families", "persons", "ratings"),
        parameters=rules.shown("last_month", "closed_needed"),
        figures=tuple(figures),
        persons=people.height,
        caveats=(*caveats.few_closed(closed, rules), _OWN_SCORE, *caveats.few(figures, rules)),
    )


_OWN_SCORE = Caveat(
    "own_score",
    Text(
        N_(
            "These are people's own marks for how they are. A high mark from the beginning can mean that "
            "they do not share the municipality's worry, that they do not feel safe to say it, or that hard "
            "is what they are used to."
        )
    ),
)


def _figure(course: str, people: pl.DataFrame) -> Figure:
    reached = people.filter(pl.col("total") >= pl.col("cutoff"))
    estimate = wilson(reached.height, people.height)
    return Figure(
        at=(("course", course),),
        value=estimate.value,
        unit=Unit.SHARE,
        base=people.height,
        persons=people.height,
        count=reached.height,
        low=estimate.low,
        high=estimate.high,
        parts={"families": people["family_id"].n_unique()},
    )
