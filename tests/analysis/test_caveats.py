# SPDX-License-Identifier: EUPL-1.2
"""Warnings come by themselves, and only where there is reason."""

from __future__ import annotations

import pytest
from tests.analysis.municipality import family, tables_of

from familievej.analysis.evaluation.rules import Rules
from familievej.analysis.evaluation.run import Evaluation, evaluate
from familievej.analysis.tables import Tables

CARRIED = {
    "I1.month": {"ashenfelter", "dip_seen", "no_comparison", "falling_n", "nothing_registered"},
    "I2": {"ashenfelter", "no_comparison", "few_persons", "nothing_registered"},
    "I4": {"no_comparison", "few_persons"},
    "I6": {"changing_n", "new_system", "composition", "no_comparison"},
    "I8": {"system_change", "first_year", "newcomers", "no_comparison"},
    "I9": {"system_change", "latecomers", "no_comparison"},
    "I10": {"system_change", "first_year", "no_comparison"},
    "I11": {"not_posted", "no_comparison"},
    "I12": {"few_closed"},
}


def codes(evaluation: Evaluation, name: str) -> set[str]:
    return {caveat.code for caveat in evaluation.result(name).caveats}


@pytest.mark.parametrize("name", CARRIED)
def test_each_indicator_carries_its_warnings(evaluation: Evaluation, name: str) -> None:
    assert CARRIED[name] <= codes(evaluation, name)


def test_the_change_of_system_is_marked_in_the_series(evaluation: Evaluation) -> None:
    assert [mark.at for mark in evaluation.result("I8").marks] == [("year", 2018)]


def test_one_dear_child_is_warned_of(evaluation: Evaluation) -> None:
    assert "one_person_dominates" in codes(evaluation, "I11")


def test_one_system_all_the_way_is_no_change() -> None:
    rows = family() | {
        "income_support": [("M", "2019-12", "other")],
        "child_cases": [("C", "other", "2017-02-01", None, "S"), ("C", "other", "2018-02-01", None, "S")],
    }
    assert not {"system_change", "first_year"} & codes(evaluate(tables_of(**rows)), "I8")


def test_enough_closed_courses_and_a_programme_that_does_not_select_on_support_are_not_warned_of(
    tables: Tables,
) -> None:
    calm = evaluate(tables, Rules(closed_needed=10, selected_on_support=False, few_persons=1))
    assert "few_closed" not in codes(calm, "I12")
    assert "ashenfelter" not in codes(calm, "I2")
    assert "few_persons" not in codes(calm, "I2")
