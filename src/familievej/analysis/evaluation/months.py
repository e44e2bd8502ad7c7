# SPDX-License-Identifier: EUPL-1.2
"""The observed months of every parent around the start: one row a person and month, with what is registered
in it.

A month is observed when it lies at most ``window`` months from the start, within what the registers cover,
and the person is of age in all of it. "Nothing registered" is a state of its own here; what it counts as is a
rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.tables import Tables, month_number_of

SUPPORT = ("job_ready", "activity_ready", "other")
ACTIVATION = ("company", "guidance", "mentor")


@dataclass(frozen=True, slots=True)
class PersonMonths:
    """``adults``: one row a parent (``person`` is its number from 0). ``months``: one row an observed month.

    Columns of months: person, t (months from the start month), what is registered (self, job_ready,
    activity_ready, other; company, guidance, mentor), nothing (no support and no self-support registered),
    supported (any support), both (self-supporting and supported), self_supporting (by the rules; null where
    the rules leave the month out).
    """

    adults: pl.DataFrame
    months: pl.DataFrame


def observe(tables: Tables, rules: Settled) -> PersonMonths:
    """The observed months of the parents of ``tables``."""
    adults = tables.followed().filter(pl.col("role") != "child").with_row_index("person")
    months = _grid(adults, rules)
    for frame, column, kinds in (
        (tables.income_support, "category", ("self_supporting", *SUPPORT)),
        (tables.activation, "kind", ACTIVATION),
    ):
        months = months.join(_registered(frame, column, kinds, adults), on=["person", "month"], how="left")
    flags = [pl.col(name).fill_null(value=False) for name in ("self_supporting", *SUPPORT, *ACTIVATION)]
    months = months.with_columns(flags).rename({"self_supporting": "self"})
    months = months.with_columns(supported=pl.any_horizontal(*SUPPORT))
    months = months.with_columns(
        both=pl.col("self") & pl.col("supported"), nothing=~pl.col("self") & ~pl.col("supported")
    )
    return PersonMonths(adults, months.with_columns(self_supporting=_self_supporting(rules)))


def _grid(adults: pl.DataFrame, rules: Settled) -> pl.DataFrame:
    birthday = pl.col("birth_date")
    # Of age on the first day of the month: with a birthday on the first that is the month itself, else the next.
    of_age = month_number_of(birthday) + 12 * rules.adult_age + (birthday.dt.day() > 1).cast(pl.Int32)
    first = pl.max_horizontal(pl.col("start") - rules.window, pl.lit(rules.first_month), of_age)
    last = pl.min_horizontal(pl.col("start") + rules.window, pl.lit(rules.last_month))
    observed = adults.select("person", "start", first=first.cast(pl.Int32), last=last.cast(pl.Int32))
    observed = observed.filter(pl.col("first") <= pl.col("last"))
    months = observed.with_columns(month=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32))
    months = months.explode("month")
    return months.select("person", "month", t=pl.col("month") - pl.col("start"))


def _registered(
    frame: pl.DataFrame, column: str, kinds: tuple[str, ...], adults: pl.DataFrame
) -> pl.DataFrame:
    """One row a person and month with a flag for each kind that is registered in it."""
    known = frame.join(adults.select("person_id", "person"), on="person_id")
    flags = [(pl.col(column) == kind).any().alias(kind) for kind in kinds]
    return known.group_by("person", "month").agg(flags)


def _self_supporting(rules: Settled) -> pl.Expr:
    registered = pl.col("self")
    if rules.double_registration == "supported":
        registered &= ~pl.col("supported")
    if rules.nothing_registered == "left_out":
        return pl.when(pl.col("nothing")).then(None).otherwise(registered)
    return registered | pl.col("nothing")


def selected(seen: PersonMonths, condition: pl.Expr) -> pl.DataFrame:
    """The months of the adults who fulfil ``condition``."""
    return seen.months.join(seen.adults.filter(condition).select("person"), on="person", how="semi")
