# SPDX-License-Identifier: EUPL-1.2
"""A record hidden from named persons: a child's statement about a parent, a note "not to be shown to …"."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category
from familievej.gate.declare import WITH_RECORD, Gated
from familievej.gate.models.grant import GatedManager

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


class RestrictionManager(GatedManager["Restriction"]):
    """Restrictions, and those in force against somebody."""

    def hiding_from(self, actor: Actor) -> models.QuerySet[Restriction]:
        """Those that hide something from ``actor``.

        Behind row-level security the actor sees none of them; there the policies hide the records by themselves.
        """
        whom = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
        if actor.person_id:
            whom |= Q(person_id=actor.person_id)
        return self.get_queryset().filter(whom, lifted_at__isnull=True)


class Restriction(models.Model):
    """``record_id`` is hidden from a person (family member) or a user, whatever else would open it, until lifted.

    ``subject_id`` and ``category`` are the record's: who may see the record, sees that it is hidden from somebody.
    """

    gated = Gated(
        _("what somebody said is kept from whom it could harm"), WITH_RECORD, ("subject_id",),
        category_column="category", records=("record_id",),
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField()
    category = models.CharField(max_length=30, choices=Category.choices)
    person_id = models.UUIDField(null=True, db_index=True)
    user_id = models.UUIDField(null=True, db_index=True)
    reason = models.CharField(_("why it is hidden"), max_length=300)
    review_on = models.DateField(_("look at it again on"))
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)

    objects = RestrictionManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="gate_restriction_from_somebody",
                condition=Q(person_id__isnull=False) ^ Q(user_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["record_id", "person_id", "user_id"],
                condition=Q(lifted_at__isnull=True),
                nulls_distinct=False,
                name="gate_restriction_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}"
