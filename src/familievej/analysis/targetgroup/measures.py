# SPDX-License-Identifier: EUPL-1.2
"""The sums over the target group and the others (figures 1-7): what is about one person never leaves the engine."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, Table, Value

from familievej.analysis.targetgroup.definition import Contact, Rules
from familievej.analysis.targetgroup.population import (
    ADULT,
    CHILD,
    UNKNOWN_PLACE,
    Population,
    Sources,
    homes_of,
    lived_together,
    places,
    population,
    residences_of,
)
from familievej.analysis.targetgroup.rows import (
    NOUGHT,
    aged,
    beside,
    bits_of,
    coded,
    codes_of,
    during,
    flag,
    mask,
)

# Ages as the tables of the report's children and parents read best; the upper limits are included.
BANDS = (5, 11, 14, 17, 23, 29, 39, 49, 59)
ALONE = 1
# Columns of ``counted`` that say where a row stands.
PLACE = ("role", "in_target", "municipality", "age_band")
LIVING = ("base", "with_child", "with_adult")
# What tells apart the rows that are summed first: who counts as what.
KINDS = ("is_child", "is_adult", "child_target", "adult_target")


def counted(rules: Rules, year: int, sources: Sources) -> Table:
    """Sums by role ("child", "adult"), in_target (0/1), municipality (0 unknown) and age band (place in ``BANDS``).

    Columns: persons; both_roles (adults who are also in the children's row of the same target); two (children with
    two vulnerable parents, adults with two vulnerable children); base, with_child, with_adult (figures 4 and 5, of
    target children); of each contact has_<id>, base_<id> where it has ages, rows_<id> where it is counted.
    """
    who = population(rules, year, sources)
    children = who.pairs.group_by("child_id").agg(parents=lambda t: t.count())
    adults = who.pairs.group_by("parent_id").agg(children=lambda t: t.count())
    rows = beside(beside(who.vulnerable, children, "child_id"), adults, "parent_id")
    rows = beside(rows, _living(rules, year, sources, who, children), "person_id")
    rows = beside(rows, places(who), "person_id")
    rows = beside(rows, _contacts(rules, year, sources, who.vulnerable), "person_id")
    rows = rows.mutate(
        municipality=rows.municipality.fill_null(UNKNOWN_PLACE),
        age_band=_band(rows, rules, year),
        child_target=flag(rows.parents.notnull()),
        adult_target=flag(rows.children.notnull()),
        contacts=rows.contacts.fill_null(0),
    )
    # First who is alike, whatever their role, in one go over persons; then the few sums of each role.
    alike = rows.group_by(*KINDS, *PLACE[2:]).agg(
        persons=rows.count(),
        two_parents=rows.count(where=(rows.parents >= 2).fill_null(False)),
        two_children=rows.count(where=(rows.children >= 2).fill_null(False)),
        **{name: rows.count(where=rows[name].fill_null(False)) for name in LIVING},
        **_contact_sums(rules, year, rows),
    )
    both = alike.is_child & alike.is_adult & (alike.child_target == alike.adult_target)
    child = _of_role(rules, CHILD, alike.filter(alike.is_child).mutate(both=NOUGHT))
    adult = _of_role(
        rules, ADULT, alike.mutate(both=both.ifelse(alike.persons, NOUGHT)).filter(alike.is_adult)
    )
    told = child.union(adult, distinct=False)
    measures = [name for name in told.columns if name not in PLACE]
    return told.group_by(PLACE).agg(**{name: told[name].sum() for name in measures})


def _living(rules: Rules, year: int, sources: Sources, who: Population, target: Table) -> Table:
    """person_id, base, with_child, with_adult (true or not) of the target children that figures 4 and 5 are about."""
    choices = rules.choices
    base = who.children.semi_join(target, who.children.person_id == target.child_id)
    if choices.leave_out_placed:
        base = base.filter(base.placed == 0)
    base = base.select("person_id")
    homes = homes_of(who.residences)
    their = homes.semi_join(base, "person_id").select("person_id", "household_id")
    if choices.leave_out_alone:
        everybody = residences_of(rules, year, sources.residences)
        inmates = homes_of(everybody).semi_join(their, "household_id").distinct()
        sizes = inmates.group_by("household_id").agg(size=lambda t: t.count())
        alone = their.semi_join(sizes.filter(sizes.size == ALONE), "household_id")
        base = base.anti_join(alone, "person_id")
    if choices.household_known:
        base = base.semi_join(their, "person_id")
    young = homes.semi_join(who.children, "person_id").select(other="person_id", household_id="household_id")
    met = their.join(young, "household_id").filter(lambda t: t.person_id != t.other)
    with_child = met.select(child_key="person_id").distinct().mutate(child=ibis.literal(1))
    with_adult = lived_together(who.related, homes).select(adult_key="child_id").distinct()
    told = beside(base, with_child, "child_key")
    told = beside(told, with_adult.mutate(adult=ibis.literal(1)), "adult_key")
    return told.select(
        "person_id",
        base=ibis.literal(True),
        with_child=told.child.notnull(),
        with_adult=told.adult.notnull(),
    )


def _contacts(rules: Rules, year: int, sources: Sources, who: Table) -> Table:
    """person_id, contacts (bits), rows_<id> (how many rows) of those in ``who`` who have any."""
    bits = bits_of(_told(rules))
    seen = during(coded(sources.events, codes_of(bits)), year).semi_join(who, "person_id")
    counted_ones = [one for one in rules.contacts.children if one.counted]
    seen = seen.mutate(
        mask=mask(seen, bits), **{f"row_{one.id}": mask(seen, {one: 1}) != 0 for one in counted_ones}
    )
    return seen.group_by("person_id").agg(
        contacts=lambda t: t.mask.bit_or(),
        **{f"rows_{one.id}": seen.count(where=seen[f"row_{one.id}"]) for one in counted_ones},
    )


def _told(rules: Rules) -> tuple[Contact, ...]:
    """All contacts; the same criterion of children and adults is one bit."""
    seen: dict[str, Contact] = {}
    for contact in (*rules.contacts.children, *rules.contacts.adults):
        seen.setdefault(contact_key(contact), contact)
    return tuple(seen.values())


def _bit_numbers(rules: Rules) -> dict[str, int]:
    return {contact_key(one): number for number, one in enumerate(_told(rules))}


def contact_key(contact: Contact) -> str:
    """What tells two contacts apart: the codes, not the id."""
    return repr(contact.any_of)


def _contact_sums(rules: Rules, year: int, rows: Table) -> dict[str, IntegerValue]:
    """has_, base_ and rows_ of every contact that somebody is asked for, under the names of ``_sums_of``."""
    bit = _bit_numbers(rules)
    sums = {}
    for one in (*rules.contacts.children, *rules.contacts.adults):
        names = _sums_of(one, bit[contact_key(one)])
        has = rows.contacts & (1 << bit[contact_key(one)]) != 0
        if one.ages:
            of_age = aged(rows, rules, year, *one.ages)
            sums[names["base"]] = rows.count(where=of_age)
            has = has & of_age
        sums[names["has"]] = rows.count(where=has)
        if f"rows_{one.id}" in rows.columns:
            sums[names["rows"]] = rows[f"rows_{one.id}"].fill_null(0).sum()
    return sums


def _sums_of(contact: Contact, bit: int) -> dict[str, str]:
    """What the sums are called before they are told apart by role: the same question has one sum."""
    ages = "" if contact.ages is None else f"_{contact.ages[0]}_{contact.ages[1]}"
    return {"has": f"has_{bit}{ages}", "base": f"base_{bit}{ages}", "rows": f"rows_{contact.id}"}


def _of_role(rules: Rules, role: str, alike: Table) -> Table:
    """The sums of one role, under the names of ``counted``; what is not asked of the role is nought."""
    bit = _bit_numbers(rules)
    is_child = role == CHILD
    columns: dict[str, Value] = {
        "role": ibis.literal(role),
        "in_target": alike.child_target if is_child else alike.adult_target,
        "municipality": alike.municipality,
        "age_band": alike.age_band,
        "persons": alike.persons,
        "two": alike.two_parents if is_child else alike.two_children,
        "both_roles": alike.both,
        **{name: alike[name] if is_child else NOUGHT for name in LIVING},
    }
    for whose, some in ((CHILD, rules.contacts.children), (ADULT, rules.contacts.adults)):
        for one in some:
            names = _sums_of(one, bit[contact_key(one)])
            asked = {"has": True, "base": one.ages is not None, "rows": one.counted and whose == CHILD}
            for what in (what for what, is_asked in asked.items() if is_asked):
                columns[f"{what}_{whose}_{one.id}"] = alike[names[what]] if whose == role else NOUGHT
    return alike.select(**columns)


def _band(rows: Table, rules: Rules, year: int) -> IntegerValue:
    """The place of everybody's age in ``BANDS``."""
    branches = [
        (aged(rows, rules, year, limit + 1, None), ibis.literal(place + 1, "int64"))
        for place, limit in reversed(list(enumerate(BANDS)))
    ]
    return ibis.cases(*branches, else_=NOUGHT)
