# SPDX-License-Identifier: EUPL-1.2
"""What the designs refuse, what they find, and that nothing about a person leaves them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.analysis.designs.worlds import known, panel

from familievej.analysis.designs import (
    Estimate,
    as_result,
    balance,
    by_definition,
    difference,
    difference_in_differences,
    event_study,
    few_clusters,
    placebo_in_time,
    refuse_too_few,
    smallest_difference,
    smallest_share_difference,
    staggered_starts,
    weighted_difference,
)
from familievej.analysis.result import Citation, Period, as_json
from familievej.analysis.words import Refused, Text


def test_too_few_are_refused_with_what_to_do_instead() -> None:
    with pytest.raises(Refused, match="too few for a comparison"):
        refuse_too_few(12, 400)
    with pytest.raises(Refused, match="15 in the programme and 15"):
        difference_in_differences(panel(units=30), "y", "treated", "after", unit="unit")
    refuse_too_few(12, 400, fewest=10)


def test_a_difference_that_no_number_could_show_is_refused() -> None:
    with pytest.raises(Refused, match="no rise from 90 % could be told from chance"):
        smallest_share_difference(0.9, 10, 10)
    with pytest.raises(Refused, match="between 0 and 100 %"):
        smallest_share_difference(1.2, 10, 10)


def test_families_count_for_less_than_as_many_strangers() -> None:
    strangers = smallest_share_difference(0.4, 90, 90)
    assert smallest_share_difference(0.4, 90, 90, cluster_size=1.6, correlation=0.5) > strangers
    assert smallest_difference(1, 90, 90, cluster_size=2, correlation=1) == pytest.approx(
        smallest_difference(1, 45, 45)
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda frame: frame.drop("y"), "no column y"),
        (lambda frame: frame.with_columns(y=None), "y has empty values"),
        (lambda frame: frame.with_columns(y=float("nan")), "y has empty values"),
        (lambda frame: frame.clear(), "no rows"),
        (lambda frame: frame.with_columns(treated=2), "must be 1 in the programme and 0 otherwise"),
    ],
)
def test_a_table_that_cannot_be_compared_is_refused(change: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        difference_in_differences(change(panel()), "y", "treated", "after", unit="unit")


def test_the_lift_is_found_and_nothing_before_it() -> None:
    data = panel(lift=2.0)
    found = event_study(data, "y", "treated", "time", "unit", start=3)
    assert sorted(found.at) == [-3, -2, 0, 1, 2]
    assert all(found.at[t].low < 2.0 < found.at[t].high for t in (0, 1, 2))
    assert found.before_p is not None
    assert found.before_p > 0.05
    for placebo in placebo_in_time(data, "y", "treated", "time", "unit", start=3).values():
        assert placebo.low < 0 < placebo.high


def test_groups_that_parted_before_the_start_are_found_out() -> None:
    data = panel(lift=0.0).with_columns(y=pl.col("y") + 0.8 * pl.col("treated") * pl.col("time"))
    found = event_study(data, "y", "treated", "time", "unit", start=3)
    assert found.before_p is not None
    assert found.before_p < 0.001
    assert (
        min(one.p for one in placebo_in_time(data, "y", "treated", "time", "unit", start=3).values()) < 0.001
    )


def test_one_time_before_cannot_tell_and_none_is_refused() -> None:
    data = panel(times=2, start=1)
    assert event_study(data, "y", "treated", "time", "unit", start=1).before_p is None
    with pytest.raises(Refused, match="at least two times before"):
        placebo_in_time(data, "y", "treated", "time", "unit", start=1)
    with pytest.raises(Refused, match="just before the start"):
        event_study(data, "y", "treated", "time", "unit", start=0)


def test_the_same_is_asked_of_each_definition() -> None:
    found = by_definition(
        panel(lift=2.0),
        {"level": pl.col("y"), "above one": (pl.col("y") > 1).cast(pl.Float64)},
        "treated",
        "after",
        "unit",
    )
    assert found["level"].value == pytest.approx(2.0, abs=0.3)
    assert 0 < found["above one"].value < 1


def test_five_clusters_are_refused_and_eight_are_less_sure_than_they_look() -> None:
    data = panel(units=48, times=2, start=1).with_columns(site=pl.col("unit") // 6)
    with pytest.raises(Refused, match="at least 6"):
        few_clusters(data.filter(pl.col("site") < 5), "y", "treated", "after", "site")
    usual = difference_in_differences(data, "y", "treated", "after", unit="unit", cluster="site")
    few = few_clusters(data, "y", "treated", "after", "site")
    assert few.clusters == usual.clusters == 8
    assert few.freedom < 8
    assert few.cr2_error >= usual.error * 0.95
    assert 0 <= few.wild_p <= 1


def test_groups_that_do_not_overlap_are_refused() -> None:
    data = panel(times=1).with_columns(age=pl.col("treated") * 50.0 + pl.col("unit") / 100)
    with pytest.raises(Refused, match="do not overlap"):
        weighted_difference(data, "y", "treated", ["age"])


def _inside(value: Any) -> Iterator[Any]:
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _inside(getattr(value, field.name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _inside(part)


def test_no_estimate_holds_or_leaves_behind_a_number_for_each_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    experiment, data = known("jtrain2"), panel()
    staggered = data.with_columns(first=pl.col("treated") * 3)
    before = (experiment.clone(), data.clone())
    made = [
        weighted_difference(experiment, "re78", "train", ["age", "educ", "re74"]),
        difference(experiment, "re78", "train", covariates=["age"]),
        balance(experiment, "train", ["age", "educ"]),
        difference_in_differences(data, "y", "treated", "after", unit="unit"),
        event_study(data, "y", "treated", "time", "unit", start=3),
        staggered_starts(staggered, "y", "unit", "time", "first"),
        few_clusters(data, "y", "treated", "after", "unit", draws=99),
    ]
    for one in made:
        for part in _inside(one):
            assert not isinstance(part, np.ndarray | pl.DataFrame | pl.Series), one
            assert not (isinstance(part, tuple | list | dict) and len(part) >= 20), one
    # Nothing was written, nothing joined to the data that were handed in.
    assert os.listdir(tmp_path) == []  # noqa: PTH208
    assert before[0].equals(experiment)
    assert before[1].equals(data)


def test_an_estimate_in_the_report_carries_its_assumption_and_few_clusters_are_told() -> None:
    few = Estimate(0.1, 0.05, 0.0, 0.2, 0.05, 30, 40, 140, 8, "difference in differences, clustered on site")
    title, rule = Text("Compared with other families"), Text("…")
    at = (("group", "parents"),)
    result = as_result("designs.support", title, rule, Citation("none"), Period("2017", "2019"), [(at, few)])
    assert {caveat.code for caveat in result.caveats} == {"parallel", "few_clusters"}
    assert result.parameters["method"] == few.method
    told = as_json(result)["figures"][0]
    assert (told["treated"], told["compared"], told["base"], told["persons"]) == (30, 40, 140, 70)
