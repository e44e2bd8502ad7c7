# SPDX-License-Identifier: EUPL-1.2
"""The budget potential (Familiens vej, lines 563-614, 644-652): what those who did and those who did not cost.

Success: an adult of the target group is in employment, education or on parental leave in week 48 of the year after;
the adult's children in the target group follow. A potential is the mean of those without less the mean of those with
success: positive is lower expenditure (573-576). It compares two groups who differ in more than that week; nothing
here says that the one caused the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import ibis
from ibis.expr.types import Table

from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.population import ADULT, CHILD, Sources, population
from familievej.analysis.targetgroup.register import Register
from familievej.analysis.targetgroup.ruletext import rule
from familievej.analysis.words import N_, Fact, Refused, Text

WORK = "Familiens vej – på tværs af velfærdsområder"
SUCCESS = ("employment", "education", "parental_leave")
WEEK, HORIZON = 48, 4
Z = 1.959964  # 95 % of the normal distribution
ORE = 100
ALL = {"year": "all_years", "area": "all_areas", "payer": "all_payers"}


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one role with or without success: persons, families they stand in, sum of squared family sizes."""

    persons: int
    clusters: int
    squares: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Sums over families of one cell: øre, øre squared, øre times persons."""

    ore: float
    squared: float
    crossed: float


NOTHING = Spread(0.0, 0.0, 0.0)


def compared(rules: Rules, base_year: int, sources: Sources, statuses: Sequence[str] = SUCCESS) -> Table:
    """person_id, role, success (0/1), family of the target group of ``base_year``; not to be shown."""
    pairs = population(rules, base_year, sources).pairs
    status: Any = sources.weekly_status
    status = status.filter(status.year == base_year + 1, status.week == WEEK, status.status.isin(statuses))
    lucky = status.select(lucky_id="person_id").distinct()
    joined = pairs.left_join(lucky, pairs.parent_id == lucky.lucky_id)
    pairs = joined.select(
        "child_id", "parent_id", success=joined.lucky_id.notnull().ifelse(1, 0).cast("int64")
    )
    adults = pairs.group_by("parent_id").agg(
        success=lambda t: t.success.max(), family=lambda t: t.child_id.min()
    )
    children = pairs.group_by("child_id").agg(
        success=lambda t: t.success.max(), family=lambda t: t.parent_id.min()
    )
    return adults.select("success", "family", person_id="parent_id", role=ibis.literal(ADULT)).union(
        children.select("success", "family", person_id="child_id", role=ibis.literal(CHILD)), distinct=False
    )


def families(who: Table) -> Table:
    """How many persons, families, and persons squared by family, in each role and success."""
    each = who.group_by("role", "success", "family").agg(size=lambda t: t.count())
    return each.group_by("role", "success").agg(
        persons=each["size"].sum(), clusters=each.count(), squares=(each["size"] * each["size"]).sum()
    )


# What is summed over, level by level; each figure stands at one of them.
LEVELS = (("year",), (), ("area",), ("payer",), ("area", "payer"), ("year", "area"))


def spreads(who: Table, costs: Table, years: range) -> Table:
    """Sums by role, success and place (year, area, payer, each or all of them) of what families cost in ``years``."""
    rows = costs.filter(costs.year.between(years[0], years[-1]))
    rows = rows.mutate(year=rows.year.cast("string")).join(who, "person_id")
    finest = rows.group_by("role", "success", "family", *ALL).agg(ore=lambda t: t.amount_ore.sum())
    size = who.group_by("role", "success", "family").agg(size=lambda t: t.count())
    sums = [_level(finest, size, keys) for keys in LEVELS]
    return ibis.union(*sums, distinct=False)


def _level(finest: Table, size: Table, keys: Sequence[str]) -> Table:
    each = finest.group_by("role", "success", "family", *keys).agg(ore=lambda t: t.ore.sum().cast("float64"))
    each = each.join(size, ["role", "success", "family"])
    told = each.group_by("role", "success", *keys).agg(
        ore=each.ore.sum(),
        squared=(each.ore * each.ore).sum(),
        crossed=(each.ore * each["size"]).sum(),
    )
    told = told.mutate(**{name: ibis.literal(word) for name, word in ALL.items() if name not in keys})
    return told.select("role", "success", *ALL, "ore", "squared", "crossed")


def potential(
    rules: Rules,
    base_year: int,
    register: Register,
    *,
    horizon: int = HORIZON,
    statuses: Sequence[str] = SUCCESS,
) -> Result:
    """Kr. a person and a pair, by year, area and payer, with 95 % limits. Raises Refused when it cannot be told."""
    sources = register.sources
    if sources.costs is None or sources.weekly_status is None:
        raise Refused(Text(N_("The potential needs the tables costs and weekly_status.")))
    years = range(base_year + 1, base_year + 1 + horizon)
    who = compared(rules, base_year, sources, statuses)
    groups = {
        (row["role"], row["success"]): Group(int(row["persons"]), int(row["clusters"]), float(row["squares"]))
        for row in register.frame(families(who)).to_dicts()
    }
    for role, lucky in product((ADULT, CHILD), (0, 1)):
        if (role, lucky) not in groups:
            raise Refused(
                Text(
                    N_(
                        "There is nobody to compare: everybody in the target group had success, or nobody had."
                    )
                )
            )
    figures = tuple(_figures(groups, who, years, register))
    return Result(
        id="targetgroup.potential",
        title=Text(N_("What those without success cost more than those with success")),
        rule=_rule(rules, base_year, horizon, statuses),
        citation=Citation(WORK, "563-614, 644-652"),
        basis=Basis.MEASURED,
        period=Period(str(years[0]), str(years[-1])),
        source=("costs", "weekly_status", "events", "relations", "persons"),
        parameters=_parameters(rules, base_year, horizon, statuses),
        figures=figures,
        persons=sum(group.persons for group in groups.values()),
        caveats=_caveats(groups),
    )


def _figures(
    groups: dict[tuple[str, int], Group], who: Table, years: range, register: Register
) -> Iterator[Figure]:
    rows = register.frame(spreads(who, register.sources.costs, years)).to_dicts()
    cells = {(row["role"], row["success"], *(row[name] for name in ALL)): _spread(row) for row in rows}
    for place in sorted({cell[2:] for cell in cells}, key=_order):
        yield from _cell(groups, cells, place, tuple(zip(ALL, place, strict=True)))


def _order(place: tuple[str, ...]) -> tuple[object, ...]:
    """Year by year first, then all years, then parts of them."""
    parts = [key for key, name in zip(place, ALL, strict=True) if key != ALL[name]]
    return (len(parts) if parts != [place[0]] else 0, place)


def _cell(
    groups: dict[tuple[str, int], Group], cells: dict[Any, Spread], place: tuple[str, ...], at: Place
) -> Iterator[Figure]:
    """The adult's, the child's and both together; the limits of the two are added, which is never too narrow."""
    both = []
    for role in (ADULT, CHILD):
        without, success = (
            (groups[role, lucky], cells.get((role, lucky, *place), NOTHING)) for lucky in (0, 1)
        )
        value = _mean(*without) - _mean(*success)
        half = Z * math.sqrt(_variance(*without) + _variance(*success))
        persons = min(without[0].persons, success[0].persons)
        both.append((value, half, persons))
        yield _figure((("person", role), *at), value, half, without[0].persons + success[0].persons, persons)
    value, half = (sum(part[number] for part in both) for number in (0, 1))
    persons = min(part[2] for part in both)
    base = sum(groups[ADULT, lucky].persons for lucky in (0, 1))
    yield _figure((("person", "pair"), *at), value, half, base, persons)


def _figure(at: Place, value: float, half: float, base: int, persons: int) -> Figure:
    low, high = (value - half) / ORE, (value + half) / ORE
    return Figure(at, value / ORE, Unit.DKK, base, persons, low=low, high=high)


def _spread(row: dict[str, Any]) -> Spread:
    return Spread(float(row["ore"]), float(row["squared"]), float(row["crossed"]))


def _mean(group: Group, spread: Spread) -> float:
    return spread.ore / group.persons


def _variance(group: Group, spread: Spread) -> float:
    """Of the mean, with persons of one family kept together (Liang & Zeger 1986, for a mean)."""
    if group.clusters < 2:
        return math.inf
    mean = _mean(group, spread)
    squares = spread.squared - 2 * mean * spread.crossed + mean * mean * group.squares
    return max(squares, 0.0) / group.persons**2 * group.clusters / (group.clusters - 1)


def _rule(rules: Rules, base_year: int, horizon: int, statuses: Iterable[str]) -> Text:
    message = N_(
        "Adults of the target group in %(base)s are compared by whether they were in work, education or on parental "
        "leave (%(statuses)s) in week %(week)s of %(next)s; children follow their parents. A figure is the mean cost "
        "of those who were not less the mean cost of those who were: above zero is lower expenditure for those who "
        "were, below zero is higher. Years 1 to %(horizon)s after %(base)s. The target group: %(rule)s"
    )
    facts: dict[str, Fact | Text] = {
        "base": str(base_year),
        "next": str(base_year + 1),
        "week": str(WEEK),
        "horizon": horizon,
        "statuses": ", ".join(statuses),
        "rule": rule(rules, base_year),
    }
    return Text(message, facts)


def _parameters(rules: Rules, base_year: int, horizon: int, statuses: Iterable[str]) -> dict[str, Fact]:
    return {
        "rules": rules.id,
        "rules_version": rules.version,
        "base_year": str(base_year),
        "week": WEEK,
        "horizon": horizon,
        "success": ", ".join(statuses),
        "at_least": rules.choices.at_least,
    }


def _caveats(groups: dict[tuple[str, int], Group]) -> tuple[Caveat, ...]:
    told = {
        "comparison": Text(
            N_(
                "This compares %(with)s adults who were in work, education or on leave with %(without)s who were not. "
                "They differ in more than that; the figures do not say what caused the difference."
            ),
            {"with": groups[ADULT, 1].persons, "without": groups[ADULT, 0].persons},
        ),
        "payers": Text(
            N_(
                "The total is for state, region and municipality together: it is not the municipality's alone."
            )
        ),
        "pair": Text(
            N_(
                "Adult and child together assumes one child a parent: how many children follow is not in the figure."
            )
        ),
        "status": Text(
            N_("Whoever has no status in the week counts as one who was not in work or education.")
        ),
        "prices": Text(N_("Costs are in the prices of each year and are not discounted.")),
    }
    return tuple(Caveat(code, text) for code, text in told.items())
