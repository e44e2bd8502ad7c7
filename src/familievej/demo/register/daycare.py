# SPDX-License-Identifier: EUPL-1.2
"""Day-care attendance by month from June 2017, when the register begins (report, line 2549)."""

import datetime as dt
from collections.abc import Sequence
from random import Random

from familievej.demo.published import published
from familievej.demo.register.tables import (
    LAST_MONTH,
    AttendanceRow,
    PersonRow,
    month_gap,
    months_between,
)

FIRST_MONTH = dt.date(2017, 6, 1)
FIRST_AGE_DAYS, LAST_AGE_DAYS = 320, 2200
"""From about ten and a half months until school."""
DAYS_BY_MONTH = (17.5, 16.5, 18.0, 14.5, 16.0, 17.0, 9.0, 17.0, 18.0, 16.0, 18.5, 13.5)
"""Mean days present, January to December: July and Christmas are low, so time is shown by calendar."""


def make_attendance(rng: Random, persons: Sequence[PersonRow]) -> list[AttendanceRow]:
    """Rows of every child in the months in day care."""
    hours = published().shape["day_care_hours"]
    span = month_gap(FIRST_MONTH, LAST_MONTH)
    rows: list[AttendanceRow] = []
    for child in (person for person in persons if person.role == "child"):
        habit, length = rng.uniform(-2, 2), rng.uniform(-0.6, 0.6)
        for month in months_between(FIRST_MONTH, LAST_MONTH):
            if not FIRST_AGE_DAYS <= (month - child.birth_date).days <= LAST_AGE_DAYS:
                continue
            days = min(22, max(1, round(rng.gauss(DAYS_BY_MONTH[month.month - 1] + habit, 1.8))))
            level = hours["first"] + (hours["last"] - hours["first"]) * month_gap(FIRST_MONTH, month) / span
            per_day = min(9.5, max(4.0, rng.gauss(level + length, 0.25)))
            rows.append(AttendanceRow(child.person_id, month, days, round(days * per_day, 1)))
    return rows
