# SPDX-License-Identifier: EUPL-1.2
"""What the municipality spends on average on a child and a parent of the target group (lines 312-315).

The mean is over everybody in the group, also those without a cost.
"""

from __future__ import annotations

from typing import Any

import ibis

from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result, Unit
from familievej.analysis.targetgroup.counts import Counts, Row
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.indicators import MEANING, ROLES, WORK, caveats, parameters
from familievej.analysis.targetgroup.population import Sources, members, population
from familievej.analysis.targetgroup.register import Register
from familievej.analysis.targetgroup.ruletext import rule
from familievej.analysis.words import N_, Text

# The report's price is the sum of the social, employment and health areas; transfers are the employment area's.
AREAS = ("social", "employment", "transfers", "health")
ORE = 100
LARGEST = 2


def spent(rules: Rules, year: int, sources: Sources, municipality: int | None = None) -> ibis.Table:
    """Sums by role, in_target and area of what the municipality paid: whole øre, persons, the two largest."""
    costs: Any = sources.costs
    who = members(population(rules, year, sources))
    if municipality is not None:
        who = who.filter(who.municipality == municipality)
    rows = costs.filter(costs.year == year, costs.payer == "municipality", costs.area.isin(AREAS))
    each = rows.join(who, "person_id").group_by("role", "in_target", "area", "person_id")
    each = each.agg(ore=lambda t: t.amount_ore.sum().cast("int64"))
    order = ibis.window(
        group_by=["role", "in_target", "area"], order_by=[each.ore.abs().desc(), each.person_id]
    )
    each = each.mutate(rank=ibis.row_number().over(order))
    return each.group_by("role", "in_target", "area").agg(
        ore=each.ore.sum().cast("int64"),
        persons=each.count(),
        first=each.ore.max(where=each["rank"] == 0),
        second=each.ore.max(where=each["rank"] == 1),
    )


def average(counts: Counts, register: Register, municipality: int | None = None) -> Result | None:
    """Kr. a child and a parent, target group beside the others, by area; None without a table of costs."""
    if register.sources.costs is None:
        return None
    rows = register.frame(spent(counts.rules, counts.year, register.sources, municipality)).to_dicts()
    figures: list[Figure] = []
    for role, name in ROLES.items():
        for group, target in (("target", True), ("others", False)):
            persons = counts.total("persons", role, target, municipality=municipality)
            own = {
                str(row["area"]): row
                for row in rows
                if row["role"] == role and row["in_target"] == int(target)
            }
            figures += [
                _mean(own.get(area), persons, (("group", name), ("of", group), ("area", area)))
                for area in AREAS
            ]
            figures.append(
                _all(list(own.values()), persons, (("group", name), ("of", group), ("area", "all_areas")))
            )
    return Result(
        id="targetgroup.costs",
        title=Text(N_("The municipality's average costs a person")),
        rule=rule(counts.rules, counts.year),
        citation=Citation(WORK, "312-315"),
        basis=Basis.MEASURED,
        period=Period(str(counts.year), str(counts.year)),
        source=("costs",),
        parameters=parameters(counts, municipality),
        figures=tuple(figures),
        persons=sum(counts.total("persons", role, municipality=municipality) for role in ROLES),
        caveats=(*caveats(counts), Caveat("costs", Text(MEANING["costs"]))),
    )


def _mean(row: Row | None, persons: int, place: tuple[tuple[str, str], ...]) -> Figure:
    ore = int(row["ore"]) if row else 0
    largest = (
        tuple(abs(float(row[name])) / ORE for name in ("first", "second") if row[name] is not None)
        if row
        else ()
    )
    value = ore / ORE / persons if persons else None
    return Figure(place, value, Unit.DKK, persons, int(row["persons"]) if row else 0, largest=largest)


def _all(rows: list[Row], persons: int, place: tuple[tuple[str, str], ...]) -> Figure:
    ore = sum(int(row["ore"]) for row in rows)
    value = ore / ORE / persons if persons else None
    return Figure(place, value, Unit.DKK, persons, max((int(row["persons"]) for row in rows), default=0))
