# SPDX-License-Identifier: EUPL-1.2
"""Days counted from today as dates that an office works on."""

import datetime as dt
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SATURDAY = 5


class Calendar:
    """``today`` is day 0; -30 is thirty days ago."""

    def __init__(self, today: dt.date) -> None:
        self.today = today

    def day(self, offset: int) -> dt.date:
        """The plain date: births, moves, custody."""
        return self.today + dt.timedelta(days=offset)

    def workday(self, offset: int) -> dt.date:
        """The date, moved out of the weekend: back to Friday when it lies behind, on to Monday when ahead.

        The order of days is kept, and what has happened stays in the past.
        """
        day = self.day(offset)
        while day.weekday() >= SATURDAY:
            day += dt.timedelta(days=-1 if offset < 0 else 1)
        return day

    def moment(self, offset: int, clock: str) -> dt.datetime:
        """``clock`` ("15:00") on the workday, Danish time."""
        return dt.datetime.combine(self.workday(offset), dt.time.fromisoformat(clock), COPENHAGEN)
