# SPDX-License-Identifier: EUPL-1.2
"""Families and homes of one part of the country, as arrays: one place per person."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from familievej.analysis.targetgroup.country import calibration as by

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]
Real = npt.NDArray[np.float64]
NOBODY = -1
LAST = np.datetime64(f"{by.YEARS[-1]}-12-31")
ORDINARY, TARGET, OTHER, ONCE = 0, 1, 2, 3
LEAST_BETWEEN, MOST_BETWEEN = 20, 38  # years between a mother and her oldest child
GROWN, OLD = 18, 67


@dataclass(frozen=True, slots=True)
class People:
    """age: in the last year; kind: ORDINARY, TARGET, OTHER or ONCE vulnerable; child: whether as a child.

    mother, father: places of the legal parents or NOBODY; step: place of the step-parent; family: number of the
    family; household, municipality: numbers of the home.
    """

    age: Whole
    kind: Whole
    child: Truth
    mother: Whole
    father: Whole
    step: Whole
    family: Whole
    household: Whole
    municipality: Whole
    placed: Truth

    def __len__(self) -> int:
        return len(self.age)


@dataclass(frozen=True, slots=True)
class Families:
    """parents: how many are vulnerable; vulnerable: how many children are; children: how many there are."""

    parents: Whole
    vulnerable: Whole
    children: Whole
    kind: Whole


def share(total: int, part: int, parts: int) -> int:
    """What the ``part``-th of ``parts`` gets, so that all of them together get ``total``."""
    return total * (part + 1) // parts - total * part // parts


def people(rng: np.random.Generator, persons: int, part: int, parts: int, country: int) -> People:
    """``persons`` people of the ``part``-th of ``parts`` parts of a country of ``country`` persons."""

    def scaled(number: int) -> int:
        return share(round(number * country / by.PERSONS), part, parts)

    families = _families(rng, scaled)
    number = len(families.kind)
    in_families = 2 * number + int(families.children.sum())
    singles = max(persons - in_families, scaled(by.OTHER_SINGLES))
    built = _in_families(rng, families)
    return _shuffled(rng, _with_singles(rng, built, singles, scaled(by.OTHER_SINGLES)))


def _shuffled(rng: np.random.Generator, built: People) -> People:
    """The same people in another order: in a real register the number of a person tells nothing of the family."""
    order = rng.permutation(len(built))
    place = np.empty(len(built), np.int64)
    place[order] = np.arange(len(built))
    columns = {field.name: getattr(built, field.name)[order] for field in fields(built)}
    for name in ("mother", "father", "step"):
        of = columns[name]
        columns[name] = np.where(of == NOBODY, NOBODY, place[np.maximum(of, 0)])
    return People(**columns)


def _families(rng: np.random.Generator, scaled: Any) -> Families:
    """All families with children, the vulnerable ones first."""
    blocks: list[tuple[int, int, Whole, int]] = []  # families, vulnerable parents, vulnerable children, kind
    several = list(by.SEVERAL)
    for (parents, many), number in by.TARGET_FAMILIES.items():
        for kind, of in (
            (TARGET, number),
            (ONCE, number * by.ONCE_FAMILIES // sum(by.TARGET_FAMILIES.values())),
        ):
            count = scaled(of)
            drawn = (
                rng.choice(several, count, p=list(by.SEVERAL.values())) if many else np.ones(count, np.int64)
            )
            blocks.append((count, parents, drawn, kind))
    for children, number in by.OTHER_CHILDREN_FAMILIES.items():
        count = scaled(number)
        blocks.append((count, 0, np.full(count, children), OTHER))
    for parents, number, kind in ((1, by.OTHER_PARENTS, OTHER), (0, by.ORDINARY_FAMILIES, ORDINARY)):
        count = scaled(number)
        blocks.append((count, parents, np.zeros(count, np.int64), kind))
    vulnerable = np.concatenate([drawn for _count, _parents, drawn, _kind in blocks])
    grown = np.concatenate([np.full(count, number) for count, number, _drawn, _kind in blocks])
    kinds = np.concatenate([np.full(count, kind) for count, _parents, _drawn, kind in blocks])
    more = rng.choice(3, len(kinds), p=[0.5, 0.35, 0.15]) + (vulnerable == 0)
    return Families(grown, vulnerable, vulnerable + more, kinds)


def _in_families(rng: np.random.Generator, families: Families) -> People:
    """Mothers, fathers, then children; homes together or apart."""
    number = len(families.kind)
    index = np.arange(number)
    of = np.repeat(index, families.children)
    order = np.arange(len(of)) - np.repeat(
        np.cumsum(families.children) - families.children, families.children
    )
    vulnerable_child = order < families.vulnerable[of]
    child_age = rng.integers(0, 24, len(of))
    oldest = np.zeros(number, np.int64)
    np.maximum.at(oldest, of, child_age)
    mother_age = oldest + rng.integers(LEAST_BETWEEN, MOST_BETWEEN + 1, number)
    father_age = mother_age + rng.integers(-2, 8, number)

    mother_first = rng.random(number) < 0.6
    vulnerable_mother = (families.parents == 2) | ((families.parents == 1) & mother_first)
    vulnerable_father = (families.parents == 2) | ((families.parents == 1) & ~mother_first)
    apart = rng.random(number) >= by.TOGETHER
    # The children live with the mother unless the father is the one who is vulnerable and has them, or she is and not.
    with_vulnerable = rng.random(number) < by.WITH_VULNERABLE
    at_father = apart & (families.parents == 1) & (with_vulnerable != vulnerable_mother)
    mother_home, father_home = index * 2, np.where(apart, index * 2 + 1, index * 2)

    elsewhere = apart[of] & (order > 0) & (rng.random(len(of)) < by.SIBLING_APART)
    child_home = np.where(at_father[of] != elsewhere, father_home[of], mother_home[of])
    placed = np.zeros(len(of), bool)
    target = families.kind[of] == TARGET
    for is_target in (True, False):
        home_only, _placed_only, _both = by.CHILD[is_target].measures
        some = vulnerable_child & (target == is_target) & (families.kind[of] != ONCE)
        placed |= some & (rng.random(len(of)) >= home_only)
    alone = vulnerable_child & ~placed & (child_age >= GROWN) & (rng.random(len(of)) < by.YOUNG_ALONE)
    free = 2 * number
    child_home = np.where(alone, free + np.arange(len(of)), child_home)
    child_home = np.where(placed, free + len(of) + np.cumsum(placed) // 6, child_home)
    # A step-parent: the father of the next family that lives apart, who has moved in with this mother.
    step = np.full(number, NOBODY)
    apart_at = np.flatnonzero(apart)
    moved = rng.random(len(apart_at)) < by.STEP_PARENT
    partner = np.roll(apart_at, 1)
    step[apart_at[moved]] = number + partner[moved]
    father_home[partner[moved]] = mother_home[apart_at[moved]]

    municipality = rng.choice(by.MUNICIPALITIES, number, p=_weights())
    child_step = np.where(child_home == mother_home[of], step[of], NOBODY)
    nobody = np.full(2 * number, NOBODY)
    adult_kind = np.concatenate(
        [np.where(vulnerable_mother, families.kind, 0), np.where(vulnerable_father, families.kind, 0)]
    )
    return People(
        age=np.concatenate([mother_age, father_age, child_age]),
        kind=np.concatenate([adult_kind, np.where(vulnerable_child, families.kind[of], ORDINARY)]),
        child=np.concatenate([np.zeros(2 * number, bool), np.ones(len(of), bool)]),
        mother=np.concatenate([nobody, of]),
        father=np.concatenate([nobody, of + number]),
        step=np.concatenate([nobody, child_step]),
        family=np.concatenate([index, index, of]),
        household=np.concatenate([mother_home, father_home, child_home]),
        municipality=np.concatenate([municipality, municipality, municipality[of]]),
        placed=np.concatenate([np.zeros(2 * number, bool), placed]),
    )


def _with_singles(rng: np.random.Generator, built: People, singles: int, vulnerable: int) -> People:
    """Further adults, alone or two together; the first ``vulnerable`` of them are vulnerable."""
    age = rng.integers(GROWN, 95, singles)
    household = int(built.household.max(initial=0)) + 1 + np.arange(singles) // 2 * 2
    household += np.where(rng.random(singles) < 0.5, 1, 0)
    nobody = np.full(singles, NOBODY)
    municipality = rng.choice(by.MUNICIPALITIES, singles, p=_weights())
    kind = np.where(np.arange(singles) < vulnerable, OTHER, ORDINARY)
    return People(
        age=np.concatenate([built.age, age]),
        kind=np.concatenate([built.kind, kind]),
        child=np.concatenate([built.child, np.zeros(singles, bool)]),
        mother=np.concatenate([built.mother, nobody]),
        father=np.concatenate([built.father, nobody]),
        step=np.concatenate([built.step, nobody]),
        family=np.concatenate([built.family, int(built.family.max(initial=0)) + 1 + np.arange(singles)]),
        household=np.concatenate([built.household, household]),
        municipality=np.concatenate([built.municipality, municipality]),
        placed=np.concatenate([built.placed, np.zeros(singles, bool)]),
    )


def _weights() -> Real:
    """Municipalities are of different sizes, as they are."""
    size = 1.0 / np.arange(4, 4 + len(by.MUNICIPALITIES))
    weights: Real = size / size.sum()
    return weights
