# SPDX-License-Identifier: EUPL-1.2
"""What has been kept long enough: counted, or deleted, as a job that somebody ordered."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

GIVEN_UP = dt.timedelta(hours=1)


class RunState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("being done")
    DONE = "done", _("done")
    CHANGED = "changed", _("nothing was deleted: something had changed since it was counted")
    FAILED = "failed", _("nothing was deleted: it stopped")


class RetentionRun(models.Model):
    """Names of tables and numbers of rows; it names no person. ``deletes`` is false for a run that only counts.

    ``lines`` are {"table", "rows"}; ``counted`` is the count on whose word the deletion was ordered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.UUIDField()
    user_name = models.CharField(max_length=200)
    deletes = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    counted = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    lines = models.JSONField(default=list, blank=True)
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-ordered_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deletes=False) | (~models.Q(reason="") & models.Q(counted__isnull=False)),
                name="access_retentionrun_deletes_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ordered_at:%Y-%m-%d} {self.state}"

    @property
    def rows(self) -> int:
        """How many in all."""
        return sum(line["rows"] for line in self.lines)

    @property
    def is_under_way(self) -> bool:
        """Waiting still; whatever has waited an hour was lost with its worker, and holds nobody up."""
        return self.state == RunState.WAITING and timezone.now() - self.ordered_at < GIVEN_UP

    @property
    def may_be_deleted(self) -> bool:
        """A count of today that found something: what was counted yesterday is not what is due today."""
        is_of_today = timezone.localdate(self.ordered_at) == timezone.localdate()
        return not self.deletes and self.state == RunState.DONE and self.rows > 0 and is_of_today
