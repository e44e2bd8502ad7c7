# SPDX-License-Identifier: EUPL-1.2
"""The made-up extract reproduces what the evaluation prints, counted here apart from the generator."""

import csv
import datetime as dt
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from familievej.demo.cpr import is_fictive
from familievej.demo.register import DEFAULT_SEED, Register, generate
from familievej.demo.register.tables import CaseRow, PersonRow

SEEDS = (DEFAULT_SEED, 1, 7)
COLUMNS = {
    "families": "family_id,start_date,end_date,closing_reason",
    "persons": "person_id,family_id,role,sex,birth_date,index_child,given_name,family_name,cpr",
    "income_support": "person_id,month,category",
    "activation": "person_id,month,kind",
    "child_cases": "person_id,kind,start_date,end_date,source_system",
    "attendance": "person_id,month,days,hours",
    "person_costs": "person_id,month,account_function,amount_dkk",
    "programme_costs": "year,kind,amount_dkk",
    "ratings": "person_id,rater,instrument,date,item_1,item_2,item_3,item_4",
}


@pytest.fixture(scope="module", params=SEEDS, ids=[f"seed {seed}" for seed in SEEDS])
def register(request: pytest.FixtureRequest) -> Register:
    return generate(request.param)


def starts(register: Register) -> dict[str, dt.date]:
    by_family = {family.family_id: family.start_date for family in register.families}
    return {person.person_id: by_family[person.family_id] for person in register.persons}


def of_role(register: Register, role: str, *, early: bool | None = None) -> list[PersonRow]:
    start = starts(register)
    return [
        person
        for person in register.persons
        if person.role == role and (early is None or (start[person.person_id].year < 2018) is early)
    ]


def cases_of(register: Register) -> dict[str, list[CaseRow]]:
    found: dict[str, list[CaseRow]] = defaultdict(list)
    for case in register.child_cases:
        found[case.person_id].append(case)
    return found


def touches(case: CaseRow, year: int) -> bool:
    return case.start_date.year <= year and (case.end_date is None or case.end_date.year >= year)


def with_case(register: Register, year: int, kind: str | None = None, *, early: bool | None = None) -> int:
    cases = cases_of(register)
    return sum(
        any(touches(case, year) and kind in (None, case.kind) for case in cases[child.person_id])
        for child in of_role(register, "child", early=early)
    )


@pytest.mark.parametrize(
    ("role", "whole", "first", "later"),
    [("mother", 56, 25, 31), ("father", 34, 13, 21), ("child", 79, 29, 50)],
)
def test_persons_are_as_many_as_published(
    register: Register, role: str, whole: int, first: int, later: int
) -> None:
    counts = [len(of_role(register, role, early=early)) for early in (None, True, False)]
    assert counts == [whole, first, later]


def test_families_courses_and_boys_are_as_many_as_published(register: Register) -> None:
    assert len(register.families) == 56
    assert sum(family.start_date.year < 2018 for family in register.families) == 25
    assert sum(family.end_date is not None for family in register.families) == 28
    assert sum(child.sex == "M" for child in of_role(register, "child")) == 46
    start = starts(register)
    assert sum(start[child.person_id].year <= 2018 for child in of_role(register, "child")) == 66


@pytest.mark.parametrize(
    ("role", "means"),
    [("mother", (29.5, 29.7, 29.4)), ("father", (33.7, 33.2, 33.9)), ("child", (2.3, 0.9, 3.1))],
)
@pytest.mark.parametrize("unborn_counts_as", ["below zero", "zero"])
def test_mean_ages_at_start_are_those_printed(
    register: Register, role: str, means: tuple[float, ...], unborn_counts_as: str
) -> None:
    start = starts(register)
    floor = 0.0 if unborn_counts_as == "zero" else -1.0
    for printed, early in zip(means, (None, True, False), strict=True):
        group = of_role(register, role, early=early)
        ages = [max(floor, (start[p.person_id] - p.birth_date).days / 365.25) for p in group]
        assert round(sum(ages) / len(ages), 1) == printed


def test_children_with_a_case_by_year_are_those_published(register: Register) -> None:
    assert (with_case(register, 2017), with_case(register, 2019)) == (44, 63)
    assert [with_case(register, year, early=True) for year in (2017, 2018, 2019)] == [18, 17, 16]


def test_closed_cases_are_21_of_72_and_11_of_24(register: Register) -> None:
    last_day = dt.date(2019, 12, 31)
    for early, expected in ((None, (21, 72)), (True, (11, 24))):
        cases = cases_of(register)
        groups = [cases[c.person_id] for c in of_role(register, "child", early=early) if cases[c.person_id]]
        closed = [all(case.end_date and case.end_date <= last_day for case in group) for group in groups]
        assert (sum(closed), len(closed)) == expected


def test_kinds_of_measure_are_those_published(register: Register) -> None:
    assert [with_case(register, year, "free_place") for year in (2018, 2019)] == [3, 23]
    assert [with_case(register, year, "free_place", early=True) for year in (2018, 2019)] == [1, 6]
    assert [with_case(register, year, "family_treatment", early=True) for year in (2018, 2019)] == [10, 10]
    assert with_case(register, 2018, "placement") == with_case(register, 2019, "placement")
    notified = [with_case(register, year, "notification") for year in (2018, 2019)]
    assert notified[1] / 79 - notified[0] / 64 > 0.20


def test_costs_of_the_year_before_are_exact_by_function(register: Register) -> None:
    start = starts(register)
    role = {person.person_id: person.role for person in register.persons}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in register.person_costs:
        begin = start[row.person_id]
        gap = (begin.year - row.month.year) * 12 + begin.month - row.month.month
        if 1 <= gap <= 12:
            sums["child" if role[row.person_id] == "child" else "adult", row.account_function] += (
                row.amount_dkk
            )
    assert dict(sums) == {
        ("child", "3.22"): 274360,
        ("child", "5.28"): 775431,
        ("adult", "5.28"): 598077,
        ("adult", "5.57"): 3563188,
        ("adult", "5.58"): 485911,
        ("adult", "5.68"): 393754,
    }


def test_one_child_is_far_dearer_than_all_others_until_2017(register: Register) -> None:
    years: dict[tuple[str, int], int] = defaultdict(int)
    for row in register.person_costs:
        years[row.person_id, row.month.year] += row.amount_dkk
    (dear, _), amount = max(years.items(), key=lambda item: item[1])
    assert amount > 1_900_000
    assert all(years[dear, year] > 1_900_000 for year in (2015, 2016, 2017))
    assert all(years[dear, year] < 100_000 for year in (2018, 2019))
    assert max(total for (person, _), total in years.items() if person != dear) < 1_000_000


def test_programme_accounts_are_those_published(register: Register) -> None:
    by_kind: dict[str, int] = defaultdict(int)
    for row in register.programme_costs:
        by_kind[row.kind] += row.amount_dkk
    assert by_kind == {"development": 947636, "operation": 4022112, "service_improvement": 1958603}


def self_support(register: Register, role: str, t: int) -> float:
    """I1: self-supporting is registered as such, or not registered at all; nobody under eighteen."""
    start = starts(register)
    rows: dict[tuple[str, dt.date], set[str]] = defaultdict(set)
    for row in register.income_support:
        rows[row.person_id, row.month].add(row.category)
    found = []
    for person in of_role(register, role):
        begin = start[person.person_id]
        index = begin.year * 12 + begin.month - 1 + t
        month = dt.date(index // 12, index % 12 + 1, 1)
        grown = person.birth_date.replace(year=person.birth_date.year + 18, day=1)
        if month <= dt.date(2019, 12, 1) and month > grown:
            categories = rows[person.person_id, month]
            found.append(not categories or "self_supporting" in categories)
    return sum(found) / len(found)


def test_self_support_dips_at_start_and_comes_back_for_mothers_only(register: Register) -> None:
    assert self_support(register, "mother", -24) == pytest.approx(0.64, abs=0.13)
    assert self_support(register, "mother", 0) == pytest.approx(13 / 56, abs=0.04)
    assert self_support(register, "mother", 24) == pytest.approx(0.55, abs=0.2)
    assert self_support(register, "father", 0) == pytest.approx(28 / 34, abs=0.01)
    assert self_support(register, "father", 20) > 0.7


def test_activation_rises_after_the_start(register: Register) -> None:
    start = starts(register)
    active = {(row.person_id, row.month) for row in register.activation}
    supported = {(r.person_id, r.month) for r in register.income_support if r.category != "self_supporting"}
    assert active <= supported

    def share(after: bool) -> float:
        months = [
            k for k in supported if (k[1] > start[k[0]]) is after and k[1] != start[k[0]].replace(day=1)
        ]
        return sum(k in active for k in months) / len(months)

    assert share(after=False) == pytest.approx(0.38, abs=0.08)
    assert share(after=True) == pytest.approx(0.46, abs=0.08)


def test_families_are_possible(register: Register) -> None:
    by_family: dict[str, list[PersonRow]] = defaultdict(list)
    for person in register.persons:
        by_family[person.family_id].append(person)
    for members in by_family.values():
        births = sorted(person.birth_date for person in members if person.role == "child")
        assert all((b - a).days >= 330 for a, b in pairwise(births))
        assert [person.index_child for person in members if person.role == "child"].count(1) == 1
        mother = next(person for person in members if person.role == "mother")
        assert (births[0] - mother.birth_date).days > 17 * 365
        names = [person.given_name for person in members]
        assert len(names) == len(set(names))


def test_dates_stay_within_2015_and_2019(register: Register) -> None:
    first, last = dt.date(2015, 1, 1), dt.date(2019, 12, 31)
    months = [row.month for row in register.income_support]
    months += [cost.month for cost in register.person_costs]
    months += [attendance.month for attendance in register.attendance]
    assert first <= min(months)
    assert max(months) <= last
    assert all(f.start_date <= (f.end_date or last) <= last for f in register.families)
    assert all(c.start_date <= (c.end_date or last) <= last for c in register.child_cases)
    birth = {person.person_id: person.birth_date for person in register.persons}
    assert all(c.start_date >= birth[c.person_id] - dt.timedelta(days=120) for c in register.child_cases)


def test_nobody_is_rated_twice_in_a_week_nor_outside_the_course(register: Register) -> None:
    start = starts(register)
    days: dict[tuple[str, str, str], list[dt.date]] = defaultdict(list)
    for row in register.ratings:
        days[row.person_id, row.rater, row.instrument].append(row.date)
        assert all(0 <= item <= 10 for item in row[4:])
        assert row.date >= start[row.person_id]
    assert all((b - a).days >= 7 for dates in days.values() for a, b in pairwise(dates))


def test_every_number_is_fictive_unique_and_agrees_with_birth_and_sex(register: Register) -> None:
    numbers = [person.cpr for person in register.persons]
    assert len(numbers) == len(set(numbers))
    for person in register.persons:
        assert is_fictive(person.cpr)
        assert person.cpr[:6] == f"{person.birth_date.day + 60}{person.birth_date:%m%y}"
        assert int(person.cpr[-1]) % 2 == (person.sex == "M")


def test_the_same_seed_gives_the_same_rows_and_another_seed_gives_others() -> None:
    assert generate(3) == generate(3)
    assert generate(3).persons != generate(4).persons


def test_nine_files_are_written_with_the_columns_of_the_extract(tmp_path: Path) -> None:
    register = generate()
    paths = register.write(tmp_path / "extract")
    assert {path.stem for path in paths} == set(COLUMNS)
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == COLUMNS[path.stem].split(",")
        assert len(rows) - 1 == len(register.tables()[path.stem])
    assert "2017-06" in (tmp_path / "extract" / "attendance.csv").read_text(encoding="utf-8")


def test_search_targets_with_danish_letters_are_in_the_default_register() -> None:
    register = generate()
    given = {person.given_name for person in register.persons}
    assert {"Søren", "Åse"} <= given
    assert "Thygesen" in {person.family_name for person in register.persons}
