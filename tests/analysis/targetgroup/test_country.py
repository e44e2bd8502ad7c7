# SPDX-License-Identifier: EUPL-1.2
"""The country that does not exist has the shares that the report prints (lines 285-445), by the rules themselves."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from familievej.analysis.result import Figure, Result
from familievej.analysis.targetgroup.calculator import calculate, per_pair
from familievej.analysis.targetgroup.costs import average
from familievej.analysis.targetgroup.country import Size, generate
from familievej.analysis.targetgroup.counts import count
from familievej.analysis.targetgroup.indicators import results
from familievej.analysis.targetgroup.potential import potential
from familievej.analysis.targetgroup.register import open_folder
from familievej.analysis.targetgroup.rulesfile import default

PERSONS = 240_000
SCALE = 6_000_000 / PERSONS
# Where each printed share stands, and its name in published.toml (whole per cent). ``tolerance`` adds four standard
# errors for a country this small.
PRINTED = {
    ("figures_2_5", "both_parents"): "both_parents_vulnerable_pct",
    ("figures_2_5", "two_children"): "adults_with_two_or_more_children_pct",
    ("figures_2_5", "lives_with_child"): "children_living_with_another_vulnerable_child_pct",
    ("figures_2_5", "lives_with_adult"): "children_living_with_a_vulnerable_adult_pct",
    ("figure_6", "home_based", "target"): "children_home_based_pct",
    ("figure_6", "placed", "target"): "children_placed_pct",
    ("figure_6", "notified", "target"): "children_notified_pct",
    ("figure_6", "notified_for_parent", "target"): "children_notified_for_parent_pct.target",
    ("figure_6", "notified_for_parent", "others"): "children_notified_for_parent_pct.other",
    ("figure_6", "crime", "target"): "young_15_23_crime_pct.target",
    ("figure_6", "crime", "others"): "young_15_23_crime_pct.other",
    ("figure_7", "disability_pension", "target"): "adults_disability_pension_pct",
    ("figure_7", "temporary_transfers", "target"): "adults_temporary_transfers_pct",
    ("figure_7", "cash_benefit", "target"): "adults_cash_benefit_pct",
    ("figure_7", "education_benefit", "target"): "adults_education_benefit_pct",
    ("figure_7", "employed", "target"): "adults_employed_pct",
    ("figure_7", "employment_measures", "target"): "adults_employment_measures_pct",
    ("figure_7", "social_services", "target"): "adults_social_services_pct",
    ("figure_7", "support_at_home", "target"): "adults_support_at_home_pct",
    ("figure_7", "drug_treatment", "target"): "adults_drug_treatment_pct",
    ("figure_7", "crime", "target"): "adults_crime_pct",
}
Made = tuple[dict[str, Result], Result, Result]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("country")
    generate(folder, Size(PERSONS, 300_000), seed=1)
    with open_folder(folder) as register:
        counts = count(default(), 2022, register)
        spent = average(counts, register)
        compared = potential(default(), 2018, register)
    assert spent is not None
    return {result.id.split(".")[1]: result for result in results(counts)}, spent, compared


def tolerance(figure: Figure) -> float:
    share = figure.value or 0.0
    return 0.01 + 4 * math.sqrt(share * (1 - share) / figure.base)


@pytest.mark.parametrize("place", PRINTED, ids="/".join)
def test_a_printed_share_comes_out(made: Made, published: dict[str, Any], place: tuple[str, ...]) -> None:
    name, _dot, group = PRINTED[place].partition(".")
    printed = published["target_group"][name]
    result = made[0][place[0]]
    figure = result.at(**dict(zip(result.dimensions, place[1:], strict=True)))
    assert figure.value == pytest.approx((printed[group] if group else printed) / 100, abs=tolerance(figure))


def test_the_sizes_come_out(made: Made, published: dict[str, Any]) -> None:
    size, printed = made[0]["size"], published["target_group"]
    for group in ("persons", "children", "adults"):
        found = size.at(group=group, of="target").base * SCALE
        assert found == pytest.approx(printed[group], rel=0.02)
    part = made[0]["figure_1"]
    assert (part.at(group="children").value or 0) > 0.60
    assert part.at(group="adults").value == pytest.approx(0.20, abs=0.01)
    assert (part.at(group="persons").value or 0) > 0.30


def test_the_costs_come_out(made: Made, published: dict[str, Any]) -> None:
    child = made[1].at(group="children", of="target", area="all_areas").value
    parent = made[1].at(group="adults", of="target", area="all_areas").value
    assert child == pytest.approx(published["target_group"]["cost_per_child_dkk"], rel=0.03)
    assert parent == pytest.approx(published["target_group"]["cost_per_parent_dkk"], rel=0.03)


def test_the_potential_comes_out_within_its_limits(made: Made, published: dict[str, Any]) -> None:
    printed = published["potential"]
    rest = {"area": "all_areas", "payer": "all_payers"}
    pair = made[2].at(person="pair", year="all_years", **rest)
    assert pair.low is not None
    assert pair.high is not None
    assert pair.low < printed["pair_four_years_more_than"] < pair.high
    child = made[2].at(person="child", year="all_years", area="social", payer="all_payers")
    assert child.low is not None
    assert child.high is not None
    assert child.low < printed["child_social_area_four_years_just_under"] < child.high
    for year, area in (("all_years", "transfers"), ("all_years", "tax")):
        assert (made[2].at(person="adult", year=year, area=area, payer="all_payers").value or 0) > 0
    extra = made[2].at(person="adult", year="all_years", area="employment", payer="all_payers")
    assert extra.high is not None
    assert extra.high < 0
    many = calculate(15, per_pair(made[2]))
    assert many.at(horizon="four_years").value == pytest.approx(15 * (pair.value or 0))


def test_the_same_seed_gives_the_same_country_and_another_another(tmp_path: Path) -> None:
    size = Size(6_000, 10_000)
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(tmp_path / name, size, seed=seed)
    read = [(tmp_path / name / "persons.parquet").read_bytes() for name in "abc"]
    assert read[0] == read[1]
    assert read[0] != read[2]


def test_the_rows_of_events_are_as_many_as_asked_for(tmp_path: Path) -> None:
    assert generate(tmp_path, Size(12_000, 50_000))["events"] == 50_000


def test_each_row_group_of_events_is_of_one_code_and_of_the_year_of_its_file(tmp_path: Path) -> None:
    """What a count does not ask for can be skipped by what Parquet tells of a row group."""
    generate(tmp_path, Size(6_000, 20_000))
    files = sorted((tmp_path / "events").iterdir())
    assert [file.stem for file in files] == ["2018", "2019", "2020", "2021", "2022", "running"]
    for file in files:
        read = pq.ParquetFile(file)
        for place in range(read.metadata.num_row_groups):
            group = read.metadata.row_group(place)
            code, last = (
                group.column(read.schema_arrow.get_field_index(name)) for name in ("code", "last_day")
            )
            assert code.statistics.min == code.statistics.max
            if file.stem == "running":
                assert last.statistics.null_count == group.num_rows
            else:
                assert str(last.statistics.min)[:4] == str(last.statistics.max)[:4] == file.stem
