# SPDX-License-Identifier: EUPL-1.2
"""One delivery of an extract: who brought it, what it held, what was wrong with it, what it changed."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.crypto import decrypt, encrypt
from familievej.extract.faults import Fault
from familievej.gate.models import Unit

SILENT_AFTER = dt.timedelta(minutes=2)


class State(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("waiting to be checked")
    CHECKING = "checking", _("being checked")
    FAULTY = "faulty", _("has faults")
    CHECKED = "checked", _("checked, not loaded")
    ORDERED = "ordered", _("waiting to be loaded")
    LOADING = "loading", _("being loaded")
    LOADED = "loaded", _("loaded")
    FAILED = "failed", _("stopped by a failure")
    DROPPED = "dropped", _("dropped")


class ImportRun(models.Model):
    """Seen by role, not by family: it names no person. Listed faults are encrypted, for a value may be anything.

    ``counts`` by table: ``rows``, and once compared ``new``, ``changed``, ``unchanged``, ``missing``. ``told_at`` is
    the last sign of life of the work.
    """

    BUSY = (State.WAITING, State.CHECKING, State.ORDERED, State.LOADING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source_name = models.CharField(max_length=200)
    user_id = models.UUIDField(null=True)
    user_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    fingerprints = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    fault_count = models.PositiveIntegerField(default=0)
    warning_count = models.PositiveIntegerField(default=0)
    sealed_faults = models.BinaryField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.source_name

    @property
    def faults(self) -> list[Fault]:
        """The listed faults and warnings; ``fault_count`` and ``warning_count`` say how many there were in all."""
        if self.sealed_faults is None:
            return []
        return [
            Fault.from_dict(stored)
            for stored in json.loads(decrypt(self.sealed_faults, bound_to=self._bound))
        ]

    def set_faults(self, faults: Iterable[Fault]) -> None:
        """Keep ``faults``, encrypted."""
        stored: list[dict[str, Any]] = [fault.as_dict() for fault in faults]
        self.sealed_faults = encrypt(json.dumps(stored), bound_to=self._bound)

    @property
    def _bound(self) -> str:
        return f"extract_importrun:{self.pk}"

    @property
    def may_start_again(self) -> bool:
        """Whether the work failed, or was ordered and has given no sign of life for a while."""
        return self.state == State.FAILED or (self.is_busy and self.is_silent)

    @property
    def is_silent(self) -> bool:
        """No sign of life for two minutes."""
        return timezone.now() - self.told_at > SILENT_AFTER

    @property
    def is_busy(self) -> bool:
        """Whether work on it is ordered or going on."""
        return self.state in self.BUSY
