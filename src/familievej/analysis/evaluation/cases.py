# SPDX-License-Identifier: EUPL-1.2
"""Child cases by calendar year: I8 any case, I9 closed cases, I10 by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.groups import children
from familievej.analysis.evaluation.intervals import wilson
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.support import REPORT
from familievej.analysis.evaluation.systems import changes
from familievej.analysis.result import Basis, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.tables import Tables
from familievej.analysis.words import N_, Text

SOURCE = ("families", "persons", "child_cases")
KINDS = ("family_treatment", "notification", "free_place", "placement", "other")
DENOMINATORS = ("all", "included")


@dataclass(frozen=True, slots=True)
class ChildYears:
    """One row a child and year: its groups' columns, ``included`` (in that year's base) and a flag for each
    kind."""

    rows: pl.DataFrame
    years: range


def child_years(tables: Tables, rules: Settled) -> ChildYears:
    """Every child in every case year, with the kinds of case that touch the year.

    A case touches a year when it began in or before it and had not ended before it. A child is in a year's
    base when the family had started and the child was born by the end of that year, or, unborn, had a case
    (lines 2684-2690 and note 13).
    """
    years = range(rules.first_case_year, rules.last_case_year + 1)
    followed = tables.followed().filter(pl.col("role") == "child")
    rows = followed.join(pl.DataFrame({"year": list(years)}, schema={"year": pl.Int32}), how="cross")
    touched = (
        tables.child_cases.select("person_id", "kind", "start_date", "end_date")
        .join(pl.DataFrame({"year": list(years)}, schema={"year": pl.Int32}), how="cross")
        .filter(
            (pl.col("start_date").dt.year() <= pl.col("year"))
            & (pl.col("end_date").is_null() | (pl.col("end_date").dt.year() >= pl.col("year")))
        )
        .group_by("person_id", "year")
        .agg([(pl.col("kind") == kind).any().alias(kind) for kind in KINDS])
    )
    rows = rows.join(touched, on=["person_id", "year"], how="left")
    rows = rows.with_columns([pl.col(kind).fill_null(value=False) for kind in KINDS])
    rows = rows.with_columns(any=pl.any_horizontal(*KINDS))
    started = pl.col("start_date").dt.year() <= pl.col("year")
    born = pl.col("birth_date").dt.year() <= pl.col("year")
    return ChildYears(rows.with_columns(included=started & (born | pl.col("any"))), years)


def i8_children_with_a_case(tables: Tables, years: ChildYears, rules: Settled) -> Result:
    """I8: share of the children with at least one measure or notification in the year.

    Source: lines 2618-2642. The report's base is every child of the extract in every year (``all``); beside
    it the base by the rule for children not yet included or born (``included``).
    """
    figures = tuple(
        figure
        for denominator in DENOMINATORS
        for figure in _by_year(years, rules, ("any",), denominator, (("denominator", denominator),))
    )
    breaks, said = changes(tables, years.years)
    return Result(
        id="I8",
        title=Text(N_("Children with a measure or a notification in the year")),
        rule=Text(
            N_(
                "Share of the children with at least one measure or notification that touches the year. Base "
                "“all”: every child of the families, also those who came later. Base “included”: children "
                "whose family had started and who were born by the end of the year, or who had a case before "
                "birth. 95%% limits by Wilson."
            )
        ),
        citation=Citation(REPORT, "2618-2642"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown("first_case_year", "last_case_year", "started_before"),
        figures=figures,
        persons=years.rows["person_id"].n_unique(),
        caveats=(*said, caveats.NEWCOMERS, caveats.NO_COMPARISON, *caveats.few(figures, rules)),
        marks=breaks,
    )


def i9_closed_cases(tables: Tables, years: ChildYears, rules: Settled) -> Result:
    """I9: of the children with any case in the years, the share without one on the last observed day.

    Source: lines 2646-2673. ``parts`` say how many are open only because a notification was never closed.
    """
    had = years.rows.filter(pl.col("any"))["person_id"].unique()
    last_day = pl.lit(rules.last_day)
    is_open = (pl.col("start_date") <= last_day) & (
        pl.col("end_date").is_null() | (pl.col("end_date") > last_day)
    )
    open_cases = (
        tables.child_cases.filter(is_open)
        .group_by("person_id")
        .agg(open=pl.lit(value=True), only_notified=(pl.col("kind") == "notification").all())
    )
    followed = tables.followed().filter(pl.col("person_id").is_in(had.implode()))
    standing = followed.join(open_cases, on="person_id", how="left").with_columns(
        pl.col("open", "only_notified").fill_null(value=False)
    )
    figures = tuple(
        _closed(group, standing.filter(condition)) for group, condition in children(rules).items()
    )
    _breaks, said = changes(tables, years.years)
    return Result(
        id="I9",
        title=Text(N_("Closed child cases")),
        rule=Text(
            N_(
                "Of the children with any case in %(first)s to %(last)s, the share without an open one on "
                "%(day)s. 95%% limits by Wilson."
            ),
            {
                "first": str(rules.first_case_year),
                "last": str(rules.last_case_year),
                "day": rules.last_day.isoformat(),
            },
        ),
        citation=Citation(REPORT, "2646-2673"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown("first_case_year", "last_case_year", "last_month", "started_before"),
        figures=figures,
        persons=standing.height,
        caveats=(*said, caveats.LATECOMERS, caveats.NO_COMPARISON, *caveats.few(figures, rules)),
    )


def i10_children_by_kind(tables: Tables, years: ChildYears, rules: Settled) -> Result:
    """I10: share of the children with at least one of a kind in the year; two kinds count in both.

    Source: lines 2677-2707 and 2725. How many notifications a child has is not in it. Years before the first
    system that tells kinds apart are left out: nothing of a kind could be registered then.
    """
    first = _first_year_with_kinds(tables, years)
    known = ChildYears(years.rows, range(first, years.years.stop))
    figures = tuple(
        figure
        for kind in KINDS
        for denominator in DENOMINATORS
        for figure in _by_year(
            known, rules, (kind,), denominator, (("kind", kind), ("denominator", denominator))
        )
    )
    breaks, said = changes(tables, years.years)
    return Result(
        id="I10",
        title=Text(N_("Children by kind of measure in the year")),
        rule=Text(
            N_(
                "Share of the children with at least one of the kind in the year. A kind is counted once a "
                "child and year; a child with two kinds counts in both. Base “included”: children whose "
                "family had started and who were born by the end of the year, or who had a case before "
                "birth. 95%% limits by Wilson."
            )
        ),
        citation=Citation(REPORT, "2677-2707, 2725"),
        basis=Basis.MEASURED,
        period=Period(str(first), str(rules.last_case_year)),
        source=SOURCE,
        parameters={
            **rules.shown("first_case_year", "last_case_year", "started_before"),
            "first_year_with_kinds": str(first),
        },
        figures=figures,
        persons=years.rows["person_id"].n_unique(),
        caveats=(*said, caveats.NEWCOMERS, caveats.NO_COMPARISON, *caveats.few(figures, rules)),
        marks=tuple(mark for mark in breaks if mark.at[1] in known.years),
    )


def _first_year_with_kinds(tables: Tables, years: ChildYears) -> int:
    """The first year of the first system that knows other kinds than "other"."""
    kinds = pl.col("kind") != "other"
    telling = tables.child_cases.group_by("source_system").agg(
        first=pl.col("start_date").dt.year().min(), tells=kinds.any()
    )
    found = telling.filter("tells")["first"].min()
    return max(years.years.start, found) if isinstance(found, int) else years.years.start


def _by_year(
    years: ChildYears, rules: Settled, kinds: tuple[str, ...], denominator: str, place: Place
) -> Iterator[Figure]:
    base = years.rows if denominator == "all" else years.rows.filter(pl.col("included"))
    for group, condition in children(rules).items():
        sums = dict(
            base.filter(condition)
            .group_by("year")
            .agg(counts=pl.struct(base=pl.len(), count=pl.any_horizontal(*kinds).sum()))
            .iter_rows()
        )
        for year in years.years:
            found = sums.get(year, {"base": 0, "count": 0})
            estimate = wilson(found["count"], found["base"])
            yield Figure(
                at=(*place, ("group", group), ("year", year)),
                value=estimate.value,
                unit=Unit.SHARE,
                base=found["base"],
                persons=found["base"],
                count=found["count"],
                low=estimate.low,
                high=estimate.high,
            )


def _closed(group: str, standing: pl.DataFrame) -> Figure:
    closed = standing.height - int(standing["open"].sum())
    estimate = wilson(closed, standing.height)
    return Figure(
        at=(("group", group),),
        value=estimate.value,
        unit=Unit.SHARE,
        base=standing.height,
        persons=standing.height,
        count=closed,
        low=estimate.low,
        high=estimate.high,
        parts={"open_only_by_notification": int(standing["only_notified"].sum())},
    )


def _period(rules: Settled) -> Period:
    return Period(str(rules.first_case_year), str(rules.last_case_year))
