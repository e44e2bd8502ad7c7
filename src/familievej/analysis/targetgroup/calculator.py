# SPDX-License-Identifier: EUPL-1.2
"""What n parents would come to, if each were as the average of the comparison (lines 106-108, 566-569).

Linear, and an adult-and-child pair for each parent: both are assumptions of the report's own example.
"""

from __future__ import annotations

from dataclasses import dataclass

from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result, Unit
from familievej.analysis.words import N_, Text

WORK = "Familiens vej – på tværs af velfærdsområder"
PAIR_FOUR_YEARS = 220_000.0  # "mere end", lines 105-106, 565-566
FIRST_YEAR_OF_15 = 1_000_000.0  # "ca.", lines 107, 568
EXAMPLE = 15


@dataclass(frozen=True, slots=True)
class PerPair:
    """Kr. an adult and a child, all payers: the first year and over all four."""

    first_year: float = FIRST_YEAR_OF_15 / EXAMPLE
    four_years: float = PAIR_FOUR_YEARS


PRINTED = PerPair()


def per_pair(potential: Result) -> PerPair:
    """The same from a register's own comparison (``potential.potential``)."""
    rest = {"person": "pair", "area": "all_areas", "payer": "all_payers"}
    first = potential.at(year=potential.period.first, **rest).value
    every = potential.at(year="all_years", **rest).value
    return PerPair(first or 0.0, every or 0.0)


def by_payer(parents: int, potential: Result) -> Result:
    """Who pays less and who pays more for ``parents`` pairs over all years, from a register's own comparison.

    Areas where those with success cost more are extra measures, shown as a cost (lines 588-600, 644-652). A payer and
    area that disclosure control hid is left out of both. Raises ValueError for fewer than one.
    """
    if parents < 1:
        raise ValueError("at least one parent")
    sums: dict[str, list[float]] = {}
    for figure in potential.figures:
        at = dict(figure.at)
        apart = at["area"] != "all_areas" and at["payer"] != "all_payers" and at["year"] == "all_years"
        if at["person"] == "pair" and apart and figure.value is not None:
            sums.setdefault(str(at["payer"]), []).append(parents * figure.value)
    sums["all_payers"] = [value for values in sums.values() for value in values]
    figures = tuple(
        Figure((("payer", payer), ("measure", measure)), amount, Unit.DKK, parents, parents)
        for payer, values in sums.items()
        for measure, amount in (
            ("less", sum(value for value in values if value > 0)),
            ("more", sum(value for value in values if value < 0)),
            ("net", sum(values)),
        )
    )
    return Result(
        id="targetgroup.payers",
        title=Text(N_("Who pays less, and who pays more, for %(parents)s parents"), {"parents": parents}),
        rule=Text(
            N_(
                "Parents times the difference of an adult and a child together, by payer and area over all years. "
                "Areas where those with success cost more stand as extra measures, below zero. What the effort itself "
                "costs, and who pays for it, is not in the registers: hold it against these."
            )
        ),
        citation=Citation(WORK, "588-600, 644-652"),
        basis=Basis.ASSUMED,
        period=potential.period,
        source=("costs", "weekly_status"),
        parameters={"parents": parents},
        figures=figures,
        persons=0,
        caveats=calculate(parents).caveats,
    )


def calculate(parents: int, pair: PerPair = PRINTED) -> Result:
    """First year and four years for ``parents`` parents. Raises ValueError for fewer than one."""
    if parents < 1:
        raise ValueError("at least one parent")
    figures = tuple(
        Figure((("horizon", name),), parents * value, Unit.DKK, parents, parents)
        for name, value in (("first_year", pair.first_year), ("four_years", pair.four_years))
    )
    return Result(
        id="targetgroup.calculator",
        title=Text(N_("What it would come to for %(parents)s parents"), {"parents": parents}),
        rule=Text(
            N_(
                "Parents times the difference between an adult and child with and without success: %(first)s kr. the "
                "first year, %(all)s kr. over four years."
            ),
            {"first": round(pair.first_year), "all": round(pair.four_years)},
        ),
        citation=Citation(WORK, "106-108, 566-569"),
        basis=Basis.ASSUMED,
        period=Period("1", "4"),
        source=("printed",) if pair == PRINTED else ("costs", "weekly_status"),
        parameters={"parents": parents, "first_year": pair.first_year, "four_years": pair.four_years},
        figures=figures,
        persons=0,
        caveats=(
            Caveat(
                "payers", Text(N_("For state, region and municipality together, not the municipality alone."))
            ),
            Caveat("pair", Text(N_("An adult and a child are reckoned together, one child a parent."))),
            Caveat(
                "linear",
                Text(N_("Twice as many parents are reckoned as twice as much; nobody has shown that.")),
            ),
            Caveat("comparison", Text(N_("It rests on a comparison of two groups, not on a trial."))),
        ),
    )
