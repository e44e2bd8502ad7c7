# SPDX-License-Identifier: EUPL-1.2
"""Every figure that the reports print, and every error of theirs, has a test of its own; here is which."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
FILES = ("published.toml", "economy.toml")
EVALUATION = "analysis/test_published.py"
FEEDBACK = "analysis/test_feedback.py"
ECONOMY = "analysis/economy/test_published.py"
COUNTRY = "analysis/targetgroup/test_country.py"
TARGET_GROUP = "analysis/targetgroup/test_published.py"
POTENTIAL = "analysis/targetgroup/test_potential.py"

INTERVALS = f"{EVALUATION}::test_the_printed_intervals_are_wilsons"
AGES = f"{EVALUATION}::test_persons_and_mean_ages_are_those_printed"
FAMILIES = f"{EVALUATION}::test_families_and_boys_and_girls_are_those_printed"
COSTS = f"{EVALUATION}::test_costs_of_the_year_before_are_those_printed"
TOTALS = f"{EVALUATION}::test_totals_of_the_year_before_hold_no_head_counts_as_the_printed_ones_do"
SUPPORT = f"{EVALUATION}::test_support_at_the_start_adds_up_to_the_parents_as_the_printed_table_does_not"
GREEN_ZONE = f"{EVALUATION}::test_the_green_zone_has_one_meaning_and_is_a_share_of_persons"
FEW_CLOSED = f"{EVALUATION}::test_fewer_closed_courses_than_needed_are_told"
REACHED = f"{FEEDBACK}::test_the_printed_shares_come_out_of_as_many_citizens_and_courses"
EIGHTY = f"{FEEDBACK}::test_eighty_per_cent_of_citizens_can_be_many_shares_of_families"
EXPECTED = f"{FEEDBACK}::test_what_closed_families_say_cannot_be_told_from_what_is_usually_expected"
RELATIVE = f"{FEEDBACK}::test_no_relative_figure_is_given_since_its_reference_is_only_implied"
ACCOUNTS = f"{ECONOMY}::test_the_accounts_are_those_of_tabel_5_1"
AREAS = f"{ECONOMY}::test_the_potential_by_area_is_the_printed_table_and_its_benefit_is_all_but_the_cost"
NET = f"{ECONOMY}::test_tabel_5_2_sums_to_the_printed_total_but_for_one_kr_of_rounding"
NUMBER = f"{ECONOMY}::test_net_by_placements_avoided"
BREAK_EVEN = f"{ECONOMY}::test_two_children_are_needed_since_1_39_do_not_exist"
ALL_COSTS = f"{ECONOMY}::test_with_all_five_million_the_potential_is_minus_26_942_and_not_850_000"
PAYBACK = f"{ECONOMY}::test_payback_in_about_four_years_is_refused_where_no_yearly_profile_is_known"
SHARE = f"{COUNTRY}::test_a_printed_share_comes_out"
SIZE = f"{COUNTRY}::test_the_sizes_come_out"
EACH_COST = f"{COUNTRY}::test_the_costs_come_out"
PAIR = f"{COUNTRY}::test_the_potential_comes_out_within_its_limits"
FIFTEEN = f"{POTENTIAL}::test_fifteen_parents_are_the_example_of_the_report"
THRESHOLD = f"{TARGET_GROUP}::test_one_challenge_is_enough_unless_two_are_asked_for_and_the_rule_says_which"
NOTIFICATIONS = f"{TARGET_GROUP}::test_fourteen_notifications_a_child_would_be_35_for_each_one_notified"

INDEX = {
    "wilson.closed_all": INTERVALS,
    "wilson.closed_early": INTERVALS,
    "wilson.case_2017": INTERVALS,
    "wilson.case_2018": INTERVALS,
    "wilson.case_2019": INTERVALS,
    "composition.children": AGES,
    "composition.fathers": AGES,
    "composition.mothers": AGES,
    "composition.families": FAMILIES,
    "composition.sex_of_children": FAMILIES,
    "costs_year_before.children": COSTS,
    "costs_year_before.adults": COSTS,
    "costs_year_before.printed_totals": TOTALS,
    "support_at_start.mothers": SUPPORT,
    "support_at_start.both": SUPPORT,
    "fit.cutoffs": GREEN_ZONE,
    "fit.closed_needed_for_validity": FEW_CLOSED,
    "fit.target_reached_self": REACHED,
    "fit.citizens": REACHED,
    "fit.courses": EIGHTY,
    "fit.expected_target_reached": EXPECTED,
    "fit.relative_minus_effect": RELATIVE,
    "fit.effect_and_relative": RELATIVE,
    "programme_costs.development": ACCOUNTS,
    "programme_costs.operation": ACCOUNTS,
    "programme_costs.expenditure": ACCOUNTS,
    "programme_costs.service_improvement": ACCOUNTS,
    "long_run.income_tax": NET,
    "long_run.child_measures_under_18": NET,
    "long_run.after_care": NET,
    "long_run.primary_school": NET,
    "long_run.youth_education": NET,
    "long_run.costs": NET,
    "long_run.printed_total": NET,
    "long_run.benefit_total": AREAS,
    "long_run.break_even_children": BREAK_EVEN,
    "long_run.net_by_avoided": NUMBER,
    "long_run.printed_with_all_costs": ALL_COSTS,
    "target_group.persons": SIZE,
    "target_group.children": SIZE,
    "target_group.adults": SIZE,
    "target_group.both_parents_vulnerable_pct": SHARE,
    "target_group.adults_with_two_or_more_children_pct": SHARE,
    "target_group.children_living_with_another_vulnerable_child_pct": SHARE,
    "target_group.children_living_with_a_vulnerable_adult_pct": SHARE,
    "target_group.children_home_based_pct": SHARE,
    "target_group.children_placed_pct": SHARE,
    "target_group.children_notified_pct": SHARE,
    "target_group.children_notified_for_parent_pct": SHARE,
    "target_group.young_15_23_crime_pct": SHARE,
    "target_group.adults_disability_pension_pct": SHARE,
    "target_group.adults_temporary_transfers_pct": SHARE,
    "target_group.adults_cash_benefit_pct": SHARE,
    "target_group.adults_education_benefit_pct": SHARE,
    "target_group.adults_employed_pct": SHARE,
    "target_group.adults_employment_measures_pct": SHARE,
    "target_group.adults_social_services_pct": SHARE,
    "target_group.adults_support_at_home_pct": SHARE,
    "target_group.adults_drug_treatment_pct": SHARE,
    "target_group.adults_crime_pct": SHARE,
    "target_group.cost_per_child_dkk": EACH_COST,
    "target_group.cost_per_parent_dkk": EACH_COST,
    "potential.pair_four_years_more_than": PAIR,
    "potential.parents_15_first_year_about": FIFTEEN,
    "potential.parents_15_four_years_more_than": FIFTEEN,
    "potential.child_social_area_four_years_just_under": PAIR,
    "errors.tabel_1_6": TOTALS,
    "errors.sensitivity": ALL_COSTS,
    "errors.payback": PAYBACK,
    "errors.tabel_1_3": SUPPORT,
    "errors.green_zone": GREEN_ZONE,
    "errors.families_80_pct": EIGHTY,
    "errors.threshold": THRESHOLD,
    "errors.notifications_14": NOTIFICATIONS,
}


def test_every_entry_has_a_test_and_every_test_an_entry() -> None:
    found: list[str] = []
    for name in FILES:
        read = tomllib.loads((TESTS / "reference" / name).read_text(encoding="utf-8"))
        found += [f"{section}.{entry}" for section, entries in read.items() for entry in entries]
    assert sorted(found) == sorted(INDEX)


@pytest.mark.parametrize("test", sorted(set(INDEX.values())))
def test_the_test_of_an_entry_is_there(test: str) -> None:
    file, _colons, name = test.partition("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
