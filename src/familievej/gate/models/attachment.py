# SPDX-License-Identifier: EUPL-1.2
"""A paper beside a record: what it is called and what it is; the bytes lie in the data folder."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category
from familievej.gate.declare import WITH_RECORD, Gated
from familievej.gate.models.grant import GatedManager


class Attachment(models.Model):
    """Belongs to the record ``record_id``, whose ``subject_id`` and ``category`` it has: it goes where that goes."""

    gated = Gated(
        _("a paper that belongs to a record"), WITH_RECORD, ("subject_id",),
        category_column="category", records=("id", "record_id"),
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField(db_index=True)
    category = models.CharField(max_length=30, choices=Category.choices)
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = GatedManager["Attachment"]()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name
