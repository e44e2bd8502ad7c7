# SPDX-License-Identifier: EUPL-1.2
"""Discounting by hand and by a second formula; break-even; prices."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.analysis.economy.cases import calculation, cost, given, price

from familievej.analysis.economy import Payer
from familievej.analysis.economy.definition import CostKind
from familievej.analysis.economy.discount import flat, rates_on
from familievej.analysis.economy.present_value import (
    break_even_year,
    costs,
    cumulative,
    flows,
    needed_to_break_even,
    net,
)
from familievej.analysis.economy.results import long_run
from familievej.analysis.words import Refused


@pytest.mark.parametrize(
    ("day", "rate"), [("2012-12-31", 0.06), ("2013-05-31", 0.04), ("2021-01-06", 0.04), ("2026-11-23", 0.035)]
)
def test_the_rate_is_the_one_that_was_recommended_on_the_day(day: str, rate: float) -> None:
    assert rates_on(dt.date.fromisoformat(day)).factor(1) == pytest.approx(1 / (1 + rate))


def test_the_rate_falls_after_35_and_70_years() -> None:
    rates = rates_on(dt.date(2026, 1, 1))
    assert rates.factor(35) == pytest.approx(1.035**-35)
    assert rates.factor(40) == pytest.approx(1.035**-35 * 1.025**-5)
    assert rates.factor(75) == pytest.approx(1.035**-35 * 1.025**-35 * 1.015**-5)
    assert rates.factor(-2) == pytest.approx(1.035**2)
    with pytest.raises(Refused, match="1999-11-01"):
        rates_on(dt.date(1998, 1, 1))


def test_known_answers_by_hand() -> None:
    # 100 kr. in each of 2018, 2019 and 2020 at 4 %: 100 + 96.1538 + 92.4556.
    one = calculation(succeeded=given(1), prices=(price(amounts={2018: 100.0, 2019: 100.0, 2020: 100.0}),))
    assert net(one) == pytest.approx(288.6095, abs=1e-4)
    # A cost the year before the present-value year grows: 1,000 × 1.04.
    assert net(calculation(costs=(cost(2017, 1000),))) == pytest.approx(-1040)


@drawn(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8), st.floats(0.0, 0.2))
def test_it_agrees_with_a_polynomial_of_numpy(amounts: list[float], rate: float) -> None:
    stream = dict(enumerate(amounts, start=2018))
    ours = net(calculation(succeeded=given(1), prices=(price(amounts=stream),), rate=given(rate)))
    theirs = np.polynomial.polynomial.polyval(1 / (1 + rate), amounts)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-6)


def test_years_outside_the_horizon_are_left_out() -> None:
    one = calculation(succeeded=given(1), prices=(price(amounts={2016: 5.0, 2018: 100.0, 2026: 5.0}),))
    assert net(one) == pytest.approx(100)


def test_who_pays_and_who_gains_sum_to_the_whole() -> None:
    prices = (
        price("income transfers", Payer.MUNICIPALITY, amounts={2019: 60_000.0}, committee="employment"),
        price("income transfers", Payer.STATE, amounts={2019: 25_000.0}),
        price("health", Payer.REGION, amounts={2019: 4_000.0}),
        price("employment measures", Payer.MUNICIPALITY, amounts={2018: -30_000.0}, committee="employment"),
    )
    made = {
        r.id: r
        for r in long_run(calculation(prices=prices, costs=(cost(2017, 50_000, committee="children"),)))
    }
    for dimension in ("area", "payer", "committee"):
        result = made[f"economy.long_run.{dimension}"]
        parts = [f.value or 0 for f in result.figures if f.where(dimension) != "total"]
        assert sum(parts) == pytest.approx(result.at(**{dimension: "total"}).value)
    committees = made["economy.long_run.committee"]
    children, employment = (
        committees.at(committee="children").value,
        committees.at(committee="employment").value,
    )
    assert children is not None
    assert employment is not None
    assert children < 0 < employment  # one committee pays and another gains
    measures = made["economy.long_run.area"].at(area="employment measures").value
    assert measures is not None
    assert measures < 0  # extra measures are shown as a cost


def test_the_year_of_break_even_is_the_first_that_stays_covered() -> None:
    paid = (cost(2018, 250),)
    even = calculation(
        succeeded=given(1),
        rate=given(0.0),
        costs=paid,
        prices=(price(amounts=dict.fromkeys(range(2018, 2026), 100.0)),),
    )
    assert cumulative(even)[2019] == -50
    assert break_even_year(even) == 2020
    late_loss = price("after care", amounts={2025: -700.0})
    assert break_even_year(calculation(**_of(even, prices=(*even.prices, late_loss)))) is None
    assert needed_to_break_even(even) == pytest.approx(250 / 800)


def _of(one: Any, **changes: Any) -> dict[str, Any]:
    names = ("succeeded", "rate", "costs", "prices")
    return {name: getattr(one, name) for name in names} | changes


def test_a_case_that_saves_nothing_never_breaks_even() -> None:
    loss = calculation(prices=(price(amounts={2018: -5.0}),), costs=(cost(2018, 10),))
    assert needed_to_break_even(loss) is None
    result = {r.id: r for r in long_run(loss)}["economy.long_run.break_even"]
    assert "never_pays" in {caveat.code for caveat in result.caveats}


def test_freed_time_is_no_saving_until_it_is_realised() -> None:
    booked = (
        cost(2018, 100),
        cost(2018, 40, CostKind.DEVELOPMENT),
        cost(2018, 30, CostKind.SERVICE_IMPROVEMENT),
    )
    assert net(calculation(costs=booked)) == -100
    assert net(calculation(costs=booked, include_development=True)) == -140
    assert net(calculation(costs=booked, include_development=True, realised=True)) == -110
    scopes = {r.id: r for r in long_run(calculation(costs=booked))}["economy.long_run.scope"]
    assert [figure.parts["cost"] for figure in scopes.figures] == [100, 140, 110]


def test_saving_that_fades_is_what_is_left_each_year() -> None:
    stream = {2018: 100.0, 2019: 100.0, 2020: 100.0}
    fading = calculation(
        succeeded=given(1), rate=given(0.0), persistence=given(0.5), prices=(price(amounts=stream),)
    )
    assert net(fading) == pytest.approx(175)


def test_amounts_come_to_one_price_year_by_an_index_or_it_is_said_that_they_do_not() -> None:
    old = (price(amounts={2018: 100.0}, price_year=2016),)
    indexed = calculation(
        succeeded=given(1),
        prices=old,
        price_index={2016: 100.0, 2018: 104.0},
        price_index_source="Danmarks Statistik",
    )
    assert net(indexed) == pytest.approx(104)
    assert "no_price_index" in {c.code for c in long_run(calculation(prices=old))[0].caveats}
    missing = calculation(prices=old, price_index={2018: 104.0}, price_index_source="Danmarks Statistik")
    with pytest.raises(Refused, match="no number for 2016"):
        flows(missing)


def test_a_rate_in_per_cent_is_refused() -> None:
    with pytest.raises(Refused, match=r"3.5 % is written 0.035"):
        flat(3.5, "a slip")
    assert costs(calculation(costs=(cost(2018, 0),)))[0].amount == 0


def test_every_input_is_shown_with_who_set_it_from_what_and_how_it_is_known() -> None:
    one = calculation(prices=(price(amounts={2018: 100.0}),), costs=(cost(2018, 10),))
    for result in long_run(one):
        shown = result.parameters
        for name in (
            "population",
            "succeeded",
            "persistence",
            "price_factor",
            "price: social (municipality)",
        ):
            assert any(origin in str(shown[name]) for origin in ("measured", "judgement", "model"))
            assert str(shown[name]).count(";") == 2
        assert "Finance" in str(shown["cost: operation 2018 (municipality)"])
        assert "4 %" in str(shown["discount_rate"])
