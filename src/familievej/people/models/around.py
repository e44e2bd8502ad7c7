# SPDX-License-Identifier: EUPL-1.2
"""Around the family: its own network, and the units, contact persons, meeting places and plans of the public sector."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, constraints_of
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import DatedGatedManager, Unit
from familievej.people.models.family import Family
from familievej.people.models.person import KEEP, Person


class NetworkPerson(Dated):
    """Somebody in the family's network (netværkskort): who they are to the family and what they can help with."""

    gated = Gated(
        _("whom the family can lean on"), KEEP, ("family_id",), Category.FAMILY_RELATIONS,
        others=("name", "phone", "resource"),
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="network")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("who they are to the family"), max_length=120)
    resource = models.CharField(_("what they can help with"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    may_be_contacted = models.BooleanField(_("the family says that they may be contacted"), default=False)

    objects = DatedGatedManager["NetworkPerson"]()

    class Meta:
        constraints = constraints_of(Dated)

    def __str__(self) -> str:
        return self.name


class Involvement(Dated):
    """A unit around a person (kontaktkort): contact person, where they meet, and which sector plan is in force."""

    gated = Gated(_("who is involved with the family"), KEEP, ("person_id",), category_column="category")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="involvements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="involvements")
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_role = models.CharField(_("as"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    meeting_place = models.CharField(_("where they meet"), max_length=160, blank=True)
    plan_name = models.CharField(_("plan in force"), max_length=160, blank=True)
    category = models.CharField(max_length=30, choices=Category.choices)

    objects = DatedGatedManager["Involvement"]()

    class Meta:
        constraints = constraints_of(Dated)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.person_id}"
