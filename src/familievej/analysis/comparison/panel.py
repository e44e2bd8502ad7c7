# SPDX-License-Identifier: EUPL-1.2
"""The two groups as one panel: a row a parent and half-year with the share of its months that have the outcome.

Every definition of the outcome is a column, so that the same rows answer all of them. ``person`` and ``family`` are
numbers of this run alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from familievej.analysis.comparison.definition import Comparison, Design, Outcome
from familievej.analysis.evaluation.months import ACTIVATION, observe
from familievej.analysis.evaluation.rules import Rules, Settled, settle
from familievej.analysis.tables import Tables
from familievej.analysis.words import N_, Refused, Text

HALF_YEAR = 6
EVERY_MONTH = 12 * 200
MAIN = "as_defined"
_ANY_ACTIVATION = pl.any_horizontal(*ACTIVATION)
DEFINITIONS: dict[Outcome, dict[str, pl.Expr]] = {
    Outcome.SELF_SUPPORTING: {
        MAIN: pl.col("self_supporting"),
        "nothing_is_not_self_support": pl.col("self"),
        "both_is_support": (pl.col("self") & ~pl.col("supported")) | pl.col("nothing"),
        "strictest": pl.col("self") & ~pl.col("supported"),
    },
    Outcome.SUPPORTED: {
        MAIN: pl.col("supported"),
        "both_is_self_support": pl.col("supported") & ~pl.col("self"),
        "job_or_activity_ready": pl.col("job_ready") | pl.col("activity_ready"),
    },
    Outcome.ACTIVATED: {
        MAIN: _ANY_ACTIVATION,
        "with_support": _ANY_ACTIVATION & pl.col("supported"),
        "company_based": pl.col("company"),
    },
}
_SAME_AS_OUTCOME = {Outcome.SUPPORTED: "support_before", Outcome.ACTIVATED: "activation_before"}
CHARACTERISTICS = ("age", "mother", "children", "outcome_before", "support_before", "activation_before")


@dataclass(frozen=True, slots=True)
class Panel:
    """``rows``: person, family, treated (0, 1), time, after (0, 1), first, and one column for each definition.

    persons: one row a person with ``CHARACTERISTICS`` and ``change`` (the outcome after less before)
    time:    half-years from the start (-1 is the last before it), or calendar half-years from 1 on
    """

    rows: pl.DataFrame
    persons: pl.DataFrame
    rules: Settled
    outcome: Outcome

    @property
    def characteristics(self) -> tuple[str, ...]:
        """What the groups are held against each other in; nothing twice under two names."""
        return tuple(name for name in CHARACTERISTICS if name != _SAME_AS_OUTCOME.get(self.outcome))

    @property
    def families(self) -> int:
        """Families in both groups."""
        return int(self.persons["family"].n_unique())

    def sizes(self) -> tuple[int, int]:
        """Persons in the programme and compared with."""
        inside = int(self.persons["treated"].sum())
        return inside, self.persons.height - inside


def panel(programme: Tables, others: Tables, rules: Settled, comparison: Comparison) -> Panel:
    """The panel of both groups. Raises ``Refused`` when their registers cover no month together."""
    common = _common(rules, others)
    around = comparison.design is Design.DIFFERENCE
    definitions = DEFINITIONS[comparison.outcome]
    both = [
        _months(tables, common, treated, around=around) for treated, tables in enumerate((others, programme))
    ]
    months = pl.concat(both).with_columns(
        expression.cast(pl.Float64).alias(f"is_{name}") for name, expression in definitions.items()
    )
    time = _around_start() if around else _half(pl.col("t") + pl.col("start"), common)
    first = pl.when(pl.col("treated") == 1).then(_half(pl.col("start"), common)).otherwise(0)
    rows = (
        months.with_columns(time=time, first=first)
        .drop_nulls("time")
        .group_by("person", "family", "treated", "first", "time", maintain_order=True)
        .agg(pl.col(f"is_{name}").mean().alias(name) for name in definitions)
        .drop_nulls()
    )
    rows = _around(rows) if around else _always_there(rows)
    return Panel(rows, _persons(months, rows), common, comparison.outcome)


def _common(rules: Settled, others: Tables) -> Settled:
    """The rules within the months that the registers of both groups cover."""
    theirs = settle(Rules(), others)
    first, last = max(rules.first_month, theirs.first_month), min(rules.last_month, theirs.last_month)
    if last < first:
        raise Refused(Text(N_("The registers of the two groups have no month in common.")))
    return replace(rules, first_month=first, last_month=last)


def _months(tables: Tables, rules: Settled, treated: int, *, around: bool) -> pl.DataFrame:
    window = rules.window if around else EVERY_MONTH
    if around:
        courses = tables.families.filter(pl.col("start_date") < rules.started_before)
        tables = replace(tables, families=courses)
    seen = observe(tables, replace(rules, window=window))
    children = tables.persons.filter(pl.col("role") == "child").group_by("family_id").agg(children=pl.len())
    adults = seen.adults.join(children, on="family_id", how="left").select(
        pl.col("person").cast(pl.Int64),
        "start",
        pl.format("{}:{}", pl.lit(treated), "family_id").hash(seed=1).alias("family"),
        age=(pl.col("start_date") - pl.col("birth_date")).dt.total_days() / 365.25,
        mother=(pl.col("role") == "mother").cast(pl.Float64),
        children=pl.col("children").fill_null(0).cast(pl.Float64),
    )
    months = seen.months.with_columns(pl.col("person").cast(pl.Int64), activated=_ANY_ACTIVATION)
    return months.join(adults, on="person").with_columns(
        person=2 * pl.col("person") + treated, treated=pl.lit(treated, dtype=pl.Int8)
    )


def _around_start() -> pl.Expr:
    """Half-years from the start; the month of the start is in none."""
    t = pl.col("t")
    return pl.when(t < 0).then(t // HALF_YEAR).when(t > 0).then((t - 1) // HALF_YEAR).cast(pl.Int64)


def _half(month: pl.Expr, rules: Settled) -> pl.Expr:
    return (month // HALF_YEAR - rules.first_month // HALF_YEAR + 1).cast(pl.Int64)


def _around(rows: pl.DataFrame) -> pl.DataFrame:
    """Those who were observed on both sides of the start."""
    rows = rows.with_columns(after=(pl.col("time") >= 0).cast(pl.Int8))
    sides = rows.group_by("person").agg(sides=pl.col("after").n_unique())
    return rows.join(sides.filter(pl.col("sides") == 2), on="person", how="semi")


def _always_there(rows: pl.DataFrame) -> pl.DataFrame:
    """Those who were observed in every half-year; who had begun before the second tells nothing of a start."""
    seen = rows.group_by("person").agg(times=pl.len())
    kept = rows.join(seen.filter(pl.col("times") == rows["time"].n_unique()), on="person", how="semi")
    kept = kept.filter((pl.col("treated") == 0) | (pl.col("first") > 1))
    after = (pl.col("treated") == 1) & (pl.col("time") >= pl.col("first"))
    return kept.with_columns(after=after.cast(pl.Int8))


def _persons(months: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """One row a person of ``rows``: what was known before the own start, and how the outcome changed."""
    before, after = pl.col("t") < 0, pl.col("t") > 0
    main = pl.col(f"is_{MAIN}")
    return (
        months.join(rows, on="person", how="semi")
        .group_by("person", "family", "treated", "age", "mother", "children")
        .agg(
            outcome_before=main.filter(before).mean(),
            outcome_after=main.filter(after).mean(),
            support_before=pl.col("supported").filter(before).cast(pl.Float64).mean(),
            activation_before=pl.col("activated").filter(before).cast(pl.Float64).mean(),
        )
        .with_columns(change=pl.col("outcome_after") - pl.col("outcome_before"))
        .drop_nulls(CHARACTERISTICS)
        .sort("person")
    )
