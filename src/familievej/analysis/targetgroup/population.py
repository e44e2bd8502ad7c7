# SPDX-License-Identifier: EUPL-1.2
"""The one definition of the target group, as an Ibis expression: any engine that Ibis knows runs it unchanged.

Familiens vej, lines 131-172. Tables of persons are only steps on the way: ``measures.counted`` ends in sums, and what
is about one person never leaves the engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import BooleanValue, Table

from familievej.analysis.targetgroup.definition import Criterion, Rules
from familievej.analysis.targetgroup.rows import (
    NOUGHT,
    aged,
    beside,
    bits_of,
    coded,
    codes_of,
    during,
    first_of,
    flag,
    has,
    last_of,
    mask,
    total_of,
    until,
)

UNKNOWN_PLACE = 0
CHILD, ADULT = "child", "adult"
REGISTERED = "registered"
PLACES = 10**10  # more than any number of a municipality


@dataclass(frozen=True, slots=True)
class Sources:
    """The tables of a register, unbound or of one engine (``tables.TABLES``)."""

    persons: Table
    relations: Table
    residences: Table
    events: Table
    costs: Table | None = None
    weekly_status: Table | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """Who is what in one year; each is a table of keys and signs, not yet computed.

    vulnerable: person_id, birth_date, is_child, is_adult (at least one of them), placed (0/1)
    related:    child_id, parent_id, kind: a vulnerable child and a vulnerable adult who belong together
    pairs:      child_id, parent_id: those that make the target group, once each
    residences: person_id, household_id, municipality, first_day, registered, still (it holds on the last day of the
                year): rows of the year of the vulnerable
    """

    vulnerable: Table
    related: Table
    pairs: Table
    residences: Table

    @property
    def children(self) -> Table:
        """The vulnerable children."""
        return self.vulnerable.filter(self.vulnerable.is_child)

    @property
    def adults(self) -> Table:
        """The vulnerable adults."""
        return self.vulnerable.filter(self.vulnerable.is_adult)


def population(rules: Rules, year: int, sources: Sources) -> Population:
    """The vulnerable children and adults of ``year`` and who of them belongs together.

    Each large table is asked once and narrowed to the vulnerable at once: what follows works on small tables.
    """
    vulnerable = _vulnerable(rules, year, sources)
    residences = residences_of(rules, year, sources.residences).semi_join(vulnerable, "person_id")
    related = _related(rules, year, sources, vulnerable)
    pairs = related
    if rules.choices.parents == "legal":
        pairs = related.filter(related.kind == "legal")
    else:
        pairs = lived_together(related, homes_of(residences))
    return Population(vulnerable, related, pairs.select("child_id", "parent_id").distinct(), residences)


def members(who: Population) -> Table:
    """person_id, role, in_target, municipality: each vulnerable person once in each of their roles."""
    child = who.pairs.select(person_id="child_id").distinct().mutate(mark=ibis.literal(1))
    adult = who.pairs.select(person_id="parent_id").distinct().mutate(mark=ibis.literal(1))
    rows = [
        beside(some.select("person_id"), marked, "person_id").select(
            "person_id", role=ibis.literal(role), in_target=lambda t: flag(t.mark.notnull())
        )
        for some, marked, role in ((who.children, child, CHILD), (who.adults, adult, ADULT))
    ]
    told = beside(rows[0].union(rows[1], distinct=False), places(who), "person_id")
    return told.mutate(municipality=told.municipality.fill_null(UNKNOWN_PLACE))


def _vulnerable(rules: Rules, year: int, sources: Sources) -> Table:
    choices = rules.choices
    bits = bits_of((*rules.children_criteria, *rules.challenges))
    seen = during(coded(sources.events, codes_of(bits)), year)
    signs = seen.mutate(signs=mask(seen, bits)).group_by("person_id").agg(signs=lambda t: t.signs.bit_or())
    persons = sources.persons
    alive_from = first_of(year) if choices.alive == "some_day" else last_of(year) + dt.timedelta(days=1)
    persons = persons.filter(until(persons.death_date) >= alive_from)
    known = signs.join(persons, "person_id").select("person_id", "signs", "birth_date")
    child_bits = {one.id: bits[one] for one in rules.children_criteria}
    is_child = aged(known, rules, year, *choices.child_ages) & (known.signs & sum(child_bits.values()) != 0)
    is_adult = aged(known, rules, year, choices.adult_from, None) & _challenged(rules, known, bits)
    return known.filter(is_child | is_adult).select(
        "person_id",
        "birth_date",
        is_child=is_child,
        is_adult=is_adult,
        placed=has(known, child_bits["placed"]) if "placed" in child_bits else NOUGHT,
    )


def _challenged(rules: Rules, known: Table, bits: Mapping[Criterion, int]) -> BooleanValue:
    """Whether there are at least as many challenges as the rules ask for; one look where any will do."""
    challenges = [bits[one] for one in rules.challenges]
    if rules.choices.at_least == 1:
        return known.signs & sum(challenges) != 0
    return total_of([has(known, bit) for bit in challenges]) >= rules.choices.at_least


# ---- who belongs together


def _related(rules: Rules, year: int, sources: Sources, vulnerable: Table) -> Table:
    """child_id, parent_id, kind of the relations of the year between a vulnerable child and a vulnerable adult."""
    relations = sources.relations
    since = first_of(year) if rules.choices.relation_on == "some_day" else last_of(year)
    held = relations.filter(
        relations.first_day.isnull() | (relations.first_day <= last_of(year)),
        until(relations.last_day) >= since,
    )
    children, adults = vulnerable.filter(vulnerable.is_child), vulnerable.filter(vulnerable.is_adult)
    return (
        held.semi_join(children, held.child_id == children.person_id)
        .semi_join(adults, held.parent_id == adults.person_id)
        .select("child_id", "parent_id", "kind")
        .distinct()
    )


def lived_together(related: Table, homes: Table) -> Table:
    """Those of ``related`` who have a home in common."""
    child = homes.select(child_id="person_id", home="household_id")
    parent = homes.select(parent_id="person_id", home="household_id")
    return related.join(child, "child_id").semi_join(parent, ["parent_id", "home"])


# ---- homes


def residences_of(rules: Rules, year: int, residences: Table) -> Table:
    """Rows of the year as ``Population.residences`` has them, of everybody; others than registered only if asked."""
    rows = during(residences, year)
    registered = rows.kind == REGISTERED
    if rules.choices.homes == "registered":
        rows, registered = rows.filter(registered), ibis.literal(True)
    return rows.select(
        "person_id",
        "household_id",
        "municipality",
        "first_day",
        registered=registered,
        still=until(rows.last_day) >= last_of(year),
    )


def homes_of(residences: Table) -> Table:
    """person_id, household_id on the last day of the year, where the household is known."""
    homes = residences.filter(residences.household_id.notnull(), residences.still)
    return homes.select("person_id", "household_id")


def places(who: Population) -> Table:
    """person_id, municipality of the last registered residence in the year; the lowest number if there are two.

    Day and municipality are one number, so that the largest is the answer: one look at each row, no second join.
    """
    lived = who.residences.filter(who.residences.registered)
    day = lived.first_day
    written = (day.year().cast("int64") * 100 + day.month()) * 100 + day.day()
    newest = (written * PLACES + (PLACES - 1 - lived.municipality)).cast("int64")
    found = (
        lived.select("person_id", newest=newest).group_by("person_id").agg(newest=lambda t: t.newest.max())
    )
    return found.select("person_id", municipality=(PLACES - 1 - found.newest % PLACES).cast("int64"))
