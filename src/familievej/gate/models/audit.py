# SPDX-License-Identifier: EUPL-1.2
"""The audit trail: who did or read what, about whom, when and why. The database refuses to change or remove a row."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    """``sealed`` holds ``fields`` before and after, encrypted; ``basis`` says why a reading was right."""

    class Verb(models.TextChoices):
        """What kind of act it was."""

        WRITE = "write", _("wrote")
        READ = "read", _("read")
        REVEAL = "reveal", _("saw the CPR number")
        PRINT = "print", _("printed")
        EXPORT = "export", _("took out")
        LOGIN = "login", _("logged in")
        LOGIN_FAILED = "login_failed", _("tried to log in")
        LOGOUT = "logout", _("logged out")

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user_id = models.UUIDField(null=True, db_index=True)
    actor_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    action = models.CharField(max_length=80)
    object_table = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    subjects = ArrayField(models.UUIDField(), default=list)
    fields = ArrayField(models.CharField(max_length=80), default=list)
    sealed = models.BinaryField(null=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [GinIndex(fields=["subjects"], name="gate_audit_subjects")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"
