# SPDX-License-Identifier: EUPL-1.2
"""The municipality: areas of welfare, units in them, and who has which role where and when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, DatedQuerySet, constraints_of, no_overlap
from familievej.gate.categories import Category


class Area(models.Model):
    """A welfare area. ``category`` is what a contact there tells about a person (a clinic tells about health)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    category = models.CharField(max_length=30, choices=Category.choices)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An organisational unit in one area; ``external`` for a partner outside the municipality."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="units")
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    external = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody is employed to do."""

    COORDINATOR = "coordinator", _("family coordinator")
    CASEWORKER = "caseworker", _("case worker")
    LEADER = "leader", _("leader")
    ANALYST = "analyst", _("analyst")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("data protection officer")
    ADMINISTRATOR = "administrator", _("administrator")


class StaffRole(Dated):
    """One user's role in one unit, in a period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff_roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=30, choices=Role.choices)

    objects = DatedQuerySet["StaffRole"].as_manager()

    class Meta:
        constraints = [*constraints_of(Dated), no_overlap("gate_staffrole_once", "user", "unit", "role")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit}"
