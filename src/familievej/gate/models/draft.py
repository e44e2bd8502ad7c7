# SPDX-License-Identifier: EUPL-1.2
"""What somebody has typed and not yet saved: kept by itself, encrypted, seen by its writer alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.gate.declare import OwnedBy, Retention
from familievej.gate.models.grant import GatedManager


class Draft(models.Model):
    """``key`` names form and record (``"plan.goal:<id>"``); ``edition`` is the one that the writer had on screen."""

    gated = OwnedBy(
        _("nothing typed is lost"), Retention(0, _("it was last typed in"), "saved_at", days=30), "user_id"
    )
    web_may_delete = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    sealed = models.BinaryField()
    edition = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects = GatedManager["Draft"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="gate_draft_once")]

    def __str__(self) -> str:
        return self.key
