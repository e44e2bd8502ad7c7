# SPDX-License-Identifier: EUPL-1.2
"""Group courses that a worker runs: they weigh on the number of families the worker can carry (002 L1172-1177)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, DatedQuerySet, constraints_of
from familievej.gate.models import Unit


class GroupLoad(Dated):
    """It is about work, not about any family: everybody in the municipality may know it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("group"), max_length=160)
    families = models.PositiveSmallIntegerField(_("counts as this many families"))

    objects = DatedQuerySet["GroupLoad"].as_manager()

    class Meta:
        constraints = [*constraints_of(Dated)]

    def __str__(self) -> str:
        return self.name
