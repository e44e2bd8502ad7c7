# SPDX-License-Identifier: EUPL-1.2
"""The comparison behind the potential, on registers whose sums can be done by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.analysis.targetgroup.world import World

from familievej.analysis.result import Basis, Result
from familievej.analysis.targetgroup.calculator import calculate
from familievej.analysis.targetgroup.potential import potential
from familievej.analysis.targetgroup.register import open_folder
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.words import Refused, say

ALL = {"area": "all_areas", "payer": "all_payers"}


def couples(*status: str) -> World:
    """A mother and child each; the mother's status in week 48 of 2023; costs in 2023 follow from the number."""
    world = World()
    for number, told in enumerate(status):
        mother, child = f"mother{number}", f"child{number}"
        world.person(mother, 1985).person(child, 2015).legal(child, mother)
        world.had(mother, "hospital_psychiatry").had(child, "home_based")
        world.status(mother, told, 2023)
        world.cost(
            mother, 100_000 if told in ("cash_benefit", "none") else 40_000, "transfers", "state", 2023
        )
        world.cost(mother, 0 if told == "cash_benefit" else 10_000, "employment", "municipality", 2023)
        world.cost(child, 30_000 + 1_000 * number, "social", "municipality", 2023)
    return world


def compared(world: World, folder: Path) -> Result:
    with open_folder(world.write(folder)) as register:
        return potential(default(), 2022, register, horizon=1)


def test_above_zero_is_what_those_with_success_cost_less(tmp_path: Path) -> None:
    result = compared(couples("employment", "cash_benefit", "education", "cash_benefit"), tmp_path)
    transfers = result.at(person="adult", year="all_years", area="transfers", payer="all_payers")
    assert transfers.value == 60_000
    assert result.at(person="adult", year="2023", **ALL).value == 50_000


def test_extra_measures_stand_as_a_cost_beside_what_is_saved(tmp_path: Path) -> None:
    result = compared(couples("employment", "cash_benefit", "education", "cash_benefit"), tmp_path)
    invests = result.at(person="adult", year="all_years", area="employment", payer="municipality")
    gains = result.at(person="adult", year="all_years", area="transfers", payer="state")
    assert (invests.value, gains.value) == (-10_000, 60_000)


def test_children_follow_their_parent_and_the_pair_is_both(tmp_path: Path) -> None:
    result = compared(couples("employment", "cash_benefit", "parental_leave", "cash_benefit"), tmp_path)
    child = result.at(person="child", year="2023", **ALL)
    assert child.value == 1_000  # (31,000 + 33,000) / 2 less (30,000 + 32,000) / 2
    assert result.at(person="pair", year="2023", **ALL).value == 51_000
    # Two a side, 1,000 kr. from their mean each: variance of a mean 1,000² (n / (n - 1) = 2, twice over).
    assert child.high == pytest.approx(1_000 + 1.959964 * (2 * 1_000**2) ** 0.5)


def test_siblings_are_one_family_in_the_limits(tmp_path: Path) -> None:
    world = couples("employment", "cash_benefit", "employment", "cash_benefit")
    alone = compared(world, tmp_path).at(person="child", year="2023", **ALL)
    for number in range(4):
        twin = f"twin{number}"
        world.person(twin, 2015).legal(twin, f"mother{number}").had(twin, "home_based")
        world.cost(twin, 30_000 + 1_000 * number, "social", "municipality", 2023)
    together = compared(world, tmp_path).at(person="child", year="2023", **ALL)
    assert together.value == alone.value
    assert together.high == pytest.approx(alone.high)


def test_whoever_has_no_status_had_no_success(tmp_path: Path) -> None:
    world = couples("employment", "cash_benefit", "none")
    world.rows["weekly_status"].pop()
    told = [say(caveat.text, "en") for caveat in compared(world, tmp_path).caveats]
    assert any("1 adults who were in work, education or on leave with 2 who were not" in one for one in told)


def test_another_week_is_not_week_48(tmp_path: Path) -> None:
    world = couples("cash_benefit", "cash_benefit").status("mother0", "employment", 2023, week=47)
    with pytest.raises(Refused, match="nobody to compare"):
        compared(world, tmp_path)


def test_it_is_a_comparison_and_no_word_says_more(tmp_path: Path) -> None:
    result = compared(couples("employment", "cash_benefit"), tmp_path)
    for language in ("en", "da"):
        told = " ".join(
            say(text, language)
            for text in (result.title, result.rule, *(caveat.text for caveat in result.caveats))
        ).lower()
        assert "effect" not in told.replace("effective", "")
        assert "effekt" not in told
    assert "do not say what caused" in say(result.caveats[0].text, "en")


def test_fifteen_parents_are_the_example_of_the_report(published: dict[str, Any]) -> None:
    result, printed = calculate(15), published["potential"]
    four_years = result.at(horizon="four_years").value or 0
    assert result.at(horizon="first_year").value == pytest.approx(printed["parents_15_first_year_about"])
    assert four_years == 15 * printed["pair_four_years_more_than"]
    # "More than 3 million" is this figure rounded down to whole millions.
    assert four_years // 1_000_000 * 1_000_000 == printed["parents_15_four_years_more_than"]
    assert result.basis is Basis.ASSUMED
    assert "not the municipality alone" in " ".join(say(caveat.text, "en") for caveat in result.caveats)
    with pytest.raises(ValueError, match="at least one parent"):
        calculate(0)
