# SPDX-License-Identifier: EUPL-1.2
"""The versions of practice models that the municipality works by. They are about work, not about any person."""

from __future__ import annotations

import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familievej.practice.schema import PracticeModel


class AdoptedModel(models.Model):
    """One version of one model, from the day it holds. A later version of the same model takes over on its own day.

    A trigger (:mod:`familievej.practice.adopted_sql`) refuses every change but its retirement.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model_id = models.CharField(_("model"), max_length=60)
    version = models.CharField(_("version"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    owner = models.CharField(_("owner"), max_length=200)
    starts = models.DateField(_("holds from"))
    ends = models.DateField(_("retired from"), null=True, blank=True)
    retired_reason = models.CharField(_("why it was retired"), max_length=400, blank=True)
    content = models.JSONField()
    files = models.JSONField()
    checksum = models.CharField(max_length=64)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    adopted_by_name = models.CharField(max_length=200)
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ["model_id", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["model_id", "version"], name="practice_one_of_each_version"),
            models.UniqueConstraint(fields=["model_id", "starts"], name="practice_one_version_a_day"),
            models.CheckConstraint(
                name="practice_retired_after_start",
                condition=Q(ends__isnull=True) | (Q(ends__gte=F("starts")) & ~Q(retired_reason="")),
                violation_error_message=_("It is retired on a day after it began, and with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def model(self) -> PracticeModel:
        """The model itself. It was checked when it was adopted."""
        found = _read.get(self.checksum)
        if found is None:
            found = PracticeModel.model_validate_json(json.dumps(self.content))
            if len(_read) >= KEPT:
                _read.clear()
            _read[self.checksum] = found
        return found


# By the checksum of the files, which no version changes: most readers then never fetch ``content``.
_read: dict[str, PracticeModel] = {}
KEPT = 64
