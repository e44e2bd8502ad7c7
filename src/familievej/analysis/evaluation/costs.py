# SPDX-License-Identifier: EUPL-1.2
"""Costs posted on persons: I11, by half-year around the start, and the sums of the year before the start.

Source: lines 925-966 and 3004-3037. A total is the sum of its rows and of nothing else: the report's own
totals (Tabel 1.6) have the head counts added in.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.support import REPORT
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.tables import Tables, kroner, month_text
from familievej.analysis.words import N_, Text

SOURCE = ("families", "persons", "person_costs")
HALF_YEAR = 6
YEAR = 12
ALL = "all"
ROLES = {"children": "child", "mothers": "mother", "fathers": "father"}

NOT_POSTED = Caveat(
    "not_posted",
    Text(
        N_(
            "Only what is posted on a person is here. What the municipality's own units do for many at once "
            "(family house, own activation, ordinary running) is not posted on persons and is not in these "
            "amounts."
        )
    ),
)


def i11_costs_by_half_year(tables: Tables, rules: Settled) -> Result:
    """I11: mean amount per child, mother and father in each half-year around the start, by account function.

    Half-year -1 is the six months before the start month, 1 the six after it; the start month is in neither.
    A person is in a half-year's base when the registers cover all of it. ``parts``: the sum, and the mean
    without the dearest person.
    """
    people = tables.followed().select("person_id", "role", "start")
    halves = [half for half in range(-(rules.window // HALF_YEAR), rules.window // HALF_YEAR + 1) if half]
    posted = _posted(tables, people).filter(
        pl.col("t").is_between(-rules.window, rules.window) & (pl.col("t") != 0)
    )
    posted = posted.with_columns(half=_half_of(pl.col("t")))
    functions = [ALL, *_functions(tables)]
    figures: list[Figure] = []
    for name, role in ROLES.items():
        group = people.filter(pl.col("role") == role)
        for half in halves:
            first, last = _months_of(half)
            covered = group.filter(
                (pl.col("start") + first >= rules.first_month) & (pl.col("start") + last <= rules.last_month)
            )
            within = posted.filter(pl.col("half") == half).join(
                covered.select("person_id"), on="person_id", how="semi"
            )
            place: Place = (("role", name), ("half_year", half))
            figures += _by_function(within, "person_id", functions, covered.height, place, mean=True)
    return Result(
        id="I11",
        title=Text(N_("Costs posted on persons, by half-year around the start")),
        rule=Text(
            N_(
                "Mean amount a person in the half-year, also over those without any. Half-year −1 is the six "
                "months before the month of the start, 1 the six months after it. A person counts where the "
                "registers cover the whole half-year. Amounts as posted, in the prices of their year."
            )
        ),
        citation=Citation(REPORT, "925-966, 3004-3037"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown("window", "first_month", "last_month", "dominant_share"),
        figures=tuple(figures),
        persons=people.height,
        caveats=(
            NOT_POSTED,
            *caveats.dominated(_whole(figures), rules),
            caveats.NO_COMPARISON,
            *caveats.few(figures, rules),
        ),
    )


def i11_costs_of_the_year_before(tables: Tables, rules: Settled) -> Result:
    """Sums of the twelve months before the start month, by account function, for children, adults and
    families.

    Source: lines 936-959 (Tabel 1.6), whose cells these reproduce and whose totals they correct.
    """
    people = tables.followed().select("person_id", "family_id", "role", "start")
    posted = _posted(tables, people).filter(pl.col("t").is_between(-YEAR, -1))
    is_child = pl.col("role") == "child"
    functions = [*_functions(tables), ALL]
    figures: list[Figure] = []
    for name, condition, unit in (
        ("children", is_child, "person_id"),
        ("adults", ~is_child, "person_id"),
        ("families", pl.lit(value=True), "family_id"),
    ):
        heads = people.filter(condition)[unit].n_unique()
        figures += _by_function(
            posted.filter(condition), unit, functions, heads, (("who", name),), mean=False
        )
    return Result(
        id="I11.year_before",
        title=Text(N_("Costs posted on persons in the year before the start")),
        rule=Text(
            N_(
                "Sum of the twelve months before the month of the start. A total is the sum of the account "
                "functions and of nothing else; head counts never enter it."
            )
        ),
        citation=Citation(REPORT, "936-959"),
        basis=Basis.MEASURED,
        period=_period(rules),
        source=SOURCE,
        parameters=rules.shown("first_month", "last_month"),
        figures=tuple(figures),
        persons=people.height,
        caveats=(NOT_POSTED, *caveats.dominated(_whole(figures), rules)),
    )


def _posted(tables: Tables, people: pl.DataFrame) -> pl.DataFrame:
    posted = tables.person_costs.join(people, on="person_id")
    return posted.with_columns(t=pl.col("month") - pl.col("start"))


def _functions(tables: Tables) -> list[str]:
    return tables.person_costs["account_function"].unique().sort().to_list()


def _half_of(t: pl.Expr) -> pl.Expr:
    return pl.when(t > 0).then((t + HALF_YEAR - 1) // HALF_YEAR).otherwise(t // HALF_YEAR)


def _months_of(half: int) -> tuple[int, int]:
    """First and last month of a half-year, counted from the start month."""
    return (
        ((half - 1) * HALF_YEAR + 1, half * HALF_YEAR)
        if half > 0
        else (half * HALF_YEAR, (half + 1) * HALF_YEAR - 1)
    )


def _by_function(
    posted: pl.DataFrame, unit: str, functions: list[str], heads: int, place: Place, *, mean: bool
) -> Iterator[Figure]:
    """One figure an account function and one for all of them: a mean over ``heads``, or a sum.

    ``unit`` is the column of those whose amounts are told apart: persons or families.
    """
    for function in functions:
        rows = posted if function == ALL else posted.filter(pl.col("account_function") == function)
        amounts = rows.group_by(unit).agg(pl.col("amount_ore").sum())["amount_ore"].sort(descending=True)
        amount, dearest = int(amounts.sum()), [int(ore) for ore in amounts.head(2)]
        each = amount / heads if heads else 0
        without = (amount - dearest[0]) / (heads - 1) if dearest and heads > 1 else each
        parts = {"without_dearest": kroner(without)} if mean else {"each": kroner(each)}
        value = kroner(each if mean else amount)
        yield Figure(
            at=(*place, ("account_function", function)),
            value=value if heads else None,
            unit=Unit.DKK,
            base=heads,
            persons=heads,
            count=amounts.len(),
            parts={"sum": kroner(amount), **parts} if heads else {},
            largest=tuple(kroner(ore) for ore in dearest),
        )


def _whole(figures: list[Figure]) -> list[Figure]:
    """The figures over all account functions: one function alone is often one person's."""
    return [figure for figure in figures if figure.where("account_function") == ALL]


def _period(rules: Settled) -> Period:
    return Period(month_text(rules.first_month), month_text(rules.last_month))
