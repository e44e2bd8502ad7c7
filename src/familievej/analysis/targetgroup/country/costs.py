# SPDX-License-Identifier: EUPL-1.2
"""What the vulnerable cost, year by year, and what they did in week 48."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from familievej.analysis.targetgroup.country import calibration as by
from familievej.analysis.targetgroup.country.people import NOBODY, ORDINARY, TARGET, People, Truth, Whole

WEEK = 48
STATUSES = tuple(sorted({status for some in by.STATUSES.values() for status in some}))
KEEPS = 0.8  # who had success one year has it the next


@dataclass(frozen=True, slots=True)
class Costs:
    """One row per place: person, year, (area, payer) as a place in ``keys``, whole øre."""

    who: Whole
    year: Whole
    key: Whole
    amount_ore: Whole


KEYS = tuple(sorted({*by.CHILD_COSTS, *by.ADULT_COSTS}))


def success(rng: np.random.Generator, people: People) -> Truth:
    """Who was in work, education or on parental leave in week 48 of the second year; children follow their parents."""
    adults = (people.kind != ORDINARY) & ~people.child
    has: Truth = adults & (rng.random(len(people)) < by.SUCCESS)
    for parent in (people.mother, people.father):
        has |= people.child & (parent != NOBODY) & has[np.maximum(parent, 0)]
    return has


def costs(rng: np.random.Generator, people: People, has: Truth) -> Costs:
    """Costs of everybody vulnerable in every year; lower for those with success, from the year after the first."""
    blocks = list(_blocks(rng, people, has))
    return Costs(*(np.concatenate([block[place] for block in blocks]) for place in range(4)))


def _blocks(
    rng: np.random.Generator, people: People, has: Truth
) -> Iterator[tuple[Whole, Whole, Whole, Whole]]:
    for role, means, is_child in (("child", by.CHILD_COSTS, True), ("adult", by.ADULT_COSTS, False)):
        who = np.flatnonzero((people.kind != ORDINARY) & (people.child == is_child))
        lucky = has[who]
        # The printed mean is of the target group, whatever its luck.
        part = lucky[people.kind[who] == TARGET].mean() if len(who) else 0.0
        for (area, payer), mean in means.items():
            lower = by.LOWER.get((role, area, payer), (0, 0, 0, 0))
            for place, year in enumerate(by.YEARS):
                less = lower[place - 1] if place else 0
                expected = mean + less * part - less * lucky
                amount = expected + rng.normal(0, by.SPREAD * abs(mean), len(who))
                ore = np.round(amount * 100).astype(np.int64)
                key = np.full(len(who), KEYS.index((area, payer)))
                yield who, np.full(len(who), year), key, ore


def statuses(rng: np.random.Generator, people: People, has: Truth) -> tuple[Whole, Whole, Whole]:
    """person, year, status (a place in ``STATUSES``) in week 48 of every year, of the vulnerable adults."""
    who = np.flatnonzero((people.kind != ORDINARY) & ~people.child)
    told = []
    for year in by.YEARS:
        same = (year == by.YEARS[1]) | (rng.random(len(who)) < KEEPS)
        lucky = np.where(same, has[who], ~has[who])
        status = np.zeros(len(who), np.int64)
        for is_lucky, shares in by.STATUSES.items():
            some = lucky == is_lucky
            places = np.array([STATUSES.index(name) for name in shares])
            status[some] = places[rng.choice(len(places), int(some.sum()), p=list(shares.values()))]
        told.append((who, np.full(len(who), year), status))
    return tuple(np.concatenate(column) for column in zip(*told, strict=True))  # type: ignore[return-value]
