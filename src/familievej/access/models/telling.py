# SPDX-License-Identifier: EUPL-1.2
"""Openness: what was shared about a family without the family, and whether the family has been told since.

A record made without them says why, and opens the task of telling them (rule 1 of the product; Familiens Vej,
lines 1259-1262; cross-cutting review, lines 1321-1330).
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import GatedManager
from familievej.people.models import Family, Person


class Telling(models.Model):
    """About one ``person`` or about the whole family; ``subject_id`` follows. ``contact_id``: told at that contact.

    Until they are told it stands among the notes, which are staff's: nobody should learn it first from a page.
    """

    gated = Gated(
        _("the family knows what was shared"),
        Retention(5),
        ("subject_id",),
        category_column="category",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="tellings")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="tellings"
    )
    subject_id = models.UUIDField(db_index=True, editable=False)
    category = models.CharField(
        max_length=30, choices=Category.choices, default=Category.NOTES, editable=False
    )
    what = models.CharField(_("what was shared"), max_length=600)
    with_whom = models.CharField(_("with whom"), max_length=300)
    why_without = models.CharField(_("why the family was not there"), max_length=400)
    happened_on = models.DateField(_("on which day"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    told_on = models.DateField(_("the day they were told"), null=True, blank=True)
    told_how = models.CharField(_("how they were told"), max_length=300, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact_id = models.UUIDField(null=True, blank=True, editable=False)

    objects = GatedManager["Telling"]()

    class Meta:
        ordering = ["happened_on"]
        indexes = [
            models.Index(fields=["family", "happened_on"], name="access_telling_of_family"),
            models.Index(
                fields=["happened_on"], condition=Q(told_on__isnull=True), name="access_telling_waiting"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="access_telling_category_follows",
                condition=Q(told_on__isnull=True, category=Category.NOTES)
                | Q(told_on__isnull=False, category=Category.CONSENT),
            ),
            models.CheckConstraint(
                name="access_telling_told_after",
                condition=Q(told_on__isnull=True) | Q(told_on__gte=models.F("happened_on")),
                violation_error_message=_("They cannot have been told before it happened. Correct the day."),
            ),
        ]

    def __str__(self) -> str:
        return self.what
