# SPDX-License-Identifier: EUPL-1.2
"""The family's course: its time in a programme, with one coordinator at a time."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, constraints_of, no_overlap
from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import DatedGatedManager, Unit
from familievej.people.models import Family

KEEP = Retention(5)


class ClosingReason(models.TextChoices):
    """Why a course ended."""

    GOALS_REACHED = "goals_reached", _("the goals are reached")
    ORDINARY_SUPPORT = "ordinary_support", _("ordinary support is enough")
    MOVED = "moved", _("the family has moved")
    FAMILY_STOPPED = "family_stopped", _("the family chose to stop")
    OTHER = "other", _("other")


class Course(Dated):
    """From allocation to closing. A family has one course at a time; earlier ones stay."""

    gated = Gated(_("a coherent effort for the family"), KEEP, ("family_id",), Category.PLAN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="courses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses")
    programme = models.CharField(_("programme"), max_length=160)
    closing_reason = models.CharField(max_length=40, blank=True)
    closing_note = models.TextField(blank=True)
    external_id = models.CharField(max_length=60, null=True, blank=True, unique=True)

    objects = DatedGatedManager["Course"]()

    class Meta:
        constraints = [*constraints_of(Dated), no_overlap("course_course_one_at_a_time", "family")]

    def __str__(self) -> str:
        return self.programme


class Coordination(Dated):
    """Who coordinates, from when, and why this person. ``family`` repeats the course's: row-level security reads it."""

    gated = Gated(_("one coordinator whom everybody knows"), KEEP, ("family_id",), Category.FAMILY_RELATIONS)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="coordinations")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coordinations")
    reason = models.CharField(_("why this coordinator"), max_length=300)

    objects = DatedGatedManager["Coordination"]()

    class Meta:
        constraints = [*constraints_of(Dated), no_overlap("course_one_coordinator", "family")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_id}"
