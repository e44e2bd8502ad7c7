# SPDX-License-Identifier: EUPL-1.2
"""Outcome and session ratings during the courses: four lines of 0 to 10, at most once a week for a person.

Adults rate themselves and the session; a child under school age is rated by a parent and, in day care or
school, by a teacher, each for themselves (report, lines 2819-2843).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random

from familievej.demo.published import published
from familievej.demo.register.tables import LAST_DAY, FamilyRow, PersonRow, RatingRow

MIN_GAP_DAYS = 8
TEACHER_FROM_DAYS = 500


def make_ratings(rng: Random, families: Sequence[FamilyRow], persons: Sequence[PersonRow]) -> list[RatingRow]:
    """Rows in order of family, person and date."""
    by_id = {family.family_id: family for family in families}
    rows: list[RatingRow] = []
    for person in persons:
        family = by_id[person.family_id]
        if person.role == "child":
            rows += _child(rng, family, person)
        else:
            rows += _adult(rng, family, person)
    return rows


def _days(rng: Random, family: FamilyRow, mean_sessions: float) -> Iterator[dt.date]:
    last = family.end_date or LAST_DAY
    length = (last - family.start_date).days - 14
    if length < MIN_GAP_DAYS:
        return
    sessions = max(2, round(rng.gauss(mean_sessions, mean_sessions / 4)))
    step = max(MIN_GAP_DAYS + 4, length // sessions)
    day = family.start_date + dt.timedelta(days=rng.randint(7, 14))
    while day <= last:
        yield day
        day += dt.timedelta(days=max(MIN_GAP_DAYS, step + rng.randint(-4, 4)))


def _mean_sessions(family: FamilyRow) -> float:
    return published().shape["outcome_sessions"]["closed" if family.end_date else "active"]


def _adult(rng: Random, family: FamilyRow, person: PersonRow) -> list[RatingRow]:
    first = published().shape["first_outcome_adults"]["closed" if family.end_date else "active"]
    level, gain = rng.gauss(first, 4.5) / 4, rng.gauss(1.7 if family.end_date else 1.2, 1.0)
    days = list(_days(rng, family, _mean_sessions(family)))
    rows: list[RatingRow] = []
    for number, day in enumerate(days):
        now = level + gain * number / max(1, len(days) - 1)
        rows.append(RatingRow(person.person_id, "self", "ORS", day, *_items(rng, now, 0.7)))
        rows.append(RatingRow(person.person_id, "self", "SRS", day, *_items(rng, 9.0, 0.6)))
    return rows


def _child(rng: Random, family: FamilyRow, person: PersonRow) -> list[RatingRow]:
    first = published().shape["first_outcome_children"]["closed" if family.end_date else "active"]
    level, gain = rng.gauss(first - 3, 3.0) / 4, rng.gauss(0.4, 0.5)
    days = [day for day in _days(rng, family, _mean_sessions(family) * 0.6) if day > person.birth_date]
    rows: list[RatingRow] = []
    for number, day in enumerate(days):
        now = level + gain * number / max(1, len(days) - 1)
        rows.append(RatingRow(person.person_id, "parent", "ORS", day, *_items(rng, now, 0.5)))
        if (day - person.birth_date).days >= TEACHER_FROM_DAYS:
            rows.append(RatingRow(person.person_id, "teacher", "ORS", day, *_items(rng, now - 0.4, 0.6)))
    return rows


def _items(rng: Random, level: float, spread: float) -> tuple[float, float, float, float]:
    a, b, c, d = (round(min(10.0, max(0.0, rng.gauss(level, spread))), 1) for _ in range(4))
    return a, b, c, d
