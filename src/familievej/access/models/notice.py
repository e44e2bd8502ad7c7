# SPDX-License-Identifier: EUPL-1.2
"""What a receiver is told when something is shared with them, or no longer is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.gate.declare import OwnedBy, Retention
from familievej.gate.models import GatedManager


class NoticeKind(models.TextChoices):
    """What happened to a consent that speaks to the receiver."""

    BEGAN = "began", _("something is shared")
    WITHDRAWN = "withdrawn", _("it was taken back")
    PARTLY_WITHDRAWN = "partly_withdrawn", _("a part of it was taken back")
    REPLACED = "replaced", _("it is being asked anew")


class Notice(models.Model):
    """Names nobody: after a withdrawal its reader has no basis to know whose it was, only the day on which it began.

    ``to_unit`` is the unit it was given to, None when it was given to the reader by name.
    """

    gated = OwnedBy(
        _("who was told that they may know, or no longer may"),
        Retention(1, _("it was told"), "at"),
        "user_id",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    to_unit = models.ForeignKey("gate.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    since = models.DateField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = GatedManager["Notice"]()

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="access_notice_latest")]

    def __str__(self) -> str:
        return self.get_kind_display()
