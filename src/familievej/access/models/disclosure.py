# SPDX-License-Identifier: EUPL-1.2
"""Disclosures (videregivelse) on another basis than consent: a statute, or something shared on one occasion."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, DatedQuerySet, constraints_of
from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import GatedManager, Unit
from familievej.people.models import Family, Person

KEEP = Retention(5, _("the disclosure ended"), "ends_at")


class LegalBasis(Dated):
    """A paragraph that lets something be shared: kept by the administrator, confirmed by the municipality's lawyer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField()
    paragraph = models.CharField(_("law and paragraph"), max_length=160)
    scope = models.CharField(_("what it covers"), max_length=400)
    note = models.CharField(_("note"), max_length=400, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=160, blank=True)

    objects = DatedQuerySet["LegalBasis"].as_manager()

    class Meta:
        verbose_name_plural = "legal bases"
        constraints = constraints_of(Dated)

    def __str__(self) -> str:
        return self.paragraph


class Disclosure(models.Model):
    """These categories about this subject, to this unit or user, on this paragraph, in this period.

    With ``once`` it says what was shared on one occasion, by mouth or on paper, and opens nothing in the system.
    """

    gated = Gated(
        _("what was shared without consent, and why that was lawful"),
        KEEP,
        ("subject_id",),
        Category.CONSENT,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="disclosures")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosures"
    )
    subject_id = models.UUIDField(db_index=True, editable=False)
    # Empty when it was shared once: then ``what`` says it in words.
    categories = ArrayField(models.CharField(max_length=30, choices=Category.choices), blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outside = models.CharField(_("somebody outside, by name"), max_length=160, blank=True)
    legal_basis = models.ForeignKey(
        LegalBasis, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    once = models.BooleanField(_("on one occasion"), default=False)
    what = models.CharField(_("what was shared"), max_length=600, blank=True)
    purpose = models.CharField(_("why"), max_length=400)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    objects = GatedManager["Disclosure"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_disclosure_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="access_disclosure_rests_on_something",
                condition=Q(once=True) | (Q(legal_basis__isnull=False) & Q(ends_at__isnull=False)),
                violation_error_message=_("Choose the paragraph that it rests on, and until when."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
