# SPDX-License-Identifier: EUPL-1.2
"""The report's own figures come out, and where it errs the right one does, with the reason."""

from __future__ import annotations

import math

import pytest
from tests.analysis.economy.cases import cost, printed, tabel_5_2

from familievej.analysis.economy.accounts import TOTAL, cost_each, programme_accounts
from familievej.analysis.economy.present_value import break_even_year, needed_to_break_even, net
from familievej.analysis.economy.results import long_run
from familievej.analysis.tables import Tables
from familievej.analysis.words import Refused

SAID = printed()


@pytest.mark.parametrize("kind", list(SAID["programme_costs"]))
def test_the_accounts_are_those_of_tabel_5_1(tables: Tables, kind: str) -> None:
    result = programme_accounts(tables)
    found = {year: result.at(year=year, kind=kind).value for year in SAID["programme_costs"][kind]}
    assert found == SAID["programme_costs"][kind]


def test_net_is_the_expenditure_less_the_freed_time_which_the_printed_table_leaves_gross(
    tables: Tables,
) -> None:
    result = programme_accounts(tables)
    assert result.at(year=TOTAL, kind="net").value == 3_011_145
    assert [result.at(year=y, kind="net").value for y in ("2017", "2018", "2019")] == [
        1_043_377,
        862_201,
        733_603,
    ]
    assert "freed_time" in {caveat.code for caveat in result.caveats}


def test_each_family_and_each_place_cost_what_can_be_recomputed(tables: Tables) -> None:
    result = cost_each(tables, places=30)
    assert round(result.at(measure="family", year=TOTAL, kind="expenditure").value or 0) == 88_746
    assert round(result.at(measure="family", year=TOTAL, kind="operation").value or 0) == 71_823
    assert round(result.at(measure="place_year", year="2019", kind="expenditure").value or 0) == 48_907
    assert round(result.at(measure="place_year", year="2019", kind="operation").value or 0) == 44_093


def test_tabel_5_2_sums_to_the_printed_total_but_for_one_kr_of_rounding() -> None:
    assert net(tabel_5_2()) == pytest.approx(1_518_704)
    assert abs(net(tabel_5_2()) - SAID["long_run"]["printed_total"]) <= 1


def test_the_potential_by_area_is_the_printed_table_and_its_benefit_is_all_but_the_cost() -> None:
    said = SAID["long_run"]
    found = {r.id: r for r in long_run(tabel_5_2())}["economy.long_run.area"]
    printed = ("income_tax", "child_measures_under_18", "after_care", "primary_school", "youth_education")
    assert {name: round(found.at(area=name).value or 0) for name in printed} == {
        name: said[name] for name in printed
    }
    assert found.at(area="programme").value == said["costs"]
    assert round(net(tabel_5_2(costs=()))) == said["benefit_total"]


@pytest.mark.parametrize("number", ["0", "1", "2", "3"])
def test_net_by_placements_avoided(number: str) -> None:
    result = {r.id: r for r in long_run(tabel_5_2())}["economy.long_run.number"]
    assert round(result.at(succeeded=int(number)).value or 0) == SAID["long_run"]["net_by_avoided"][number]


def test_two_children_are_needed_since_1_39_do_not_exist() -> None:
    needed = needed_to_break_even(tabel_5_2())
    assert needed is not None
    assert round(needed, 2) == 1.39
    assert math.ceil(needed) == SAID["long_run"]["break_even_children"]


def test_with_all_five_million_the_potential_is_minus_26_942_and_not_850_000() -> None:
    """Line 3159: the printed benefit less 4,969,748 is below zero; 850,000 fits 4.0 million."""
    whole = SAID["programme_costs"]["expenditure"]["total"]
    assert round(net(tabel_5_2(costs=(cost(2018, whole, present_value=True),)))) == -26_942
    fits = SAID["long_run"]["benefit_total"] - SAID["long_run"]["printed_with_all_costs"]
    assert 4_000_000 < fits < 4_100_000


def test_payback_in_about_four_years_is_refused_where_no_yearly_profile_is_known() -> None:
    with pytest.raises(Refused, match="without amounts by year"):
        break_even_year(tabel_5_2())
    result = {r.id: r for r in long_run(tabel_5_2())}["economy.long_run.break_even"]
    assert "no_yearly_profile" in {caveat.code for caveat in result.caveats}


def test_children_of_0_to_3_priced_as_children_of_6_to_13_are_told_with_every_figure() -> None:
    for result in long_run(tabel_5_2()):
        told = {caveat.code: str(caveat.text) for caveat in result.caveats}
        assert "6–13 years" in told["target_group"]
        assert "0–3 years" in told["target_group"]
        assert "potential" in told
