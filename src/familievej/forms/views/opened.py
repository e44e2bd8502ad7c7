# SPDX-License-Identifier: EUPL-1.2
"""What every page of this room begins with: whose family, may the reader see it, may they write."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from familievej.course.views.opened import opened as course_opened
from familievej.forms.queries import people_of
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide_about

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.forms.slots import Who
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class Opened:
    """``course`` is the latest that the reader may know of; ``writes`` while it runs."""

    actor: Actor
    family: Family
    day: dt.date
    basis: str
    course: Course | None
    writes: bool

    @property
    def here(self) -> str:
        """The page of all forms."""
        return reverse("forms:forms", args=[self.family.pk])

    def people(self) -> list[Who]:
        """The members of the family today. One query."""
        return people_of(self.actor, self.family.pk, self.day)

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way from the families to here; for the family itself from its plan."""
        if self.actor.person_id:
            return [(_("Our plan"), reverse("portal:plan")), *more]
        return [
            (_("Families"), reverse("family:list")),
            (self.family.name, reverse("family:page", args=[self.family.pk])),
            (_("Forms"), self.here),
            *more,
        ]


def opened(request: HttpRequest, family_id: uuid.UUID) -> Opened:
    """Raises NoAccess, a 404, for whoever may not know of the family's plan."""
    found = course_opened(request, family_id)
    course = next(iter(found.courses), None)
    # A leader may move a course, and reads its forms.
    writes = (
        course is not None
        and course.ends is None
        and decide_about(found.actor, Verb.WRITE, [family_id], Category.PLAN).allowed
    )
    return Opened(found.actor, found.family, found.day, found.basis, course, writes)


def opened_to_write(request: HttpRequest, family_id: uuid.UUID) -> tuple[Opened, Course]:
    """The same with the course, for pages that change something. Raises NoAccess for whoever only reads."""
    found = opened(request, family_id)
    if not found.writes or found.course is None:
        raise NoAccess
    return found, found.course
