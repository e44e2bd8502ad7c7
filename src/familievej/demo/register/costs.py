# SPDX-License-Identifier: EUPL-1.2
"""Costs on persons by account function, exact in the twelve months before the start month (Tabel 1.6)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import Random

from familievej.demo.published import published
from familievej.demo.register.people import YEAR
from familievej.demo.register.support import observed_months
from familievej.demo.register.tables import (
    ActivationRow,
    CaseRow,
    CostRow,
    FamilyRow,
    PersonRow,
    ProgrammeCostRow,
    SupportRow,
    month_add,
    month_gap,
)

SCHOOL, SOCIAL, SUPPORT, REHABILITATION, ACTIVATION = "3.22", "5.28", "5.57", "5.58", "5.68"
SCHOOL_AGE_DAYS = 5.6 * YEAR
Weights = dict[tuple[str, dt.date, str], float]

# One child cost about two million kr. a year in 2015-2017 and under 100,000 in 2018-2019 (lines 3008-3014).
DEAR_CHILD_MONTH = 166_000
DEAR_CHILD_UNTIL = dt.date(2017, 12, 1)


def make_costs(
    rng: Random,
    families: Sequence[FamilyRow],
    persons: Sequence[PersonRow],
    support: Sequence[SupportRow],
    activation: Sequence[ActivationRow],
    cases: Sequence[CaseRow],
) -> list[CostRow]:
    """Monthly amounts in whole kr., by person, month and function."""
    starts = {family.family_id: family.start_date.replace(day=1) for family in families}
    start_of = {person.person_id: starts[person.family_id] for person in persons}
    children = [person for person in persons if person.role == "child"]
    adults = [person for person in persons if person.role != "child"]
    amounts: dict[tuple[str, dt.date, str], int] = {}
    for weights, targets in (
        (_child_weights(rng, children, start_of, cases), published().costs_year_before["children"]),
        (_adult_weights(rng, adults, start_of, support, activation), published().costs_year_before["adults"]),
    ):
        for function, target in targets.items():
            part = {key: weight for key, weight in weights.items() if key[2] == function}
            amounts |= _scaled(part, start_of, target)
    amounts |= _dear_child(rng, children, start_of)
    return [CostRow(*key, amount) for key, amount in sorted(amounts.items()) if amount > 0]


def programme_costs() -> list[ProgrammeCostRow]:
    """The programme's own accounts as published (Tabel 5.1)."""
    return [
        ProgrammeCostRow(int(year), kind, amount)
        for kind, years in published().programme_costs.items()
        for year, amount in years.items()
    ]


def in_year_before(month: dt.date, start: dt.date) -> bool:
    """Whether ``month`` is one of the twelve before the start month."""
    return 1 <= month_gap(month, start) <= 12


def _scaled(
    weights: Weights, start_of: dict[str, dt.date], target: int
) -> dict[tuple[str, dt.date, str], int]:
    """Amounts in proportion to the weights, adding up to ``target`` within the years before the starts."""
    window = [key for key in weights if in_year_before(key[1], start_of[key[0]])]
    factor = target / sum(weights[key] for key in window)
    amounts = {key: round(weight * factor) for key, weight in weights.items()}
    missing = target - sum(amounts[key] for key in window)
    # The rest of the rounding is at most half a krone a row: the largest rows carry it.
    for key in sorted(window, key=lambda key: -weights[key])[: abs(missing)]:
        amounts[key] += 1 if missing > 0 else -1
    return amounts


def _child_weights(
    rng: Random, children: Iterable[PersonRow], start_of: dict[str, dt.date], cases: Sequence[CaseRow]
) -> Weights:
    placed = {case.person_id for case in cases if case.kind == "placement"}
    with_case = {case.person_id for case in cases}
    weights: Weights = {}
    for child in children:
        start = start_of[child.person_id]
        # The child at home is followed as an adult is, but from birth.
        months = [m for m in observed_months(start, dt.date(1990, 1, 1)) if m >= child.birth_date]
        level = rng.uniform(0.4, 1.6) * (3.5 if child.person_id in placed else 1)
        begins = month_add(start, -rng.randint(2, 14))
        for month in months:
            if child.person_id in with_case and month >= begins:
                weights[child.person_id, month, SOCIAL] = level * rng.uniform(0.7, 1.3)
            if (month - child.birth_date).days >= SCHOOL_AGE_DAYS:
                weights[child.person_id, month, SCHOOL] = rng.uniform(0.5, 1.5)
    return weights


def _adult_weights(
    rng: Random,
    adults: Iterable[PersonRow],
    start_of: dict[str, dt.date],
    support: Sequence[SupportRow],
    activation: Sequence[ActivationRow],
) -> Weights:
    weights: Weights = defaultdict(float)
    for row in support:
        if row.category == "self_supporting":
            continue
        # State refund falls with the length of support: late months cost the municipality more (line 3027).
        late = 1.15 if month_gap(start_of[row.person_id], row.month) >= 18 else 1.0
        weights[row.person_id, row.month, SUPPORT] += late * rng.uniform(0.85, 1.15)
        if row.category == "other" or (row.category == "activity_ready" and rng.random() < 0.15):
            weights[row.person_id, row.month, REHABILITATION] += rng.uniform(0.6, 1.4)
    for entry in activation:
        weights[entry.person_id, entry.month, ACTIVATION] += rng.uniform(0.5, 1.5)
    for adult in adults:
        if adult.role == "mother" and rng.random() < 0.3:
            start = start_of[adult.person_id]
            for month in observed_months(start, adult.birth_date):
                if month_gap(start, month) >= -10:
                    weights[adult.person_id, month, SOCIAL] += rng.uniform(0.5, 1.5)
    return weights


def _dear_child(
    rng: Random, children: Sequence[PersonRow], start_of: dict[str, dt.date]
) -> dict[tuple[str, dt.date, str], int]:
    """The outlier: the oldest child of a course that started in 2019, placed until the end of 2017."""
    late = [child for child in children if start_of[child.person_id].year == 2019]
    child = min(late, key=lambda child: child.birth_date)
    first = max(dt.date(2015, 1, 1), child.birth_date.replace(day=1))
    return {
        (child.person_id, month_add(first, i), SOCIAL): DEAR_CHILD_MONTH + rng.randint(-9000, 9000)
        for i in range(month_gap(first, DEAR_CHILD_UNTIL) + 1)
    }
