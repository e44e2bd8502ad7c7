# SPDX-License-Identifier: EUPL-1.2
"""What the report prints comes out of an extract with its counts; where the report errs, the right figure
does."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from familievej.analysis.evaluation import feedback
from familievej.analysis.evaluation.intervals import wilson
from familievej.analysis.evaluation.rules import Rules
from familievej.analysis.evaluation.run import Evaluation

COHORTS = {"all": "everybody", "before_2018": "early", "from_2018": "late"}


@pytest.mark.parametrize("name", ["closed_all", "closed_early", "case_2017", "case_2018", "case_2019"])
def test_the_printed_intervals_are_wilsons(published: dict[str, Any], name: str) -> None:
    printed = published["wilson"][name]
    estimate = wilson(printed["k"], printed["n"])
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    if "share_1dp" in printed:
        assert round(100 * estimate.value, 1) == printed["share_1dp"]
    else:
        found = [round(100 * number) for number in (estimate.value, estimate.low, estimate.high)]
        assert found == [printed["share"], printed["low"], printed["high"]]


@pytest.mark.parametrize(("group", "name"), [("children", "closed_all"), ("early", "closed_early")])
def test_closed_cases_are_those_printed(
    any_evaluation: Evaluation, published: dict[str, Any], group: str, name: str
) -> None:
    figure, printed = any_evaluation.result("I9").at(group=group), published["wilson"][name]
    assert (figure.count, figure.base) == (printed["k"], printed["n"])


@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_children_with_a_case_of_the_first_cohort_are_those_printed(
    any_evaluation: Evaluation, published: dict[str, Any], year: int
) -> None:
    figure = any_evaluation.result("I8").at(denominator="all", group="early", year=year)
    printed = published["wilson"][f"case_{year}"]
    assert (figure.count, figure.base) == (printed["k"], printed["n"])


def test_children_with_a_case_rise_from_44_to_63_of_79(any_evaluation: Evaluation) -> None:
    result = any_evaluation.result("I8")
    figures = [result.at(denominator="all", group="children", year=year) for year in (2017, 2019)]
    assert [(figure.count, figure.base) for figure in figures] == [(44, 79), (63, 79)]


@pytest.mark.parametrize(
    ("role", "name"), [("child", "children"), ("father", "fathers"), ("mother", "mothers")]
)
def test_persons_and_mean_ages_are_those_printed(
    any_evaluation: Evaluation, published: dict[str, Any], role: str, name: str
) -> None:
    printed = published["composition"][name]
    for (column, cohort), age in zip(COHORTS.items(), printed["mean_age"], strict=True):
        figure = any_evaluation.result("composition").at(role=role, cohort=cohort)
        assert figure.base == printed[column]
        assert figure.value is not None
        # The report's own column "all" cannot be had from its two cohorts' rounded means (33.63, printed 33.7).
        assert figure.value == pytest.approx(age, abs=0.1)


def test_families_and_boys_and_girls_are_those_printed(
    any_evaluation: Evaluation, published: dict[str, Any]
) -> None:
    composition = any_evaluation.result("composition")
    families = [composition.at(role="families", cohort=cohort).value for cohort in COHORTS.values()]
    assert families == [published["composition"]["families"][column] for column in COHORTS]
    printed = published["composition"]["sex_of_children"]
    for sex in ("boys", "girls"):
        figure = any_evaluation.result("composition.sex").at(sex=sex)
        assert figure.value is not None
        assert (figure.count, round(100 * figure.value)) == (printed[sex], printed[f"{sex}_pct"])


@pytest.mark.parametrize("who", ["children", "adults"])
def test_costs_of_the_year_before_are_those_printed(
    any_evaluation: Evaluation, published: dict[str, Any], who: str
) -> None:
    result = any_evaluation.result("I11.year_before")
    found = {str(figure.where("account_function")): figure.value for figure in result.along(who=who)}
    printed = published["costs_year_before"][who]
    assert {function: found[function] for function in printed} == printed


@pytest.mark.parametrize(
    ("who", "right"), [("children", 1_049_791), ("adults", 5_040_930), ("families", 6_090_721)]
)
def test_totals_of_the_year_before_hold_no_head_counts_as_the_printed_ones_do(
    any_evaluation: Evaluation, published: dict[str, Any], who: str, right: int
) -> None:
    """Tabel 1.6: each printed total is too high by exactly the number of heads above it (lines 936-959)."""
    figure = any_evaluation.result("I11.year_before").at(who=who, account_function="all")
    assert figure.value == right
    printed = published["costs_year_before"]["printed_totals"][who]
    assert printed - right == figure.base
    assert "head counts never enter it" in str(any_evaluation.result("I11.year_before").rule)


def test_support_at_the_start_adds_up_to_the_parents_as_the_printed_table_does_not(
    any_evaluation: Evaluation, published: dict[str, Any]
) -> None:
    """Tabel 1.3: 20 + 17 + 5 + 13 mothers of "57", 91 parents of "126" (lines 843-866)."""
    for printed in published["support_at_start"].values():
        parts = [count for name, count in printed.items() if name != "printed_base"]
        assert sum(parts) != printed["printed_base"]
    result = any_evaluation.result("composition.support")
    for group in ("parents", "mothers", "fathers"):
        figures = list(result.along(group=group))
        assert sum(figure.count or 0 for figure in figures) == figures[0].base


def test_the_green_zone_has_one_meaning_and_is_a_share_of_persons(
    any_evaluation: Evaluation, published: dict[str, Any]
) -> None:
    """The report defines it twice (lines 2847, 2930) and calls a share of citizens "80 % of families" (line
    2799)."""
    result = any_evaluation.result("I12")
    assert "clinical cut-off" in str(result.rule)
    assert "Persons, not families" in str(result.rule)
    assert all(figure.base == figure.persons for figure in result.figures)
    ages = pl.DataFrame({"age": [12, 13, 17, 18, 40]})
    child, youth, adult = published["fit"]["cutoffs"].values()
    found = ages.select(feedback.cutoff(pl.col("age"))).to_series().to_list()
    assert found == [child, youth, youth, adult, adult]


def test_fewer_closed_courses_than_needed_are_told(evaluation: Evaluation, published: dict[str, Any]) -> None:
    assert Rules().closed_needed == published["fit"]["closed_needed_for_validity"]
    assert "few_closed" in {caveat.code for caveat in evaluation.result("I12").caveats}


def test_the_cut_off_dates_of_the_report_follow_from_how_long_families_can_be_followed(
    evaluation: Evaluation,
) -> None:
    shown = evaluation.result("I4").parameters
    assert (shown["started_before"], shown["activation_started_before"]) == ("2018-01-01", "2018-08-01")
