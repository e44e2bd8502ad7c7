# SPDX-License-Identifier: EUPL-1.2
"""The one definition of the target group, as an Ibis expression: any engine that Ibis knows runs it unchanged.

Familiens vej, lines 131-172 and the notes to figures 1-7. The expression ends in sums over persons by place, age and
group (``counted``); what is about one person never leaves the engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from familievej.analysis.targetgroup.definition import Contact, Criterion, Rules, Sign

# Ages as the tables of the report's children and parents read best; the upper limits are included.
BANDS = (5, 11, 14, 17, 23, 29, 39, 49, 59)
UNKNOWN_PLACE = 0
CHILD, ADULT = "child", "adult"
ALONE = 1
# Columns of ``counted`` that say where a row stands.
PLACE = ("role", "in_target", "municipality", "age_band")


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
    residences: rows of the year of the vulnerable, all columns
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
    residences = _during(sources.residences, year).semi_join(vulnerable, "person_id")
    related = _related(rules, year, sources, vulnerable)
    pairs = related
    if rules.choices.parents == "legal":
        pairs = related.filter(related.kind == "legal")
    else:
        pairs = _together(related, _homes(residences, rules, year))
    return Population(vulnerable, related, pairs.select("child_id", "parent_id").distinct(), residences)


def members(who: Population) -> Table:
    """person_id, role, in_target, municipality: each vulnerable person once in each of their roles."""
    child = who.pairs.select(person_id="child_id").distinct().mutate(mark=ibis.literal(1))
    adult = who.pairs.select(person_id="parent_id").distinct().mutate(mark=ibis.literal(1))
    rows = [
        _beside(some.select("person_id"), marked, "person_id").select(
            "person_id", role=ibis.literal(role), in_target=lambda t: _flag(t.mark.notnull())
        )
        for some, marked, role in ((who.children, child, CHILD), (who.adults, adult, ADULT))
    ]
    told = _beside(rows[0].union(rows[1], distinct=False), _places(who), "person_id")
    return told.mutate(municipality=told.municipality.fill_null(UNKNOWN_PLACE))


def _vulnerable(rules: Rules, year: int, sources: Sources) -> Table:
    choices = rules.choices
    bits = _bits((*rules.children_criteria, *rules.challenges))
    seen = _during(_coded(sources.events, _codes(bits)), year)
    signs = seen.mutate(signs=_mask(seen, bits)).group_by("person_id").agg(signs=lambda t: t.signs.bit_or())
    persons = sources.persons
    alive_from = _first(year) if choices.alive == "some_day" else _last(year) + dt.timedelta(days=1)
    persons = persons.filter(persons.death_date.isnull() | (persons.death_date >= alive_from))
    known = signs.join(persons, "person_id").select("person_id", "signs", "birth_date")
    child_bits = {one.id: bits[one] for one in rules.children_criteria}
    challenges = _sum([_has(known, bits[one]) for one in rules.challenges])
    known = known.select(
        "person_id",
        "birth_date",
        is_child=_aged(known, rules, year, *choices.child_ages)
        & (known.signs & sum(child_bits.values()) != 0),
        is_adult=_aged(known, rules, year, choices.adult_from, None) & (challenges >= choices.at_least),
        placed=_has(known, child_bits["placed"]) if "placed" in child_bits else _no,
    )
    return known.filter(known.is_child | known.is_adult)


def counted(rules: Rules, year: int, sources: Sources) -> Table:
    """Sums by role ("child", "adult"), in_target (0/1), municipality (0 unknown) and age band (place in ``BANDS``).

    Columns: persons; both_roles (adults who are also in the children's row of the same target); two (children with
    two vulnerable parents, adults with two vulnerable children); base, with_child, with_adult (figures 4 and 5, of
    target children); of each contact has_<id>, base_<id> where it has ages, rows_<id> where it is counted.
    """
    who = population(rules, year, sources)
    children = who.pairs.group_by("child_id").agg(parents=lambda t: t.count())
    adults = who.pairs.group_by("parent_id").agg(children=lambda t: t.count())
    rows = _beside(_beside(who.vulnerable, children, "child_id"), adults, "parent_id")
    rows = _beside(rows, _living(rules, year, sources, who, children), "person_id")
    rows = _beside(rows, _places(who), "person_id")
    rows = _beside(rows, _contacts(rules, year, sources, who.vulnerable), "person_id")
    rows = rows.mutate(
        municipality=rows.municipality.fill_null(UNKNOWN_PLACE),
        age_band=_band(rows, rules, year),
        child_target=_flag(rows.parents.notnull()),
        adult_target=_flag(rows.children.notnull()),
    )
    both = rows.is_child & rows.is_adult & (rows.child_target == rows.adult_target)
    child = rows.filter(rows.is_child).mutate(
        role=ibis.literal(CHILD),
        in_target=lambda t: t.child_target,
        two=lambda t: _flag((t.parents >= 2).fill_null(False)),
        both_roles=_no,
        **{name: (lambda t, name=name: t[name].fill_null(0)) for name in LIVING},
    )
    adult = rows.mutate(both_roles=_flag(both)).filter(rows.is_adult)
    adult = adult.mutate(
        role=ibis.literal(ADULT),
        in_target=lambda t: t.adult_target,
        two=lambda t: _flag((t.children >= 2).fill_null(False)),
        **dict.fromkeys(LIVING, _no),
    )
    contacts = [name for name in rows.columns if name == "contacts" or name.startswith("rows_")]
    columns = [*PLACE, *MEASURES, "birth_date", *contacts]
    told = child.select(columns).union(adult.select(columns), distinct=False)
    return told.group_by(PLACE).agg(
        persons=told.count(),
        **{name: told[name].sum() for name in MEASURES},
        **_contact_sums(rules, year, told),
    )


# Whole numbers of 64 bits on every engine, so that one hash fits all.
_no = ibis.literal(0, "int64")
LIVING = ("base", "with_child", "with_adult")
MEASURES = ("two", "both_roles", *LIVING)


def _flag(truth: BooleanValue) -> IntegerValue:
    return truth.ifelse(ibis.literal(1, "int64"), _no)


def _sum(values: Sequence[IntegerValue]) -> IntegerValue:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def _beside(rows: Table, more: Table, key: str) -> Table:
    """``rows`` (one per person) with the columns of ``more``, found by its ``key``; empty where there is nothing."""
    columns = [name for name in more.columns if name != key]
    return rows.left_join(more, rows.person_id == more[key]).select(*rows.columns, *columns)


def _first(year: int) -> dt.date:
    return dt.date(year, 1, 1)


def _last(year: int) -> dt.date:
    return dt.date(year, 12, 31)


def _years_before(day: dt.date, years: int) -> dt.date:
    """The first of January is a day of every year, and so is the last of December."""
    return day.replace(year=max(day.year - years, 1))


# ---- rows of the year


def _coded(events: Table, codes: Iterable[str]) -> Table:
    return events.filter(events.code.isin(sorted(codes)))


def _during(rows: Table, year: int) -> Table:
    """Rows that hold on some day of ``year``."""
    return rows.filter(
        rows.first_day <= _last(year),
        rows.last_day.isnull() | (rows.last_day >= _first(year)),
    )


def _bits(criteria: Iterable[Criterion]) -> dict[Criterion, int]:
    return {criterion: 1 << place for place, criterion in enumerate(criteria)}


def _codes(bits: Mapping[Criterion, int]) -> set[str]:
    return {sign.code for criterion in bits for sign in criterion.any_of}


def _mask(rows: Table, bits: Mapping[Criterion, int]) -> IntegerValue:
    """The bits of all criteria that a row fulfils; one look at the code gives them all."""
    by_code: dict[str, list[tuple[Sign, int]]] = {}
    for criterion, bit in bits.items():
        for sign in criterion.any_of:
            by_code.setdefault(sign.code, []).append((sign, bit))
    # Codes with the same bits share a branch: fewer comparisons for each of millions of rows.
    alike: dict[tuple[tuple[tuple[str, ...], int], ...], list[str]] = {}
    for code, some in sorted(by_code.items()):
        alike.setdefault(tuple((sign.basis, bit) for sign, bit in some), []).append(code)
    branches = []
    for told, codes in alike.items():
        always = 0
        value: IntegerValue = _no
        for basis, bit in told:
            if basis:
                value = value + rows.basis.isin(basis).fill_null(False).ifelse(
                    ibis.literal(bit, "int64"), _no
                )
            else:
                always |= bit
        plain = ibis.literal(always, "int64")
        branches.append((rows.code.isin(codes), plain if not any(b for b, _ in told) else plain + value))
    return ibis.cases(*branches, else_=_no)


def _has(rows: Table, bit: int) -> IntegerValue:
    return _flag(rows.signs & bit != 0)


# ---- ages


def _aged(rows: Table, rules: Rules, year: int, youngest: int, oldest: int | None) -> BooleanValue:
    """Whether the age on the day of the rules lies between the two, both included; unborn is no age."""
    day = _first(year) if rules.choices.age_on == "first_day" else _last(year)
    truth = rows.birth_date <= _years_before(day, youngest)
    return truth if oldest is None else truth & (rows.birth_date > _years_before(day, oldest + 1))


def _band(rows: Table, rules: Rules, year: int) -> IntegerValue:
    branches = [
        (_aged(rows, rules, year, limit + 1, None), ibis.literal(place + 1, "int64"))
        for place, limit in reversed(list(enumerate(BANDS)))
    ]
    return ibis.cases(*branches, else_=_no)


# ---- who belongs together


def _related(rules: Rules, year: int, sources: Sources, vulnerable: Table) -> Table:
    """child_id, parent_id, kind of the relations of the year between a vulnerable child and a vulnerable adult."""
    relations = sources.relations
    since = _first(year) if rules.choices.relation_on == "some_day" else _last(year)
    held = relations.filter(
        relations.first_day.isnull() | (relations.first_day <= _last(year)),
        relations.last_day.isnull() | (relations.last_day >= since),
    )
    children, adults = vulnerable.filter(vulnerable.is_child), vulnerable.filter(vulnerable.is_adult)
    return (
        held.semi_join(children, held.child_id == children.person_id)
        .semi_join(adults, held.parent_id == adults.person_id)
        .select("child_id", "parent_id", "kind")
        .distinct()
    )


def _together(related: Table, homes: Table) -> Table:
    """Those of ``related`` who have a home in common."""
    child = homes.select(child_id="person_id", home="household_id")
    parent = homes.select(parent_id="person_id", home="household_id")
    return related.join(child, "child_id").semi_join(parent, ["parent_id", "home"])


# ---- homes


def _homes(rows: Table, rules: Rules, year: int) -> Table:
    """person_id, household_id on the last day of the year, where the household is known."""
    homes = rows.filter(
        rows.household_id.notnull(),
        rows.first_day <= _last(year),
        rows.last_day.isnull() | (rows.last_day >= _last(year)),
    )
    if rules.choices.homes == "registered":
        homes = homes.filter(homes.kind == "registered")
    return homes.select("person_id", "household_id")


def _living(rules: Rules, year: int, sources: Sources, who: Population, target: Table) -> Table:
    """person_id, base, with_child, with_adult (0/1) of the target children that figures 4 and 5 are about."""
    choices = rules.choices
    base = who.children.semi_join(target, who.children.person_id == target.child_id)
    if choices.leave_out_placed:
        base = base.filter(base.placed == 0)
    base = base.select("person_id")
    homes = _homes(who.residences, rules, year)
    their = homes.semi_join(base, "person_id").select("person_id", "household_id")
    if choices.leave_out_alone:
        inmates = _homes(sources.residences, rules, year).semi_join(their, "household_id").distinct()
        sizes = inmates.group_by("household_id").agg(size=lambda t: t.count())
        alone = their.semi_join(sizes.filter(sizes.size == ALONE), "household_id")
        base = base.anti_join(alone, "person_id")
    if choices.household_known:
        base = base.semi_join(their, "person_id")
    young = homes.semi_join(who.children, "person_id").select(other="person_id", household_id="household_id")
    met = their.join(young, "household_id").filter(lambda t: t.person_id != t.other)
    with_child = met.select(child_key="person_id").distinct().mutate(child=ibis.literal(1))
    with_adult = _together(who.related, homes).select(adult_key="child_id").distinct()
    told = _beside(base, with_child, "child_key")
    told = _beside(told, with_adult.mutate(adult=ibis.literal(1)), "adult_key")
    return told.select(
        "person_id",
        base=ibis.literal(1, "int64"),
        with_child=_flag(told.child.notnull()),
        with_adult=_flag(told.adult.notnull()),
    )


def _places(who: Population) -> Table:
    """person_id, municipality of the last registered residence in the year; the lowest number if there are two."""
    lived = who.residences.filter(who.residences.kind == "registered")
    lived = lived.select("person_id", "municipality", "first_day")
    newest = lived.group_by("person_id").agg(newest=lambda t: t.first_day.max())
    found = lived.join(newest, "person_id")
    found = found.filter(found.first_day == found.newest)
    return found.group_by("person_id").agg(municipality=lambda t: t.municipality.min().cast("int64"))


# ---- contacts of figures 6 and 7


def _contacts(rules: Rules, year: int, sources: Sources, who: Table) -> Table:
    """person_id, contacts (bits), rows_<id> (how many rows) of those in ``who`` who have any."""
    bits = _bits(_told(rules))
    seen = _during(_coded(sources.events, _codes(bits)), year).semi_join(who, "person_id")
    counted_ones = [one for one in rules.contacts.children if one.counted]
    seen = seen.mutate(mask=_mask(seen, bits), **{f"row_{one.id}": _row(seen, one) for one in counted_ones})
    return seen.group_by("person_id").agg(
        contacts=lambda t: t.mask.bit_or(),
        **{f"rows_{one.id}": seen[f"row_{one.id}"].sum() for one in counted_ones},
    )


def _told(rules: Rules) -> tuple[Contact, ...]:
    """All contacts; the same criterion of children and adults is one bit."""
    seen: dict[str, Contact] = {}
    for contact in (*rules.contacts.children, *rules.contacts.adults):
        seen.setdefault(contact_key(contact), contact)
    return tuple(seen.values())


def contact_key(contact: Contact) -> str:
    """What tells two contacts apart: the codes, not the id."""
    return repr(contact.any_of)


def _row(rows: Table, contact: Contact) -> IntegerValue:
    return _mask(rows, {contact: 1})


def _contact_sums(rules: Rules, year: int, rows: Table) -> dict[str, IntegerValue]:
    places = {contact_key(one): place for place, one in enumerate(_told(rules))}
    contacts = rows.contacts.fill_null(0)
    sums = {}
    for role, some in (("child", rules.contacts.children), ("adult", rules.contacts.adults)):
        theirs = rows.role == role
        for one in some:
            has = theirs & (contacts & (1 << places[contact_key(one)]) != 0)
            if one.ages:
                aged = _aged(rows, rules, year, *one.ages)
                sums[f"base_{role}_{one.id}"] = _flag(theirs & aged).sum()
                has = has & aged
            sums[f"has_{role}_{one.id}"] = _flag(has).sum()
            if one.counted and role == "child":
                counts = theirs.ifelse(rows[f"rows_{one.id}"].fill_null(0), _no)
                sums[f"rows_{role}_{one.id}"] = counts.sum()
    return sums
