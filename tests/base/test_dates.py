# SPDX-License-Identifier: EUPL-1.2
"""Days are read as people write them and shown as people say them."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from familievej.base.dates import NotADayError, parse_day, say_day, say_day_short, say_time

TODAY = dt.date(2026, 11, 22)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
MAY_3 = dt.date(2026, 5, 3)


@pytest.mark.parametrize(
    "text",
    ["3/5", "3/5-2026", "3.5.2026", "2026-05-03", "3. maj", "3 maj", "03/05", "3/5 2026", "3-5-2026", "3.5.", "3/5-26",
     " 3 . 5 . 2026 ", "3. MAJ 2026", "3 May", "søndag 3. maj", "søndag d. 3. maj", "Sunday 3 May 2026"],
)  # fmt: skip
def test_a_day_is_read_in_every_way_people_write_it(text: str) -> None:
    assert parse_day(text, dt.date(2026, 6, 15)) == MAY_3


@pytest.mark.parametrize(("text", "days"), [("i dag", 0), ("I morgen", 1), ("i går", -1), ("tomorrow", 1)])
def test_the_words_for_near_days_are_read(text: str, days: int) -> None:
    assert parse_day(text, TODAY) == TODAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "3/5"), ("soon", "3/5"), ("31/4-2026", "no day 31"), ("3/13", "no month 13"), ("0/5", "no day 0"),
     ("29/2-2027", "no day 29"), ("3. mai", "no month"), ("3/5-0026", "cannot be right"),
     ("mandag 3/5-2026", "day of the week: Sunday 3 May 2026"),
     ("3/5/20266", "3/5"), ("\u0663/\u0665", "3/5")],
)  # fmt: skip
def test_a_wrong_day_is_refused_with_a_sentence_that_says_what_to_mend(text: str, says: str) -> None:
    with translation.override("en"), pytest.raises(NotADayError, match=says):
        parse_day(text, TODAY)


def test_a_day_without_year_is_the_nearest_unless_the_field_leans() -> None:
    assert parse_day("3/1", TODAY) == dt.date(2027, 1, 3)
    assert parse_day("3/1", TODAY, "past") == dt.date(2026, 1, 3)
    assert parse_day("1/11", TODAY) == dt.date(2026, 11, 1)
    assert parse_day("1/11", TODAY, "future") == dt.date(2027, 11, 1)
    assert parse_day("29/2", TODAY, "future") == dt.date(2028, 2, 29)


def test_the_day_of_the_week_tells_the_year() -> None:
    assert parse_day("søndag 3/5", TODAY) == MAY_3
    assert parse_day("mandag 3/5", TODAY) == dt.date(2027, 5, 3)


def test_two_figures_of_year_may_be_a_birth_year() -> None:
    assert parse_day("3/5-84", TODAY) == dt.date(1984, 5, 3)
    assert parse_day("3/5-45", TODAY) == dt.date(2045, 5, 3)
    assert parse_day("3/5-46", TODAY) == dt.date(1946, 5, 3)


@given(day=DAYS, today=DAYS, language=st.sampled_from(["da", "en"]))
def test_what_is_shown_can_be_typed_back(day: dt.date, today: dt.date, language: str) -> None:
    with translation.override(language):
        assert parse_day(say_day(day, None), today) == day
        assert parse_day(day.isoformat(), today) == day


@given(day=DAYS, today=DAYS)
def test_a_leaning_field_never_leaves_its_side(day: dt.date, today: dt.date) -> None:
    text = f"{day.day}/{day.month}"
    assert parse_day(text, today, "past") <= today <= parse_day(text, today, "future")


@given(text=st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(NotADayError):
        assert isinstance(parse_day(text, TODAY), dt.date)


def test_days_and_times_are_said_in_the_language_of_the_page() -> None:
    with translation.override("da"):
        assert say_day(MAY_3, TODAY) == "søndag 3. maj"
        assert say_day(MAY_3, dt.date(2027, 1, 1)) == "søndag 3. maj 2026"
        assert say_day_short(MAY_3, TODAY) == "3. maj"
        assert say_time(dt.time(16, 32)) == "16.32"
    with translation.override("en"):
        assert say_day(MAY_3, TODAY) == "Sunday 3 May"
        assert say_time(dt.time(16, 32)) == "16:32"
