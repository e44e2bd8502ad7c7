# SPDX-License-Identifier: EUPL-1.2
"""A time of day is taken as people write it, and what is no time is said so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from familievej.base.dates import say_time
from familievej.base.timefield import DanishTimeField, NotATimeError, TimeInput, parse_time


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_what_the_screen_says_can_be_typed_again(time: dt.time) -> None:
    for text in (
        say_time(time),
        f"{time:%H.%M}",
        f"{time:%H%M}",
        f"kl. {time:%H:%M}",
        f"{time.hour}.{time:%M}",
    ):
        assert parse_time(text) == time


@pytest.mark.parametrize(("text", "hour"), [("9", 9), ("kl 9", 9), (" 14 ", 14), ("0", 0), ("23", 23)])
def test_a_whole_hour_needs_no_minutes(text: str, hour: int) -> None:
    assert parse_time(text) == dt.time(hour)


@pytest.mark.parametrize("text", ["", "24", "9.5", "14.60", "14.30.00", "om lidt", "-1", "99999", "१४"])
def test_what_is_no_time_is_refused_with_words(text: str) -> None:
    with pytest.raises(NotATimeError, match=r"14\.30|Hours go to 23"):
        parse_time(text)


def test_a_field_shows_what_was_typed_when_it_is_no_time() -> None:
    shown = TimeInput()
    assert shown.format_value("snart") == "snart"
    assert shown.format_value(dt.time(9, 5)) == "09:05"
    assert shown.format_value(None) is None


def test_a_field_that_may_be_empty_cleans_to_none_and_another_asks_for_the_time() -> None:
    assert DanishTimeField(required=False).clean(" ") is None
    with pytest.raises(ValidationError, match="Write the time"):
        DanishTimeField().clean("")
