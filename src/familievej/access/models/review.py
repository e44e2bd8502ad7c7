# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly review of who has access: the leader of a unit has read the list, and signs for it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.gate.models import Unit


class AccessReview(models.Model):
    """``sealed`` holds the list as it was, encrypted: what the next review is compared with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    comment = models.CharField(_("comment"), max_length=600, blank=True)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-signed_at"], name="access_review_latest")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.signed_at:%Y-%m-%d}"
