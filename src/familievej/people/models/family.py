# SPDX-License-Identifier: EUPL-1.2
"""A family: those who say that they are one. Membership has a period; one child may be the index child."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.base.names import search_key, sort_key
from familievej.base.periods import Dated, constraints_of, no_overlap
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.member import member_subject_column
from familievej.gate.models import DatedGatedManager, GatedManager
from familievej.people.models.person import KEEP, Person


class Family(models.Model):
    """``name`` is what the family calls itself ("Maria og børnene")."""

    gated = Gated(
        _("a coherent effort for the family"),
        KEEP,
        ("id",),
        Category.FAMILY_RELATIONS,
        registrar_column="registered_by",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("what the family calls itself"), max_length=160)
    external_id = models.CharField(max_length=60, null=True, blank=True, unique=True)
    search_key = models.CharField(max_length=400, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    registered_by = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GatedManager["Family"]()

    class Meta:
        verbose_name_plural = "families"
        indexes = [GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="people_family_search")]

    def __str__(self) -> str:
        return self.name

    def set_keys(self) -> None:
        """Compute what the name is found and sorted by. Called by every action that writes it."""
        self.search_key = search_key(self.name, self.external_id or "")
        self.sort_key = sort_key(self.name)


class MemberRole(models.TextChoices):
    """What somebody is in the family."""

    PARENT = "parent", _("parent")
    STEP_PARENT = "step_parent", _("step-parent")
    CHILD = "child", _("child")
    OTHER_ADULT = "other_adult", _("other adult")


class Membership(Dated):
    """A person in a family, in one role, in a period."""

    gated = Gated(_("who is in the family"), KEEP, ("family_id",), Category.FAMILY_RELATIONS)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("in the family as"), max_length=20, choices=MemberRole.choices)
    index_child = models.BooleanField(_("the child in the middle"), default=False)
    subject_id = models.GeneratedField(
        expression=member_subject_column("family", "person"), output_field=models.UUIDField(), db_persist=True
    )

    objects = DatedGatedManager["Membership"]()

    class Meta:
        indexes = [models.Index(fields=["subject_id"], name="people_membership_subject")]
        constraints = [
            *constraints_of(Dated),
            no_overlap("people_membership_once", "family", "person"),
            no_overlap("people_membership_one_index_child", "family", condition=Q(index_child=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.family_id}"
