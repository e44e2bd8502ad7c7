# SPDX-License-Identifier: EUPL-1.2
"""Where people live: a household is an address, a residence is a person there in a period.

A child may have two homes.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, constraints_of, no_overlap
from familievej.gate.categories import Category
from familievej.gate.declare import Gated, GatedThrough
from familievej.gate.models import DatedGatedManager, GatedManager
from familievej.people.models.person import KEEP, Person


class Household(models.Model):
    """An address. Seen by who sees that somebody lives there; a protected one by fewer."""

    gated = GatedThrough(_("where the family lives"), KEEP, "people.Residence", "household_id")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("what the home is called"), max_length=80, blank=True)
    street = models.CharField(_("street and number"), max_length=160)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    protected = models.BooleanField(_("protected address"), default=False)

    objects = GatedManager["Household"]()

    def __str__(self) -> str:
        return self.name or _("Home").__str__()

    @property
    def address(self) -> str:
        """One line."""
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.town}".strip()) if part)


class ResidenceKind(models.TextChoices):
    """Registered in the national register, or living there part of the time."""

    REGISTERED = "registered", _("registered address")
    PART_TIME = "part_time", _("lives here part of the time")


class Residence(Dated):
    """A person in a household. ``category`` follows the household's protection, so the gate closes with it."""

    gated = Gated(_("where the person lives"), KEEP, ("person_id",), category_column="category")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="residences")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="residences")
    kind = models.CharField(max_length=12, choices=ResidenceKind.choices, default=ResidenceKind.REGISTERED)
    category = models.CharField(max_length=30, choices=Category.choices, default=Category.CONTACT)

    objects = DatedGatedManager["Residence"]()

    class Meta:
        constraints = [
            *constraints_of(Dated),
            no_overlap("people_residence_one_registered", "person", condition=Q(kind="registered")),
            no_overlap("people_residence_once", "person", "household"),
            models.CheckConstraint(
                name="people_residence_category",
                condition=Q(category__in=[Category.CONTACT, Category.PROTECTED_ADDRESS]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.household_id}"
