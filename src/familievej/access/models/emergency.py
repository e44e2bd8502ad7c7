# SPDX-License-Identifier: EUPL-1.2
"""Emergency access: somebody without a basis needs to see a family now.

Short, with a reason, told at once, reviewed after.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import GatedManager
from familievej.people.models import Family


class EmergencyAccess(models.Model):
    """``kept_from_family`` holds the reason when the family is not told yet; the leader and the officer always are."""

    gated = Gated(
        "help that cannot wait", Retention(5, "it was reviewed"), ("family_id",), Category.FAMILY_RELATIONS
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why it cannot wait"), max_length=600)
    kept_from_family = models.CharField(_("why the family is not told yet"), max_length=400, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(_("what the review found"), max_length=600, blank=True)

    objects = GatedManager["EmergencyAccess"]()

    class Meta:
        verbose_name_plural = "emergency access"
        constraints = [
            models.CheckConstraint(
                name="access_emergency_ends_after_start", condition=Q(ends_at__gte=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return self.reason
