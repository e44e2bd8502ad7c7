# SPDX-License-Identifier: EUPL-1.2
"""What the definition says of single rows, in Ibis: whether one holds in the year, what its code tells, an age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, Table

from familievej.analysis.targetgroup.definition import Criterion, Rules, Sign

# Whole numbers of 64 bits on every engine, so that one hash fits all.
NOUGHT = ibis.literal(0, "int64")
# An empty last day: it still holds. Later than every year that can be asked for.
STILL = dt.date(9999, 12, 31)


def flag(truth: BooleanValue) -> IntegerValue:
    """1 or 0."""
    return truth.ifelse(ibis.literal(1, "int64"), NOUGHT)


def total_of(values: Sequence[IntegerValue]) -> IntegerValue:
    """All of ``values`` (at least one) added up."""
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def beside(rows: Table, more: Table, key: str) -> Table:
    """``rows`` (one per person) with the columns of ``more``, found by its ``key``; empty where there is nothing."""
    columns = [name for name in more.columns if name != key]
    return rows.left_join(more, rows.person_id == more[key]).select(*rows.columns, *columns)


def first_of(year: int) -> dt.date:
    """New Year's Day."""
    return dt.date(year, 1, 1)


def last_of(year: int) -> dt.date:
    """New Year's Eve."""
    return dt.date(year, 12, 31)


def _years_before(day: dt.date, years: int) -> dt.date:
    """The first of January is a day of every year, and so is the last of December."""
    return day.replace(year=max(day.year - years, 1))


def coded(events: Table, codes: Iterable[str]) -> Table:
    """Rows with one of ``codes``."""
    return events.filter(events.code.isin(sorted(codes)))


def during(rows: Table, year: int) -> Table:
    """Rows that hold on some day of ``year``."""
    return rows.filter(rows.first_day <= last_of(year), until(rows.last_day) >= first_of(year))


def until(last_day: DateValue) -> DateValue:
    """The day itself, or one after all others: engines look at one comparison faster than at two joined by "or"."""
    return last_day.fill_null(STILL)


def bits_of(criteria: Iterable[Criterion]) -> dict[Criterion, int]:
    """A bit for each, in their order: 1, 2, 4 …"""
    return {criterion: 1 << place for place, criterion in enumerate(criteria)}


def codes_of(bits: Mapping[Criterion, int]) -> set[str]:
    """Every code that one of the criteria asks for."""
    return {sign.code for criterion in bits for sign in criterion.any_of}


def mask(rows: Table, bits: Mapping[Criterion, int]) -> IntegerValue:
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
        value: IntegerValue = NOUGHT
        for basis, bit in told:
            if basis:
                value = value + rows.basis.isin(basis).fill_null(False).ifelse(
                    ibis.literal(bit, "int64"), NOUGHT
                )
            else:
                always |= bit
        plain = ibis.literal(always, "int64")
        branches.append((rows.code.isin(codes), plain if not any(b for b, _ in told) else plain + value))
    return ibis.cases(*branches, else_=NOUGHT)


def has(rows: Table, bit: int) -> IntegerValue:
    """1 where ``signs`` holds the bit."""
    return flag(rows.signs & bit != 0)


def aged(rows: Table, rules: Rules, year: int, youngest: int, oldest: int | None) -> BooleanValue:
    """Whether the age on the day of the rules lies between the two, both included; unborn is no age."""
    day = first_of(year) if rules.choices.age_on == "first_day" else last_of(year)
    truth = rows.birth_date <= _years_before(day, youngest)
    return truth if oldest is None else truth & (rows.birth_date > _years_before(day, oldest + 1))
