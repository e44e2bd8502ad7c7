# SPDX-License-Identifier: EUPL-1.2
"""Families and persons with the published counts, sexes and mean ages at start."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from familievej.demo.cpr import FictiveCpr
from familievej.demo.names import FamilyNamer, Namer
from familievej.demo.published import published
from familievej.demo.register.tables import LAST_DAY, FamilyRow, PersonRow, Role

YEAR = 365.25
NEW_COHORT = dt.date(2018, 1, 1)
"""The report splits the families by whether their course started before this day."""

# How the 66 children who had started by the end of 2018 (published) and the 13 of 2019 sit in families; the
# division of families between 2018 and 2019 is ours, the report prints it only as a curve.
STARTS = ((2017, 25, 29), (2018, 19, 37), (2019, 12, 13))

MIN_PARENT_AGE = 17 * YEAR
INDEX_AGE = {True: (-0.3 * YEAR, 2.6 * YEAR), False: (-0.3 * YEAR, 4.0 * YEAR)}
"""Days of age of the index child at start, by early cohort: some are still to be born."""


@dataclass
class Household:
    """A family while it is being made; ages are days at the start of the course."""

    number: int
    start: dt.date
    end: dt.date | None
    reason: str | None
    index_age: float
    sibling_gaps: list[int]
    has_father: bool = False
    mother_age: int = 0
    father_age: int = 0

    @property
    def early(self) -> bool:
        """Whether the family is of the first cohort."""
        return self.start < NEW_COHORT

    @property
    def child_ages(self) -> list[int]:
        """Days of age at start, the index child first."""
        return [round(self.index_age), *(round(self.index_age) + gap for gap in self.sibling_gaps)]

    @property
    def family_id(self) -> str:
        """As in the register."""
        return f"F{self.number:03d}"


def make_people(rng: Random, cpr_rng: Random) -> tuple[list[FamilyRow], list[PersonRow]]:
    """56 families and 169 persons, ordered by start of the course."""
    homes = _households(rng)
    for early in (True, False):
        _place_children([home for home in homes if home.early is early], early)
    _give_fathers(rng, homes)
    _age_parents(rng, homes)
    families = [FamilyRow(home.family_id, home.start, home.end, home.reason) for home in homes]
    return families, _persons(rng, cpr_rng, homes)


def _households(rng: Random) -> list[Household]:
    homes: list[Household] = []
    for year, families, children in STARTS:
        days = sorted(rng.sample(range(365), families))
        starts = [dt.date(year, 1, 1) + dt.timedelta(days=day) for day in days]
        siblings = _deal_siblings(rng, families, children - families, most=1 if year == 2017 else 3)
        for start, extra in zip(starts, siblings, strict=True):
            early = year == 2017
            gaps = _sibling_gaps(rng, extra, early)
            if year == 2019 and extra:
                gaps = [round(5.2 * YEAR)]  # old enough for the dear placement of 2015-2017, see costs
            low, high = (0.0, 1.5) if early else (0.2, 2.6)
            homes.append(Household(len(homes) + 1, start, None, None, rng.uniform(low, high) * YEAR, gaps))
    _unborn(rng, homes)
    _close(rng, homes)
    return homes


def _deal_siblings(rng: Random, families: int, extra: int, most: int) -> list[int]:
    counts = [0] * families
    while sum(counts) < extra:
        family = rng.randrange(families)
        if counts[family] < most:
            counts[family] += 1
    return counts


def _sibling_gaps(rng: Random, extra: int, early: bool) -> list[int]:
    """Days that each older sibling is ahead of the index child: at least eleven months between births."""
    gaps, total = [], 0
    for _ in range(extra):
        total += rng.randint(340, 700) if early else rng.randint(600, 1900)
        gaps.append(total)
    return gaps


def _unborn(rng: Random, homes: list[Household]) -> None:
    """A few families start before the index child is born; two who start in late 2018 wait until 2019."""
    only = [home for home in homes if not home.sibling_gaps]
    first = [home for home in only if home.early and home.start.month <= 9]
    for home in rng.sample(first, 2):
        home.index_age = -rng.randint(30, 85)
    for home in [home for home in only if home.start.year == 2018][-2:]:
        birth = dt.date(2019, 1, 1) + dt.timedelta(days=rng.randint(9, 40))
        home.index_age = min(-20, (home.start - birth).days)


def _close(rng: Random, homes: list[Household]) -> None:
    """Close the published number of courses, earlier starts first, after about nine and a half months."""
    wanted = published().closed_families
    mean = published().closed_course_months
    closed = 0
    for home in homes:
        end = home.start + dt.timedelta(days=round(rng.uniform(mean - 6, mean + 8) * 30.4))
        stays = rng.random() < 0.22
        if closed < wanted and end <= LAST_DAY and not stays:
            home.end = end
            home.reason = rng.choices(["ordinary_support", "goals_reached", "moved"], [14, 12, 2])[0]
            closed += 1


def _place_children(homes: Sequence[Household], early: bool) -> None:
    """Move the index children, their siblings with them, until the cohort has its published mean age."""
    low, high = INDEX_AGE[early]
    cohort = "before_2018" if early else "from_2018"
    # Unborn children count below zero; a hundredth lower keeps the printed mean also when they count 0.
    target = (published().composition["mean_age_children"][cohort] - 0.01) * YEAR
    movable = [home for home in homes if home.index_age >= 0]
    children = sum(len(home.child_ages) for home in homes)
    for _ in range(200):
        missing = target * children - sum(sum(home.child_ages) for home in homes)
        if abs(missing) < children:
            return
        step = missing / sum(len(home.child_ages) for home in movable)
        for home in movable:
            home.index_age = min(high, max(low, 5, home.index_age + step))
    raise ValueError("The children of this seed cannot reach the published mean age.")


def _give_fathers(rng: Random, homes: Sequence[Household]) -> None:
    for cohort, early in (("before_2018", True), ("from_2018", False)):
        group = [home for home in homes if home.early is early]
        for home in rng.sample(group, int(published().composition["fathers"][cohort])):
            home.has_father = True


def _age_parents(rng: Random, homes: Sequence[Household]) -> None:
    for cohort, early in (("before_2018", True), ("from_2018", False)):
        group = [home for home in homes if home.early is early]
        means = published().composition
        mothers = _ages(rng, len(group), means["mean_age_mothers"][cohort], _mother_age)
        for home, age in _match(rng, group, mothers, lambda home: max(home.child_ages)):
            home.mother_age = age
        with_father = [home for home in group if home.has_father]
        # 0.04 is within the printed decimal of each cohort and gives the printed mean of all fathers, 33.7.
        fathers = _ages(rng, len(with_father), means["mean_age_fathers"][cohort] + 0.04, _father_age)
        for home, age in _match(rng, with_father, fathers, lambda home: home.child_ages[0]):
            home.father_age = age


def _mother_age(rng: Random) -> float:
    """Mothers of 18 to 25 are over-represented (report, figure 1.4)."""
    return rng.uniform(18, 25.9) if rng.random() < 0.40 else rng.uniform(26, 43)


def _father_age(rng: Random) -> float:
    """Fathers of 40 and more are over-represented (report, figure 1.4)."""
    return rng.uniform(40, 52) if rng.random() < 0.34 else rng.uniform(20, 39.9)


def _ages(rng: Random, count: int, mean: float, draw: Callable[[Random], float]) -> list[int]:
    """Ages in days whose mean is ``mean`` years, from draws that are moved together."""
    ages = [draw(rng) for _ in range(count)]
    for _ in range(200):
        shift = mean - sum(ages) / count
        if abs(shift) < 0.002:
            break
        ages = [min(54.0, max(18.2, age + shift)) for age in ages]
    return [round(age * YEAR) for age in ages]


def _match(
    rng: Random, homes: Sequence[Household], ages: list[int], child_age: Callable[[Household], int]
) -> list[tuple[Household, int]]:
    """Give each home one of the ages so that every parent was grown up at the birth. Oldest child first."""
    left, pairs = list(ages), []
    for home in sorted(homes, key=child_age, reverse=True):
        fits = [age for age in left if age - child_age(home) >= MIN_PARENT_AGE]
        if not fits:
            raise ValueError("The parents of this seed are too young for the children.")
        age = rng.choice(fits)
        left.remove(age)
        pairs.append((home, age))
    return pairs


def _persons(rng: Random, cpr_rng: Random, homes: Sequence[Household]) -> list[PersonRow]:
    boys = published().boys
    children = sum(len(home.child_ages) for home in homes)
    sexes = [True] * boys + [False] * (children - boys)
    rng.shuffle(sexes)
    namer, cpr = Namer(rng), FictiveCpr(cpr_rng)
    rows: list[PersonRow] = []
    for home in homes:
        family = namer.family()
        rows.append(_person(home, family, cpr, "mother", home.mother_age))
        if home.has_father:
            rows.append(_person(home, family, cpr, "father", home.father_age, rng.random() < 0.4))
        for number, age in enumerate(home.child_ages, start=1):
            rows.append(_person(home, family, cpr, "child", age, number=number, boy=sexes.pop()))
    return rows


def _person(
    home: Household,
    family: FamilyNamer,
    cpr: FictiveCpr,
    role: Role,
    age: int,
    other_name: bool = False,
    *,
    number: int = 0,
    boy: bool = False,
) -> PersonRow:
    birth = home.start - dt.timedelta(days=age)
    male = boy if role == "child" else role == "father"
    suffix = {"mother": "M", "father": "D", "child": f"C{number}"}[role]
    if role == "child":
        first = family.first_name("boys" if male else "girls")
    else:
        first = family.first_name("men" if male else "women")
    return PersonRow(
        person_id=f"{home.family_id}-{suffix}",
        family_id=home.family_id,
        role=role,
        sex="M" if male else "F",
        birth_date=birth,
        index_child=(1 if number == 1 else 0) if role == "child" else None,
        given_name=first,
        family_name=family.other_family_name() if other_name else family.family_name,
        cpr=cpr.number(birth, male),
    )
