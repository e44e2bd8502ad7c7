# SPDX-License-Identifier: EUPL-1.2
"""What every page of a course begins with: whose, may the reader see it, may they change it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.course.models import Course
from familievej.course.queries import courses_of
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide, require_about
from familievej.people.queries import family_or_404

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class Opened:
    """``courses`` are all that the reader may know, the latest first; ``writes`` is about the latest."""

    actor: Actor
    family: Family
    day: dt.date
    basis: str
    courses: list[Course]
    writes: bool

    @property
    def here(self) -> str:
        """The page of the course."""
        return reverse("course:page", args=[self.family.pk])

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way from the families to here."""
        return [
            (_("Families"), reverse("family:list")),
            (self.family.name, reverse("family:page", args=[self.family.pk])),
            (_("The course"), self.here),
            *more,
        ]


def opened(request: HttpRequest, family_id: uuid.UUID) -> Opened:
    """Raises NoAccess, a 404, when the actor may not know of the family's courses."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    family = family_or_404(actor, family_id)
    sentence = require_about(actor, Verb.READ, [family_id], Category.PLAN).sentence
    found = list(reversed(courses_of(actor, family_id)))
    # The handbook is opened at the version that this course follows, not at the newest.
    request.follows = found[0].adopted if found else None  # type: ignore[attr-defined]
    writes = bool(found) and decide(actor, Verb.WRITE, found[0]).allowed
    return Opened(actor, family, timezone.localdate(), sentence, found, writes)


def opened_to_write(request: HttpRequest, family_id: uuid.UUID) -> tuple[Opened, Course]:
    """The latest course, for pages that change it. Raises NoAccess for whoever only reads."""
    found = opened(request, family_id)
    if not found.writes:
        raise NoAccess
    return found, found.courses[0]
