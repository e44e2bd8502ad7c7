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
    """The leader and the officer are always told. The family is told at ``told_at``: at once, or when a review says so.

    Until then ``kept_from_family`` says why not, and ``category`` keeps the row among the notes, which are staff's.
    """

    gated = Gated(
        _("help that cannot wait"),
        Retention(5, _("it was reviewed"), "reviewed_at"),
        ("family_id",),
        category_column="category",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why it cannot wait"), max_length=600)
    kept_from_family = models.CharField(_("why the family is not told yet"), max_length=400, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    category = models.CharField(
        max_length=30, choices=Category.choices, default=Category.NOTES, editable=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(_("what the review found"), max_length=600, blank=True)

    objects = GatedManager["EmergencyAccess"]()

    class Meta:
        verbose_name_plural = "emergency access"
        constraints = [
            models.CheckConstraint(
                name="access_emergency_ends_after_start", condition=Q(ends_at__gte=F("starts_at"))
            ),
            models.CheckConstraint(
                name="access_emergency_category_follows",
                condition=Q(told_at__isnull=True, category=Category.NOTES)
                | Q(told_at__isnull=False, category=Category.FAMILY_RELATIONS),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "ends_at"], name="access_emergency_open"),
            models.Index(
                fields=["starts_at"], condition=Q(reviewed_at__isnull=True), name="access_emergency_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
