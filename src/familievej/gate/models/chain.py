# SPDX-License-Identifier: EUPL-1.2
"""The chain of the audit trail: one per family, and one for what is about no family."""

from __future__ import annotations

from django.db import models


class AuditLink(models.Model):
    """Row ``row_id`` of the trail as number ``number`` of ``chain`` (a family's id, or the nil id).

    ``digest`` is the SHA-256 of the row, ``seal`` that of the seal before it and the digest. Written by the database.
    """

    chain = models.UUIDField()
    number = models.BigIntegerField()
    row_id = models.BigIntegerField()
    digest = models.BinaryField()
    seal = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="gate_auditlink_once"),
            models.UniqueConstraint(fields=["chain", "row_id"], name="gate_auditlink_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"
