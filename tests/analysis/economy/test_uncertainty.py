# SPDX-License-Identifier: EUPL-1.2
"""How sure it is, and how much each input moves it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.analysis.economy.cases import calculation, cost, given, price, tabel_5_2

from familievej.analysis.economy.present_value import net
from familievej.analysis.economy.results import long_run
from familievej.analysis.economy.uncertainty import chance, tornado
from familievej.analysis.words import LANGUAGES, Refused, say

STREAM = dict.fromkeys(range(2018, 2026), 100_000.0)


def test_the_widest_swing_comes_first_and_is_what_the_calculation_itself_gives() -> None:
    one = calculation(
        succeeded=given(2, 0, 4),
        persistence=given(0.9, 0.8, 1.0),
        prices=(price(amounts=STREAM, low=0.9, high=1.1),),
        costs=(cost(2018, 900_000),),
    )
    swings = tornado(one)
    assert swings[0].name == "succeeded"
    assert {swing.name for swing in swings} == {"succeeded", "persistence", "price: social (municipality)"}
    assert swings[0].at_low == pytest.approx(-900_000)
    assert all(swing.at_low < net(one) < swing.at_high for swing in swings)
    assert [s.span for s in swings] == sorted((s.span for s in swings), reverse=True)


def test_the_chance_that_it_pays_is_that_of_the_triangle() -> None:
    # One unknown: succeeded between 0, 2 and 4, break-even at 1.39: 1 - P(x < 1.39) = 1 - 1.39²/8.
    one = tabel_5_2(succeeded=given(2, 0, 4))
    made = chance(one, draws=200_000, seed=3)
    exact = 1 - (3_424_102 / (4_942_806 / 2)) ** 2 / 8
    assert made.pays == pytest.approx(exact, abs=0.005)
    assert made.mean == pytest.approx(net(one), abs=20_000)
    assert made.low < made.median < made.high


def test_the_same_seed_gives_the_same_answer_and_another_a_little_other() -> None:
    one = tabel_5_2(succeeded=given(2, 0, 4), price_factor=given(1, 0.7, 1.2))
    assert chance(one, seed=5) == chance(one, seed=5)
    assert chance(one, seed=5).mean != chance(one, seed=6).mean


def test_nothing_without_a_range_is_drawn() -> None:
    with pytest.raises(Refused, match="No input has a low and a high value"):
        chance(tabel_5_2())
    assert tornado(tabel_5_2()) == ()
    with pytest.raises(Refused, match="1,000 draws"):
        chance(tabel_5_2(succeeded=given(2, 0, 4)), draws=10)


@drawn(st.floats(0.1, 1.0), st.floats(0.2, 2.0), st.integers(0, 10))
def test_draws_without_width_are_the_calculation_itself(
    persistence: float, factor: float, number: int
) -> None:
    one = calculation(
        succeeded=given(number, number, number),
        persistence=given(persistence, persistence, persistence),
        price_factor=given(factor, factor, factor),
        prices=(price(amounts=STREAM), price("health", present_value=3_000.0)),
        costs=(cost(2018, 900_000),),
    )
    assert chance(one, draws=1000).mean == pytest.approx(net(one), rel=1e-9, abs=1e-3)


def test_what_may_be_saved_is_called_potential_and_never_a_return_nor_an_effect() -> None:
    one = tabel_5_2(succeeded=given(2, 0, 4))
    for result in long_run(one):
        for language in LANGUAGES:
            said = [say(text, language).lower() for text in (result.title, result.rule)]
            said += [say(caveat.text, language).lower() for caveat in result.caveats]
            for word in ("effect", "effekt", "return", "afkast", "gevinst"):
                assert not any(word in sentence for sentence in said), (word, said)
        assert np.isfinite([figure.value or 0.0 for figure in result.figures]).all()
