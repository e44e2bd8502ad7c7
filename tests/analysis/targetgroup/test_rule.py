# SPDX-License-Identifier: EUPL-1.2
"""Exact counts on registers made by hand: every rule and every edge."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.analysis.targetgroup.world import (
    NEW_YEAR,
    NEW_YEARS_EVE,
    YEAR,
    World,
    family,
    living,
    target,
    vulnerable,
)

from familievej.analysis.targetgroup.population import ADULT, CHILD
from familievej.analysis.targetgroup.rulesfile import default

PENSION = "disability_pension"


@pytest.mark.parametrize("code", ["home_based", "placement"])
def test_a_vulnerable_child_and_a_vulnerable_parent_are_the_target_group(tmp_path: Path, code: str) -> None:
    world = family(child=2012).had("child", code).had("mother", PENSION)
    assert target(world.count(tmp_path)) == (1, 1)


def test_a_vulnerable_child_of_parents_who_are_not_is_among_the_others(tmp_path: Path) -> None:
    counts = family(child=2012).had("child", "home_based").count(tmp_path)
    assert target(counts) == (0, 0)
    assert vulnerable(counts) == (1, 0)


def test_a_vulnerable_parent_of_children_who_are_not_is_among_the_others(tmp_path: Path) -> None:
    counts = family(child=2012).had("mother", PENSION).count(tmp_path)
    assert target(counts) == (0, 0)
    assert vulnerable(counts) == (0, 1)


def test_youth_support_counts_only_when_it_is_chosen(tmp_path: Path) -> None:
    world = family(young=2003).had("young", "youth_support").had("father", PENSION)
    assert target(world.count(tmp_path)) == (0, 0)
    assert target(world.count(tmp_path, include=["youth_support"])) == (1, 1)


@pytest.mark.parametrize(("born", "children"), [(1999, 1), (1998, 0)])
def test_a_child_counts_to_the_end_of_the_year_in_which_it_turns_23(
    tmp_path: Path, born: int, children: int
) -> None:
    for birthday in (dt.date(born, 1, 1), dt.date(born, 12, 31)):
        world = World().person("young", birthday).person("mother", 1970).legal("young", "mother")
        world.had("young", "home_based").had("mother", PENSION)
        assert target(world.count(tmp_path)) == (children, children)


def test_age_on_the_first_day_lets_in_whoever_turns_24_in_the_year(tmp_path: Path) -> None:
    world = World().person("young", dt.date(1998, 1, 2)).person("mother", 1970).legal("young", "mother")
    world.had("young", "home_based").had("mother", PENSION)
    assert target(world.count(tmp_path)) == (0, 0)
    assert target(world.count(tmp_path, age_on="first_day")) == (1, 1)


def test_a_child_born_in_the_year_counts_and_one_born_after_it_does_not(tmp_path: Path) -> None:
    for birthday, children in ((NEW_YEARS_EVE, 1), (dt.date(YEAR + 1, 1, 1), 0)):
        world = World().person("baby", birthday).person("mother", 1990).legal("baby", "mother")
        world.had("baby", "home_based").had("mother", PENSION)
        assert target(world.count(tmp_path)) == (children, children)


@pytest.mark.parametrize(("born", "adults"), [(2004, 1), (2005, 0)])
def test_an_adult_is_18_in_the_year(tmp_path: Path, born: int, adults: int) -> None:
    world = World().person("mother", born).person("baby", 2021).legal("baby", "mother")
    world.had("baby", "placement").had("mother", "hospital_psychiatry")
    assert target(world.count(tmp_path)) == (adults, adults)


def test_a_young_mother_can_be_both_child_and_adult_and_is_counted_as_both(tmp_path: Path) -> None:
    world = World().person("grandmother", 1975).person("mother", 2002).person("baby", 2021)
    world.legal("mother", "grandmother").legal("baby", "mother")
    world.had("baby", "home_based").had("mother", "home_based", "drug_treatment").had("grandmother", PENSION)
    counts = world.count(tmp_path)
    assert target(counts) == (2, 2)
    assert counts.total("both_roles", ADULT, True) == 1


CHALLENGES: dict[str, list[tuple[str, str | None]]] = {
    "far_from_work": [
        ("disability_pension", None),
        ("resource_course", None),
        ("cash_benefit_activity_ready", None),
    ],
    "homeless": [("section_110_stay", None)],
    "convicted": [("conviction", None)],
    "social_services": [
        (code, basis)
        for code in ("preventive_measure", "support_at_home", "residential_stay")
        for basis in ("physical_impairment", "mental_impairment", "social_problems")
    ],
    "violent": [("violence_perpetrator", None)],
    "violated": [("violence_victim", None), ("crisis_centre_stay", None)],
    "mental_disorder": [
        ("hospital_psychiatry", None),
        *((code, "mental_illness") for code in ("preventive_measure", "support_at_home", "residential_stay")),
    ],
    "alcohol": [("alcohol_treatment", None)],
    "drugs": [("drug_treatment", None)],
}


def test_the_nine_challenges_are_those_of_table_1() -> None:
    assert [one.id for one in default().challenges] == list(CHALLENGES)


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_each_code_of_a_challenge_makes_an_adult_vulnerable(tmp_path: Path, challenge: str) -> None:
    codes = CHALLENGES[challenge]
    world = World()
    for number, (code, basis) in enumerate(codes):
        world.person(f"adult{number}", 1980).had(f"adult{number}", code, basis=basis)
    assert vulnerable(world.count(tmp_path)) == (0, len(codes))


@pytest.mark.parametrize(
    ("code", "basis"),
    [
        ("cash_benefit_job_ready", None),
        ("support_at_home", None),
        ("residential_stay", "age"),
        ("employment", None),
    ],
)
def test_other_codes_and_other_grounds_are_no_challenge(tmp_path: Path, code: str, basis: str | None) -> None:
    world = World().person("adult", 1980).had("adult", code, basis=basis)
    assert vulnerable(world.count(tmp_path)) == (0, 0)


def test_two_codes_of_one_challenge_are_one_challenge(tmp_path: Path) -> None:
    world = family(child=2012).had("child", "home_based").had("mother", PENSION, "resource_course")
    world.had("father", PENSION, "alcohol_treatment")
    assert target(world.count(tmp_path)) == (1, 2)
    assert target(world.count(tmp_path, at_least=2)) == (1, 1)
    assert target(world.count(tmp_path, at_least=3)) == (0, 0)


def test_the_same_service_on_two_grounds_is_two_challenges(tmp_path: Path) -> None:
    world = World().person("adult", 1980).had("adult", "support_at_home", basis="social_problems")
    world.had("adult", "support_at_home", basis="mental_illness")
    assert vulnerable(world.count(tmp_path, at_least=2)) == (0, 1)


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (dt.date(2020, 1, 1), dt.date(2021, 12, 31), 0),
        (dt.date(2020, 1, 1), NEW_YEAR, 1),
        (NEW_YEARS_EVE, dt.date(2023, 6, 1), 1),
        (dt.date(2023, 1, 1), None, 0),
        (dt.date(2019, 1, 1), None, 1),
    ],
)
def test_what_held_on_one_day_of_the_year_counts(
    tmp_path: Path, since: dt.date, until: dt.date | None, counts: int
) -> None:
    world = World().person("child", 2012).had("child", "home_based", since=since, until=until)
    assert vulnerable(world.count(tmp_path)) == (counts, 0)


def test_a_parent_who_died_in_the_year_counts_unless_it_is_chosen_otherwise(tmp_path: Path) -> None:
    world = (
        World()
        .person("child", 2012)
        .person("mother", 1980, died=dt.date(YEAR, 5, 1))
        .legal("child", "mother")
    )
    world.had("child", "placement").had("mother", "drug_treatment")
    assert target(world.count(tmp_path)) == (1, 1)
    assert target(world.count(tmp_path, alive="last_day")) == (0, 0)


def test_a_parent_who_died_before_the_year_does_not_count(tmp_path: Path) -> None:
    world = World().person("child", 2012).person("mother", 1980, died=dt.date(2021, 12, 31))
    world.legal("child", "mother").had("child", "placement").had("mother", "drug_treatment", until=None)
    assert target(world.count(tmp_path)) == (0, 0)


def test_an_adopted_child_has_its_new_parents(tmp_path: Path) -> None:
    world = World().person("child", 2020).person("born_to", 1990).person("adopter", 1985)
    world.legal("child", "born_to", until=dt.date(2021, 3, 1)).legal(
        "child", "adopter", since=dt.date(2021, 3, 2)
    )
    world.had("child", "home_based").had("born_to", PENSION)
    assert target(world.count(tmp_path)) == (0, 0)
    assert target(world.had("adopter", PENSION).count(tmp_path)) == (1, 1)


def test_a_child_adopted_in_the_year_has_both_unless_the_end_of_the_year_is_chosen(tmp_path: Path) -> None:
    world = World().person("child", 2020).person("born_to", 1990).person("adopter", 1985)
    world.legal("child", "born_to", until=dt.date(YEAR, 3, 1)).legal(
        "child", "adopter", since=dt.date(YEAR, 3, 2)
    )
    world.had("child", "home_based").had("born_to", PENSION).had("adopter", PENSION)
    counts = world.count(tmp_path)
    assert target(counts) == (1, 2)
    assert counts.total("two", CHILD, True) == 1
    assert target(world.count(tmp_path, relation_on="last_day")) == (1, 1)


def test_a_step_parent_makes_no_target_group_by_law_but_does_by_household(tmp_path: Path) -> None:
    world = World().person("child", 2012).person("mother", 1980).person("partner", 1979)
    world.legal("child", "mother").related("step", "child", "partner").live(1, "child", "mother", "partner")
    world.had("child", "home_based").had("partner", PENSION)
    counts = world.count(tmp_path)
    assert target(counts) == (0, 0)
    assert vulnerable(counts) == (1, 1)
    assert target(world.count(tmp_path, parents="household")) == (1, 1)


def test_by_household_a_legal_parent_who_lives_elsewhere_is_no_parent(tmp_path: Path) -> None:
    world = World().person("child", 2012).person("father", 1980).legal("child", "father")
    world.live(1, "child").live(2, "father").had("child", "home_based").had("father", PENSION)
    assert target(world.count(tmp_path)) == (1, 1)
    assert target(world.count(tmp_path, parents="household")) == (0, 0)


def test_one_parent_in_two_families_is_one_adult_with_two_children(tmp_path: Path) -> None:
    world = World().person("father", 1978).person("first", 2008).person("second", 2018)
    world.person("mother1", 1980).person("mother2", 1990)
    world.legal("first", "father", "mother1").legal("second", "father", "mother2")
    world.live(1, "mother1", "first").live(2, "father", "mother2", "second")
    world.had("first", "home_based").had("second", "home_based").had("father", "conviction")
    counts = world.count(tmp_path)
    assert target(counts) == (2, 1)
    assert counts.total("two", ADULT, True) == 1
    assert counts.total("two", CHILD, True) == 0
    assert living(counts) == (2, 0, 1)


def test_figure_2_asks_for_both_parents(tmp_path: Path) -> None:
    world = family(child=2012).had("child", "home_based").had("mother", PENSION).had("father", "conviction")
    assert world.count(tmp_path).total("two", CHILD, True) == 1


def test_figure_4_and_5_ask_who_lives_together(tmp_path: Path) -> None:
    world = family(older=2008, younger=2014).had("mother", PENSION)
    world.had("older", "home_based").had("younger", "home_based")
    assert living(world.count(tmp_path)) == (2, 2, 2)


def test_a_vulnerable_step_parent_in_the_home_counts_in_figure_5(tmp_path: Path) -> None:
    world = (
        World().person("child", 2012).person("mother", 1980).person("father", 1980).person("partner", 1979)
    )
    world.legal("child", "mother", "father").related("step", "child", "partner")
    world.live(1, "child", "mother", "partner").live(2, "father")
    world.had("child", "home_based").had("father", PENSION)
    assert living(world.count(tmp_path)) == (1, 0, 0)
    assert living(world.had("partner", "alcohol_treatment").count(tmp_path)) == (1, 0, 1)


def test_another_vulnerable_adult_at_the_address_who_is_no_parent_does_not_count(tmp_path: Path) -> None:
    world = family(child=2012).had("child", "home_based").person("lodger", 1980).live(1, "lodger")
    world.person("away", 1975).live(2, "away").legal("child", "away").had("away", PENSION)
    assert living(world.had("lodger", PENSION).count(tmp_path)) == (1, 0, 0)


def test_a_placed_child_is_outside_figures_4_and_5(tmp_path: Path) -> None:
    world = family(placed=2008, home=2014).had("mother", PENSION)
    world.had("placed", "placement").had("home", "home_based")
    assert living(world.count(tmp_path)) == (1, 1, 1)
    assert living(world.count(tmp_path, leave_out_placed=False)) == (2, 2, 2)


def test_a_young_person_who_lives_alone_is_outside_figures_4_and_5(tmp_path: Path) -> None:
    world = World().person("young", 2002).person("mother", 1975).legal("young", "mother")
    world.live(1, "young").live(2, "mother").had("young", "home_based").had("mother", PENSION)
    assert living(world.count(tmp_path)) == (0, 0, 0)
    assert living(world.count(tmp_path, leave_out_alone=False)) == (1, 0, 0)


def test_an_unknown_household_is_lived_in_with_nobody(tmp_path: Path) -> None:
    world = World().person("child", 2012).person("mother", 1980).legal("child", "mother")
    world.live(None, "child", "mother").had("child", "home_based").had("mother", PENSION)
    assert living(world.count(tmp_path)) == (1, 0, 0)
    assert living(world.count(tmp_path, household_known=True)) == (0, 0, 0)


def test_a_child_with_two_homes_lives_in_both_when_that_is_chosen(tmp_path: Path) -> None:
    world = World().person("child", 2012).person("mother", 1980).person("father", 1978)
    world.legal("child", "mother", "father").live(1, "child", "mother").live(2, "father")
    world.live(2, "child", kind="part_time").had("child", "home_based").had("father", PENSION)
    assert living(world.count(tmp_path)) == (1, 0, 0)
    assert living(world.count(tmp_path, homes="all")) == (1, 0, 1)


def test_whoever_moved_in_the_year_counts_where_they_lived_last(tmp_path: Path) -> None:
    world = World().person("child", 2012).had("child", "home_based")
    world.live(1, "child", until=dt.date(YEAR, 6, 30), municipality=901)
    world.live(2, "child", since=dt.date(YEAR, 7, 1), municipality=902)
    assert world.count(tmp_path).municipalities == (902,)


def test_whoever_died_in_the_year_counts_where_they_lived(tmp_path: Path) -> None:
    day = dt.date(YEAR, 6, 30)
    world = World().person("child", 2012, died=day).had("child", "home_based").live(1, "child", until=day)
    assert world.count(tmp_path).municipalities == (901,)


def test_whoever_has_no_residence_is_counted_without_a_place(tmp_path: Path) -> None:
    counts = World().person("adult", 1980).had("adult", "section_110_stay").count(tmp_path)
    assert vulnerable(counts) == (0, 1)
    assert counts.municipalities == (0,)


@pytest.mark.parametrize(("born", "base"), [(2007, 1), (2008, 0), (1999, 1)])
def test_crime_is_a_share_of_those_of_15_to_23(tmp_path: Path, born: int, base: int) -> None:
    world = World().person("young", born).had("young", "home_based", "conviction")
    counts = world.count(tmp_path)
    assert counts.total("base_child_crime", CHILD) == base
    assert counts.total("has_child_crime", CHILD) == base


def test_notifications_are_counted_and_told_by_their_ground(tmp_path: Path) -> None:
    world = World().person("a", 2012).person("b", 2013).had("a", "home_based").had("b", "home_based")
    day = dt.date(YEAR, 2, 1)
    world.had("a", "notification", "notification", since=day, until=day).had(
        "b", "notification", basis="parent"
    )
    counts = world.count(tmp_path)
    assert counts.total("has_child_notified", CHILD) == 2
    assert counts.total("rows_child_notified", CHILD) == 3
    assert counts.total("has_child_notified_for_parent", CHILD) == 1


def test_a_municipality_adds_a_criterion_of_its_own(tmp_path: Path) -> None:
    rules = default().model_dump()
    own = {
        "id": "debt",
        "words": {"da": "truet af udsættelse", "en": "threatened by eviction"},
        "any_of": ["eviction"],
    }
    rules["adult"] = [*rules["adult"], own]
    world = family(child=2012).had("child", "home_based").had("mother", "eviction")
    assert target(world.count(tmp_path)) == (0, 0)
    assert target(world.count(tmp_path, default().model_validate(rules))) == (1, 1)
