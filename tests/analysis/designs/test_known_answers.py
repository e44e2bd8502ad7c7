# SPDX-License-Identifier: EUPL-1.2
"""Answers that are printed elsewhere, and a second implementation of each estimator."""

from __future__ import annotations

import warnings

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from tests.analysis.designs.worlds import castle, known, panel

from familievej.analysis.designs import (
    balance,
    difference,
    difference_in_differences,
    event_study,
    few_clusters,
    smallest_difference,
    smallest_share_difference,
    staggered_starts,
    weighted_difference,
)
from familievej.analysis.designs.difference import fitted


def test_kielmc_houses_near_an_incinerator() -> None:
    """Wooldridge, Introductory Econometrics, example 13.3."""
    found = difference_in_differences(known("kielmc"), "rprice", "nearinc", "y81", errors="iid")
    assert found.value == pytest.approx(-11_863.9, abs=0.1)
    assert found.error == pytest.approx(7_456.6, abs=0.1)


def test_injury_time_out_of_work_after_a_rise_of_compensation() -> None:
    """Wooldridge, example 13.4 (Kentucky)."""
    kentucky = known("injury").filter(pl.col("ky") == 1)
    found = difference_in_differences(kentucky, "ldurat", "highearn", "afchnge", errors="iid")
    assert (round(found.value, 4), round(found.error, 4)) == (0.1906, 0.0685)


def test_nsw_training_of_the_long_unemployed() -> None:
    """LaLonde's experiment as Dehejia and Wahba used it: earnings of 1978, in thousands."""
    found = difference(known("jtrain2"), "re78", "train", errors="iid")
    assert (round(1000 * found.value, 2), round(1000 * found.error, 2)) == (1794.34, 632.85)
    assert (found.treated, found.compared) == (185, 260)


def test_castle_doctrine_by_two_way_fixed_effects_and_by_callaway_and_santanna() -> None:
    """Cheng and Hoekstra's data: what looks like 7 per cent shrinks to 2 when early states are no comparison."""
    data = castle()
    two_way = fitted("l_homicide ~ law | sid + year", data, "law", (21, 29), "sid", "HC1", "two-way")
    assert round(two_way.value, 4) == 0.0694
    found = staggered_starts(data, "l_homicide", "sid", "year", "first").overall
    assert (round(found.value, 5), round(found.error, 5)) == (0.01940, 0.03839)
    assert (found.treated, found.compared) == (21, 29)


@pytest.mark.parametrize("not_yet", [False, True])
def test_a_second_library_gives_the_same_staggered_estimates(not_yet: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own imports
        from moderndid.did import aggte, att_gt
    data = castle()
    found = staggered_starts(data, "l_homicide", "sid", "year", "first", not_yet=not_yet)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        groups = att_gt(
            data.select("sid", "year", "first", "l_homicide").to_pandas(),
            yname="l_homicide",
            tname="year",
            idname="sid",
            gname="first",
            est_method="dr",
            control_group="notyettreated" if not_yet else "nevertreated",
            boot=False,
        )
        simple, dynamic = aggte(groups, type="simple"), aggte(groups, type="dynamic")
    assert found.overall.value == pytest.approx(float(simple.overall_att), abs=1e-8)
    assert found.overall.error == pytest.approx(float(simple.overall_se), rel=1e-6)
    theirs = dict(zip(map(int, dynamic.event_times), map(float, dynamic.att_by_event), strict=True))
    for t, estimate in found.at.items():
        assert estimate.value == pytest.approx(theirs[t], abs=1e-6)


def test_statsmodels_agrees_on_difference_in_differences_and_its_clustered_errors() -> None:
    data = panel()
    ours = difference_in_differences(data, "y", "treated", "after", unit="unit")
    both = data["treated"] * data["after"]
    x = sm.add_constant(np.column_stack([data["treated"], data["after"], both]).astype(float))
    fit = sm.OLS(data["y"].to_numpy(), x).fit(
        cov_type="cluster", cov_kwds={"groups": data["unit"].to_numpy()}, use_t=True
    )
    assert ours.value == pytest.approx(fit.params[3], rel=1e-9)
    assert ours.error == pytest.approx(fit.bse[3], rel=1e-6)
    assert (ours.low, ours.high) == pytest.approx(tuple(fit.conf_int()[3]), rel=1e-6)


def test_statsmodels_agrees_on_every_time_of_the_event_study() -> None:
    data = panel(units=50)
    ours = event_study(data, "y", "treated", "time", "unit", start=3)
    units = np.eye(50)[data["unit"].to_numpy()]
    times = np.eye(6)[data["time"].to_numpy()][:, 1:]
    lifts = np.column_stack([(data["treated"] * (data["time"] == t)).to_numpy() for t in (0, 1, 3, 4, 5)])
    fit = sm.OLS(data["y"].to_numpy(), np.hstack([lifts, units, times]).astype(float)).fit()
    assert [ours.at[t].value for t in (-3, -2, 0, 1, 2)] == pytest.approx(list(fit.params[:5]), rel=1e-7)
    assert ours.before_p is not None
    assert ours.before_p > 0.01


@pytest.mark.parametrize(("base", "each"), [(0.4, 56), (0.4, 200), (0.1, 80), (0.7, 120)])
def test_the_smallest_difference_of_shares_is_near_the_second_implementations(base: float, each: int) -> None:
    ours = smallest_share_difference(base, each, each)
    h = NormalIndPower().solve_power(nobs1=each, alpha=0.05, power=0.8, ratio=1)
    theirs = np.sin(np.arcsin(np.sqrt(base)) + h / 2) ** 2 - base  # Cohen's arcsine scale
    assert ours == pytest.approx(theirs, abs=0.01)


def test_56_in_each_group_show_26_percentage_points_from_40_per_cent() -> None:
    assert round(100 * smallest_share_difference(0.4, 56, 56)) == 26


def test_the_smallest_difference_of_means_is_that_of_the_t_test() -> None:
    ours = smallest_difference(10.0, 200, 200)
    theirs = 10.0 * TTestIndPower().solve_power(nobs1=200, alpha=0.05, power=0.8, ratio=1)
    assert ours == pytest.approx(theirs, rel=0.01)


def test_balance_in_the_experiment_is_as_computed_by_hand() -> None:
    data = known("jtrain2")
    (age,) = balance(data, "train", ["age"])
    inside, outside = (data.filter(pl.col("train") == t)["age"].cast(pl.Float64).to_numpy() for t in (1, 0))
    pooled = np.sqrt((np.var(inside, ddof=1) + np.var(outside, ddof=1)) / 2)
    assert age.difference == pytest.approx((np.mean(inside) - np.mean(outside)) / pooled)
    assert (round(age.treated, 2), round(age.compared, 2)) == (25.82, 25.05)


def test_cr2_and_the_wild_bootstrap_agree_with_ordinary_errors_when_clusters_are_many() -> None:
    data = panel(units=120, times=2, start=1)
    usual = difference_in_differences(data, "y", "treated", "after", unit="unit")
    few = few_clusters(data, "y", "treated", "after", "unit", draws=1999)
    assert few.value == pytest.approx(usual.value)
    assert few.cr2_error == pytest.approx(usual.error, rel=0.03)
    assert (few.wild_low, few.wild_high) == pytest.approx((usual.low, usual.high), abs=0.08)
    assert few.freedom > 60


def test_weighting_brings_the_experiment_no_further_from_its_own_answer() -> None:
    data = known("jtrain2")
    found = weighted_difference(data, "re78", "train", ["age", "educ", "black", "re74", "re75"])
    assert found.estimate.value == pytest.approx(1.79, abs=0.3)
    assert all(line.is_alike for line in found.balance)
    assert found.worth <= 260
