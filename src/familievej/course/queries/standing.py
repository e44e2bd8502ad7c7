# SPDX-License-Identifier: EUPL-1.2
"""Reads of courses: which one a family is in, and who coordinates it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from familievej.base.names import sort_key
from familievej.base.once import per_reading
from familievej.course.models import Coordination, Course
from familievej.gate.models import User

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import OuterRef, QuerySet

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Standing:
    """A family's latest course on a day, and who coordinates it then; either may be unknown to the reader."""

    course: Course | None = None
    coordination: Coordination | None = None

    def runs_on(self, day: dt.date) -> bool:
        """Whether there is a course that has not ended."""
        return self.course is not None and self.course.holds(day)


@per_reading
def courses_of(actor: Actor, family_id: UUID) -> tuple[Course, ...]:
    """The courses of a family that ``actor`` may know of, from the first."""
    rows = (
        Course.objects.visible_to(actor)
        .filter(family_id=family_id)
        .select_related("unit", "adopted")
        .defer("adopted__files", "adopted__content")
    )
    return tuple(rows.order_by("starts"))


@per_reading
def coordinations_of(actor: Actor, family_id: UUID) -> tuple[Coordination, ...]:
    """Who has coordinated for a family, from the first, as far as ``actor`` may know."""
    rows = Coordination.objects.visible_to(actor).filter(family_id=family_id).select_related("user")
    return tuple(rows.order_by("starts"))


def course_on(actor: Actor, family_id: UUID, day: dt.date) -> Course | None:
    """The family's course on ``day``, when ``actor`` may know of it."""
    return next((course for course in courses_of(actor, family_id) if course.holds(day)), None)


def standing(actor: Actor, family_id: UUID, day: dt.date) -> Standing:
    """The latest course of one family that began by ``day``, and its coordinator on that day."""
    begun = [course for course in courses_of(actor, family_id) if course.starts <= day]
    held = (row for row in coordinations_of(actor, family_id) if row.holds(day))
    return Standing(begun[-1] if begun else None, next(held, None))


def coordinator_on(actor: Actor, family_id: UUID, day: dt.date) -> User | None:
    """Who coordinates for the family on ``day``, when ``actor`` may know of it."""
    return next((row.user for row in coordinations_of(actor, family_id) if row.holds(day)), None)


def standings(actor: Actor, families: Iterable[UUID], day: dt.date) -> dict[UUID, Standing]:
    """The latest course of each family that began by ``day``, and its coordinator on that day. Two queries."""
    ids = list(families)
    begun = Course.objects.visible_to(actor).filter(family__in=ids, starts__lte=day).select_related("unit")
    courses = {course.family_id: course for course in begun.order_by("starts")}
    rows = Coordination.objects.visible_to(actor).filter(family__in=ids)
    chosen = {row.family_id: row for row in rows.as_of(day).select_related("user")}
    return {family_id: Standing(courses.get(family_id), chosen.get(family_id)) for family_id in ids}


def programmes(actor: Actor) -> list[str]:
    """The programmes of the courses that ``actor`` may see, in alphabetical order. Two queries.

    One visible course of each is enough: a leader of ten thousand families is not asked about all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select name from course_programmes() name")
        names = [name for (name,) in cursor.fetchall()]
    seen = Course.objects.visible_to(actor).order_by().values_list("programme", flat=True)
    ones = [seen.filter(programme=name)[:1] for name in names]
    return sorted(ones[0].union(*ones[1:]), key=sort_key) if ones else []


def latest_programme(actor: Actor) -> str:
    """The programme of the course that began last, to suggest for the next one; empty when there is none."""
    found = (
        Course.objects.visible_to(actor).order_by("-starts", "pk").values_list("programme", flat=True).first()
    )
    return found or ""


def coordinated_by(actor: Actor, user_id: UUID, day: dt.date) -> QuerySet[Coordination, UUID]:
    """Ids of the families that ``user_id`` coordinates on ``day``, as far as ``actor`` may see them."""
    rows = Coordination.objects.visible_to(actor).filter(user_id=user_id)
    return rows.as_of(day).values_list("family_id", flat=True)


def in_programme(actor: Actor, programme: str) -> QuerySet[Course, UUID]:
    """Ids of the families with a course in ``programme``."""
    return Course.objects.visible_to(actor).filter(programme=programme).values_list("family_id", flat=True)


def running(actor: Actor, day: dt.date) -> QuerySet[Course, UUID]:
    """Ids of the families whose course runs on ``day``."""
    return Course.objects.visible_to(actor).as_of(day).values_list("family_id", flat=True)


def coordinators(actor: Actor, day: dt.date) -> list[User]:
    """Who coordinates families that ``actor`` may see on ``day``, by name."""
    rows = Coordination.objects.visible_to(actor).as_of(day)
    return list(User.objects.filter(pk__in=rows.values("user_id")).order_by("name", "email"))


def began(actor: Actor, family_id: OuterRef) -> QuerySet[Course, dt.date]:
    """When the latest course of the family of an outer query began, for a subquery."""
    rows = Course.objects.visible_to(actor).filter(family_id=family_id)
    return rows.order_by("-starts").values_list("starts", flat=True)[:1]
