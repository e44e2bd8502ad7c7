# SPDX-License-Identifier: EUPL-1.2
"""What workers and units carry on a day, beside the limits of the programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from familievej.course.capacity import Load, Room, rooms
from familievej.course.models import GroupLoad

if TYPE_CHECKING:
    from familievej.practice.schema.programme import Programme


def loads(users: Collection[UUID], day: dt.date) -> dict[UUID, Load]:
    """What each of ``users`` carries, families that the reader may not see counted too. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select user_id, families, child_cases from course_load(%s::uuid[], %s)",
            [[str(user) for user in users], day],
        )
        carried = {user: (families, children) for user, families, children in cursor.fetchall()}
    sums = GroupLoad.objects.as_of(day).filter(user__in=users).values("user_id").annotate(n=Sum("families"))
    groups = {row["user_id"]: row["n"] for row in sums}
    return {user: Load(*carried.get(user, (0, 0)), groups=groups.get(user, 0)) for user in users}


def unit_load(unit_id: UUID, day: dt.date) -> Load:
    """How many families have a course in the unit. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select course_unit_load(%s, %s)", [str(unit_id), day])
        (families,) = cursor.fetchone() or (0,)
    return Load(families=families)


def full_rooms(programme: Programme, user_id: UUID, unit_id: UUID | None, day: dt.date) -> list[Room]:
    """The limits that one more family with this coordinator, and in this unit if one is said, would go beyond."""
    own = rooms(programme.capacity, "worker", loads([user_id], day)[user_id])
    team = rooms(programme.capacity, "team", unit_load(unit_id, day)) if unit_id else []
    return [room for room in (*own, *team) if room.is_full]
