# SPDX-License-Identifier: EUPL-1.2
"""What workers, units, programmes and leaders carry on a day, beside the limits of the programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from familievej.course.capacity import Load, Room, rooms
from familievej.course.models import GroupLoad
from familievej.gate.models import Role, StaffRole

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel
    from familievej.practice.schema.programme import Programme

PLACES = ("worker", "team", "programme")
"""Whose limits a family with a place counts against. A leader's is about staff, and the board tells of it."""


def loads(users: Collection[UUID], day: dt.date) -> dict[UUID, Load]:
    """What each of ``users`` coordinates, families that the reader may not see counted too. Two queries."""
    ids = [str(user) for user in users]
    rows = _rows("select user_id, families, child_cases from course_load(%s::uuid[], %s)", ids, day)
    carried = {user: (families, children) for user, families, children in rows}
    sums = GroupLoad.objects.as_of(day).filter(user__in=users).values("user_id").annotate(n=Sum("families"))
    groups = {row["user_id"]: row["n"] for row in sums}
    return {user: Load(*carried.get(user, (0, 0)), groups=groups.get(user, 0)) for user in users}


def role_load(user_id: UUID, role: str, day: dt.date) -> Load:
    """How many families somebody works with in the ``role`` of a model, as one of their teams. One query."""
    [(families, children)] = _rows("select * from course_role_load(%s, %s, %s)", str(user_id), role, day)
    return Load(families, children)


def unit_load(unit_id: UUID, day: dt.date) -> Load:
    """What the unit carries in all, and its workers for each of its leaders (rounded up). Four queries."""
    [(families, children)] = _rows("select * from course_places_unit(%s, %s)", str(unit_id), day)
    groups = GroupLoad.objects.as_of(day).filter(unit=unit_id).aggregate(n=Sum("families"))["n"] or 0
    posts = StaffRole.objects.as_of(day).filter(unit=unit_id)
    leaders = posts.filter(role=Role.LEADER).values("user").distinct().count()
    workers = posts.filter(role__in=[Role.COORDINATOR, Role.CASEWORKER]).values("user").distinct().count()
    return Load(families, children, groups, workers=-(-workers // max(1, leaders)))


def programme_load(model_id: str, programme_key: str, day: dt.date) -> Load:
    """What a programme carries, whichever unit and version. One query."""
    rows = _rows("select * from course_places_programme(%s, %s, %s)", model_id, programme_key, day)
    [(families, children, participants)] = rows
    return Load(families, children, participants=participants)


def places(
    adopted: AdoptedModel, programme: Programme, user_id: UUID | None, unit_id: UUID, day: dt.date
) -> dict[str, list[Room]]:
    """The limits that a family in ``programme`` counts against, by whose they are."""
    limits, own = programme.capacity, []
    if user_id:
        own = rooms(limits, "worker", loads([user_id], day)[user_id], programme.coordinator)
    return {
        "worker": own,
        "team": rooms(limits, "team", unit_load(unit_id, day)),
        "programme": rooms(limits, "programme", programme_load(adopted.model_id, programme.id, day)),
    }


def _rows(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
