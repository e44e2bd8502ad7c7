# SPDX-License-Identifier: EUPL-1.2
"""Numbers of the demonstration can belong to nobody."""

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as real_cpr

from familievej.demo.cpr import FictiveCpr, birth_number, candidates, is_fictive

births = st.dates(dt.date(1930, 1, 1), dt.date(2026, 1, 1))


@given(births, st.booleans(), st.integers())
def test_a_number_is_never_a_real_one(birth: dt.date, male: bool, seed: int) -> None:
    number = FictiveCpr(Random(seed)).number(birth, male)
    assert is_fictive(number)
    assert not real_cpr.is_valid(number), "as written no such day of birth exists"
    assert real_cpr.checksum(birth_number(number)) != 0, "without the 60 modulus 11 fails"


@given(births, st.booleans(), st.integers())
def test_a_number_tells_birth_and_sex_as_a_real_one_does(birth: dt.date, male: bool, seed: int) -> None:
    number = FictiveCpr(Random(seed)).number(birth, male)
    assert real_cpr.get_birth_date(birth_number(number)) == birth
    assert int(number[-1]) % 2 == int(male)


def test_no_number_is_given_twice_and_an_exhausted_day_is_said() -> None:
    cpr = FictiveCpr(Random(1))
    day = dt.date(2020, 5, 1)
    numbers = [cpr.number(day, male=True) for _ in candidates(day, male=True)]
    assert len(numbers) == len(set(numbers)) > 100
    with pytest.raises(ValueError, match="2020-05-01 is used"):
        cpr.number(day, male=True)


def test_a_birth_outside_the_century_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="1899"):
        FictiveCpr(Random(1)).number(dt.date(1899, 1, 1), male=False)


@pytest.mark.parametrize("number", ["0107729995", "6107729995", "61077", "61o7729995", "9907729995"])
def test_other_numbers_are_not_taken_for_ours(number: str) -> None:
    assert not is_fictive(number)
