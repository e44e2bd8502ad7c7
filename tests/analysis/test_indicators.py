# SPDX-License-Identifier: EUPL-1.2
"""The rules of each indicator, on extracts small enough to be counted in the head."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.analysis.municipality import family, tables_of

from familievej.analysis.evaluation.rules import Rules, parse_month
from familievej.analysis.evaluation.run import Evaluation, evaluate

COVERED: dict[str, Any] = {"first_month": parse_month("2015-01"), "last_month": parse_month("2019-12")}


def evaluated(rules: Any = None, **rows: Any) -> Evaluation:
    return evaluate(tables_of(**(family() | rows)), Rules(**(COVERED | (rules or {}))))


def share_of_mothers(evaluation: Evaluation, t: int) -> float | None:
    return evaluation.result("I1.month").at(group="mothers", t=t).value


@pytest.mark.parametrize(
    ("registered", "default", "left_out", "double_is_support"),
    [
        ([], 1.0, None, 1.0),
        (["self_supporting"], 1.0, 1.0, 1.0),
        (["job_ready"], 0.0, 0.0, 0.0),
        (["self_supporting", "other"], 1.0, 1.0, 0.0),
    ],
)
def test_what_counts_as_self_supporting_is_a_rule_that_is_shown(
    registered: list[str], default: float, left_out: float | None, double_is_support: float
) -> None:
    rows = {"income_support": [("M", "2017-08", category) for category in registered]}
    assert share_of_mothers(evaluated(**rows), 2) == default
    assert share_of_mothers(evaluated({"double_registration": "supported"}, **rows), 2) == double_is_support
    strict = evaluated({"nothing_registered": "left_out"}, **rows)
    assert strict.result("I1.month").parameters["nothing_registered"] == "left_out"
    if left_out is not None:
        assert share_of_mothers(strict, 2) == left_out
    else:
        with pytest.raises(KeyError):
            share_of_mothers(strict, 2)


def test_what_rests_on_nothing_registered_is_counted_in_each_month() -> None:
    evaluation = evaluated(
        income_support=[("M", "2017-06", "job_ready"), ("D", "2017-06", "self_supporting")]
    )
    start, later = (evaluation.result("I1.month").at(group="parents", t=t) for t in (0, 1))
    assert (start.count, start.base, start.parts["nothing_registered"]) == (1, 2, 0)
    assert (later.count, later.base, later.parts["nothing_registered"]) == (2, 2, 2)
    assert start.parts["share_of_registered"] == 0.5


def test_months_before_eighteen_are_left_out() -> None:
    rows = family("2017-06-15")
    rows["persons"][0] = ("M", "F1", "mother", "F", "1999-05-20", None)
    evaluation = evaluate(tables_of(**rows), Rules(**COVERED))
    months = [figure.where("t") for figure in evaluation.result("I1.month").along(group="mothers")]
    assert min(int(month) for month in months) == 0  # June 2017: the first whole month at eighteen


def test_the_month_of_the_start_is_neither_before_nor_after() -> None:
    evaluation = evaluated(income_support=[("M", "2017-06", "job_ready")])
    for period in ("before", "after"):
        figure = evaluation.result("I2").at(group="mothers", period=period)
        assert (figure.count, figure.base) == (24, 24)


def test_months_outside_what_the_registers_cover_are_not_observed() -> None:
    evaluation = evaluated({"first_month": parse_month("2017-01"), "last_month": parse_month("2018-01")})
    months = [int(figure.where("t")) for figure in evaluation.result("I1.month").along(group="mothers")]
    assert (min(months), max(months)) == (-5, 7)


def test_the_cut_off_is_a_date_that_can_be_set_and_is_shown() -> None:
    late = evaluated({"started_before": dt.date(2017, 6, 1)})
    assert late.result("I2").at(group="parents", period="before").base == 0
    assert late.result("I2").parameters["started_before"] == "2017-06-01"


def test_activation_is_counted_of_months_with_support_and_two_kinds_once() -> None:
    evaluation = evaluated(
        income_support=[("M", f"2017-{month:02}", "job_ready") for month in range(7, 11)],
        activation=[("M", "2017-07", "company"), ("M", "2017-07", "mentor"), ("M", "2018-03", "mentor")],
    )
    whole = evaluation.result("I4").at(cutoff="activation", group="mothers", period="after")
    assert (whole.count, whole.base) == (1, 4)
    for kind, count in (("company", 1), ("mentor", 1), ("guidance", 0)):
        figure = evaluation.result("I5").at(group="mothers", kind=kind, period="after")
        assert (figure.count, figure.base) == (count, 4)
    assert "activation_without_support" in {caveat.code for caveat in evaluation.result("I4").caveats}


def test_hours_are_those_of_the_days_a_child_came_and_days_those_of_every_child_enrolled() -> None:
    evaluation = evaluated(attendance=[("C", "2017-06", 10, 65.0), ("C", "2017-07", 0, 0.0)])
    hours, days = evaluation.result("I6"), evaluation.result("I7")
    assert [figure.value for figure in hours.figures] == [6.5]
    assert [figure.value for figure in days.figures] == [10, 0]


CASES = {
    "born late": ("2019-02-01", [("C", "notification", "2018-12-01", "2018-12-20", "S")]),
    "unborn without a case": ("2019-02-01", []),
    "born": ("2017-02-01", []),
}


@pytest.mark.parametrize(("name", "included"), [("born late", 1), ("unborn without a case", 0), ("born", 1)])
def test_a_child_is_in_a_years_base_when_born_or_when_it_has_a_case(name: str, included: int) -> None:
    born, cases = CASES[name]
    rows = family("2018-03-01")
    rows["persons"][2] = ("C", "F1", "child", "M", born, True)
    evaluation = evaluate(tables_of(**rows, child_cases=cases), Rules(**COVERED))
    figure = evaluation.result("I8").at(denominator="included", group="children", year=2018)
    assert figure.base == included


def test_a_child_of_a_family_not_yet_started_is_in_no_base_even_with_a_case() -> None:
    rows = family("2018-03-01") | {"child_cases": [("C", "other", "2017-02-01", None, "S")]}
    evaluation = evaluate(tables_of(**rows), Rules(**COVERED | {"first_case_year": 2017}))
    years = evaluation.result("I8")
    assert years.at(denominator="included", group="children", year=2017).base == 0
    assert years.at(denominator="all", group="children", year=2017).count == 1


def test_a_kind_counts_once_a_child_and_year_and_two_kinds_in_both() -> None:
    cases = [
        ("C", "notification", "2018-02-01", "2018-02-02", "S"),
        ("C", "notification", "2018-05-01", "2018-05-02", "S"),
        ("C", "placement", "2018-05-02", "2019-01-01", "S"),
    ]
    result = evaluated(child_cases=cases).result("I10")
    counts = {
        (kind, year): result.at(kind=kind, denominator="all", group="children", year=year).count
        for kind in ("notification", "placement")
        for year in (2018, 2019)
    }
    assert counts == {
        ("notification", 2018): 1,
        ("notification", 2019): 0,
        ("placement", 2018): 1,
        ("placement", 2019): 1,
    }


@pytest.mark.parametrize(("end", "closed"), [("2019-12-31", 1), ("2020-01-01", 0), (None, 0)])
def test_a_case_is_closed_when_none_is_open_after_the_last_observed_day(end: str | None, closed: int) -> None:
    result = evaluated(child_cases=[("C", "notification", "2019-03-01", end, "S")]).result("I9")
    figure = result.at(group="children")
    assert (figure.count, figure.base) == (closed, 1)
    assert figure.parts["open_only_by_notification"] == 1 - closed


def test_a_half_year_is_six_months_and_the_start_month_is_in_none() -> None:
    months = ["2016-12", "2017-05", "2017-06", "2017-07", "2017-12", "2018-01"]
    costs = [("M", month, "5.57", 100 * 10**place) for place, month in enumerate(months)]
    result = evaluated(person_costs=costs).result("I11")
    sums = {
        half: result.at(role="mothers", half_year=half, account_function="all").parts["sum"]
        for half in (-1, 1, 2)
    }
    assert sums == {-1: 11, 1: 11_000, 2: 100_000}


def test_feedback_is_the_latest_own_score_against_the_cut_off_of_the_age() -> None:
    low, high = (6.0, 6.0, 6.0, 6.0), (7.0, 7.0, 7.0, 7.0)
    ratings = [("M", "self", "ORS", "2017-08-01", *low), ("M", "self", "ORS", "2018-08-01", *high)]
    ratings += [("C", "parent", "ORS", "2018-08-01", *high)]  # not the child's own
    figure = evaluated(ratings=ratings).result("I12").at(course="running")
    assert (figure.count, figure.base, figure.parts["families"]) == (1, 1, 1)
