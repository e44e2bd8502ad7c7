# SPDX-License-Identifier: EUPL-1.2
"""What this room knows of what gates ask for: a finished form, and an assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from familievej.forms.models import Filling
from familievej.forms.queries import UNREAD, form_of, forms_finished

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor


def finished(actor: Actor, course: Course, _day: dt.date) -> list[str]:
    """``form:<id>`` for each form with a finished version."""
    return [f"form:{form}" for form in forms_finished(actor, course)]


def assessment(actor: Actor, course: Course, day: dt.date) -> bool:
    """Whether an assessment of the course was finished by ``day``."""
    rows = Filling.objects.visible_to(actor).filter(course=course, finished_at__isnull=False)
    return any(
        form_of(filling).used_for == "assessment" and timezone.localdate(filling.finished_at) <= day
        for filling in rows.select_related("adopted").defer(*UNREAD)
    )


def followed_up(actor: Actor, families: Collection[UUID], day: dt.date) -> dict[UUID, list[dt.date]]:
    """The days up to ``day`` on which a form of the formal follow-up was finished, for each family. One query."""
    rows = Filling.objects.visible_to(actor).filter(family__in=families, finished_at__isnull=False)
    found: dict[UUID, list[dt.date]] = {}
    for filling in rows.select_related("adopted").defer(*UNREAD):
        at = timezone.localdate(filling.finished_at)
        if at <= day and form_of(filling).used_for == "follow_up":
            found.setdefault(filling.family_id, []).append(at)
    return found


def forms_done(actor: Actor, courses: Collection[UUID]) -> dict[UUID, dict[str, dt.date]]:
    """When each form of the courses was finished first. One query."""
    rows = Filling.objects.visible_to(actor).filter(course__in=courses, finished_at__isnull=False)
    found: dict[UUID, dict[str, dt.date]] = {}
    for course, form, at in rows.order_by("finished_at").values_list("course_id", "form", "finished_at"):
        found.setdefault(course, {}).setdefault(form, timezone.localdate(at))
    return found
