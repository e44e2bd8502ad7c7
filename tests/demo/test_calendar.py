# SPDX-License-Identifier: EUPL-1.2
"""Days counted from today fall on days that an office works on."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from familievej.demo.load.calendar import Calendar

todays = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))
offsets = st.integers(-1500, 200)


@given(todays, offsets)
def test_a_workday_is_never_in_the_weekend_and_at_most_two_days_away(today: dt.date, offset: int) -> None:
    calendar = Calendar(today)
    assert calendar.workday(offset).weekday() < 5
    assert abs((calendar.workday(offset) - calendar.day(offset)).days) <= 2


@given(todays, offsets, offsets)
def test_workdays_keep_the_order_and_the_past_stays_past(today: dt.date, one: int, other: int) -> None:
    calendar = Calendar(today)
    first, second = sorted((one, other))
    assert calendar.workday(first) <= calendar.workday(second)
    assert (calendar.workday(one) < today) == (one < 0)


@given(todays, offsets)
def test_a_moment_is_danish_time_on_the_workday(today: dt.date, offset: int) -> None:
    moment = Calendar(today).moment(offset, "15:40")
    assert moment.date() == Calendar(today).workday(offset)
    assert (moment.hour, moment.minute) == (15, 40)
    assert moment.utcoffset() in {dt.timedelta(hours=1), dt.timedelta(hours=2)}
