# SPDX-License-Identifier: EUPL-1.2
"""Every interval is what a second implementation (statsmodels) gives for the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from familievej.analysis.evaluation.intervals import (
    NOTHING,
    clustered_change,
    clustered_share,
    mean,
    wilson,
)

bases = st.integers(1, 24)
people = st.lists(st.tuples(bases, bases, st.integers(0, 24), st.integers(0, 24)), min_size=2, max_size=12)


@given(st.integers(1, 5000), st.data())
def test_wilsons_limits(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    found = wilson(count, base)
    low, high = proportion_confint(count, base, method="wilson")
    assert found.low == pytest.approx(low, abs=1e-9)
    assert found.high == pytest.approx(high, abs=1e-9)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= count / base <= found.high <= 1


def person_months(counts: list[int], sizes: list[int]) -> tuple[list[int], list[int]]:
    """One 0 or 1 a month, and the person whose month it is."""
    outcomes = [
        int(month < count) for count, size in zip(counts, sizes, strict=True) for month in range(size)
    ]
    return outcomes, [person for person, size in enumerate(sizes) for _month in range(size)]


@given(people)
def test_limits_clustered_on_persons(drawn: list[tuple[int, int, int, int]]) -> None:
    sizes = [size for size, _, _, _ in drawn]
    counts = [min(size, count) for size, _, count, _ in drawn]
    outcomes, persons = person_months(counts, sizes)
    found = clustered_share(np.array(counts, float), np.array(sizes, float))
    fit = sm.OLS(outcomes, np.ones(len(outcomes))).fit()
    robust = fit.get_robustcov_results("cluster", groups=np.array(persons), use_t=False)
    low, high = robust.conf_int()[0]
    assert found.value == pytest.approx(fit.params[0])
    assert found.low == pytest.approx(low, abs=1e-9)
    assert found.high == pytest.approx(high, abs=1e-9)


@given(people)
def test_limits_of_a_change_within_the_same_persons(drawn: list[tuple[int, int, int, int]]) -> None:
    before = [min(row[0], row[2]) for row in drawn], [row[0] for row in drawn]
    after = [min(row[1], row[3]) for row in drawn], [row[1] for row in drawn]
    sides = [(np.array(counts, float), np.array(sizes, float)) for counts, sizes in (before, after)]
    found = clustered_change(sides[0], sides[1])
    (first, who), (second, who_after) = person_months(*before), person_months(*after)
    later = np.array([0] * len(first) + [1] * len(second))
    fit = sm.OLS(first + second, sm.add_constant(later, has_constant="add")).fit()
    groups = np.array(who + who_after)
    robust = fit.get_robustcov_results("cluster", groups=groups, use_t=False, use_correction=False)
    # statsmodels' own correction also counts regressors; ours is for persons alone.
    persons = len(drawn)
    variance = max(0.0, robust.cov_params()[1, 1])  # rounding leaves a hair below zero where nothing varies
    error = np.sqrt(variance * persons / (persons - 1))
    assert found.value == pytest.approx(fit.params[1])
    assert found.low == pytest.approx(fit.params[1] - 1.959963984540054 * error, abs=1e-9)
    assert found.high == pytest.approx(fit.params[1] + 1.959963984540054 * error, abs=1e-9)


@given(st.lists(st.floats(0, 24), min_size=2, max_size=60))
def test_limits_of_a_mean(values: list[float]) -> None:
    found = mean(np.array(values))
    low, high = DescrStatsW(values).tconfint_mean()
    assert found.low == pytest.approx(low, abs=1e-9)
    assert found.high == pytest.approx(high, abs=1e-9)


def test_nothing_has_no_value_and_one_person_no_limits() -> None:
    none, one = np.array([]), np.array([3.0])
    assert wilson(0, 0) == clustered_share(none, none) == mean(none) == NOTHING
    assert clustered_change((none, none), (one, one)) == NOTHING
    for estimate in (clustered_share(one, np.array([4.0])), mean(one)):
        assert estimate.value is not None
        assert estimate.low is None
