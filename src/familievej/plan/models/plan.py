# SPDX-License-Identifier: EUPL-1.2
"""One plan per course, on top of the sector plans, which stay in force where they are."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.course.models import KEEP, Course
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import GatedManager
from familievej.people.models import Family


class FamilyPlan(models.Model):
    """``title`` and ``purpose`` are the family's own words.

    ``version`` grows by one with every saved change of any part.
    """

    gated = Gated(_("what the family and the municipality agree"), KEEP, ("family_id",), Category.PLAN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="plan")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(_("what the family calls the plan"), max_length=120, blank=True)
    purpose = models.TextField(_("what we want together"), blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GatedManager["FamilyPlan"]()

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """Title and purpose as they were from one version on, and who changed what then."""

    gated = Gated(_("earlier agreements stay readable"), KEEP, ("family_id",), Category.PLAN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(FamilyPlan, on_delete=models.CASCADE, related_name="versions")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = GatedManager["PlanVersion"]()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"
