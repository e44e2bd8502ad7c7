# SPDX-License-Identifier: EUPL-1.2
"""A request for access (GDPR article 15): everything about one person, collected for whoever asked."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.gate.declare import OwnedBy, Retention
from familievej.gate.models import GatedManager


class AnswerState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("being collected")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be collected")


class SubjectAnswer(models.Model):
    """``sealed`` holds PDF and JSON, encrypted; only the officer who ordered it opens it, for thirty days.

    ``receiver_id`` is who asked: the person, or somebody with custody of the child.
    """

    gated = OwnedBy(
        _("answering whoever asks what is kept about them"),
        Retention(0, _("it was ordered"), "ordered_at", days=30),
        "user_id",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person_id = models.UUIDField()
    receiver_id = models.UUIDField()
    purpose = models.CharField(_("the case that it is for"), max_length=250)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.WAITING)
    rows = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)
    ordered_at = models.DateTimeField()

    objects = GatedManager["SubjectAnswer"]()

    class Meta:
        ordering = ["-ordered_at"]

    def __str__(self) -> str:
        return self.purpose
