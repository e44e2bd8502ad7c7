# SPDX-License-Identifier: EUPL-1.2
"""How two persons are related, typed both ways, and who has custody of a child: legal and lived, with periods."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, constraints_of, no_overlap
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import DatedGatedManager
from familievej.people.models.person import KEEP, Person


class RelationKind(models.TextChoices):
    """What ``from_person`` is to ``to_person``. Stored one way; :data:`OTHER_WAY` reads it from the other end."""

    PARENT = "parent", _("parent")
    CHILD = "child", _("child")
    ADOPTIVE_PARENT = "adoptive_parent", _("adoptive parent")
    ADOPTED_CHILD = "adopted_child", _("adopted child")
    STEP_PARENT = "step_parent", _("step-parent")
    STEP_CHILD = "step_child", _("step-child")
    FOSTER_PARENT = "foster_parent", _("foster parent")
    FOSTER_CHILD = "foster_child", _("foster child")
    GRANDPARENT = "grandparent", _("grandparent")
    GRANDCHILD = "grandchild", _("grandchild")
    AUNT_OR_UNCLE = "aunt_or_uncle", _("aunt or uncle")
    NIECE_OR_NEPHEW = "niece_or_nephew", _("niece or nephew")
    SPOUSE = "spouse", _("married to")
    PARTNER = "partner", _("lives with")
    EX_PARTNER = "ex_partner", _("former partner")
    SIBLING = "sibling", _("brother or sister")
    HALF_SIBLING = "half_sibling", _("half-brother or half-sister")
    STEP_SIBLING = "step_sibling", _("step-brother or step-sister")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    OTHER = "other", _("other")


_PAIRS = (
    (RelationKind.PARENT, RelationKind.CHILD),
    (RelationKind.ADOPTIVE_PARENT, RelationKind.ADOPTED_CHILD),
    (RelationKind.STEP_PARENT, RelationKind.STEP_CHILD),
    (RelationKind.FOSTER_PARENT, RelationKind.FOSTER_CHILD),
    (RelationKind.GRANDPARENT, RelationKind.GRANDCHILD),
    (RelationKind.AUNT_OR_UNCLE, RelationKind.NIECE_OR_NEPHEW),
)
OTHER_WAY: dict[RelationKind, RelationKind] = {
    **{kind: kind for kind in RelationKind},
    **dict(_PAIRS),
    **{younger: elder for elder, younger in _PAIRS},
}
# The kind that is stored, so that one fact is one row: the elder's side of a pair.
STORED = {younger: elder for elder, younger in _PAIRS}


class Relation(Dated):
    """``from_person`` is the ``kind`` of ``to_person``. Seen only by who may see both."""

    gated = Gated(
        _("who is related to whom"), KEEP, ("from_person_id", "to_person_id"), Category.FAMILY_RELATIONS
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    from_person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations_from")
    to_person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations_to")
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)

    objects = DatedGatedManager["Relation"]()

    class Meta:
        constraints = [
            *constraints_of(Dated),
            no_overlap("people_relation_once", "from_person", "to_person", "kind"),
            models.CheckConstraint(
                name="people_relation_of_two",
                condition=~Q(from_person=F("to_person")),
                violation_error_message=_("Nobody is related to themselves. Choose another person."),
            ),
            models.CheckConstraint(
                name="people_relation_stored_one_way",
                condition=~Q(kind__in=[younger.value for younger in STORED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_person_id} {self.kind} {self.to_person_id}"


class CustodyKind(models.TextChoices):
    """Forældremyndighed: alone, together, or a guardian appointed in a parent's place."""

    JOINT = "joint", _("joint custody")
    SOLE = "sole", _("sole custody")
    GUARDIAN = "guardian", _("guardian")


class Custody(Dated):
    """Who has custody of a child. A legal parent without custody is a relation only."""

    gated = Gated(_("who decides for the child"), KEEP, ("child_id",), Category.FAMILY_RELATIONS)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="custody_of")
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="custody_held")
    kind = models.CharField(max_length=10, choices=CustodyKind.choices)

    objects = DatedGatedManager["Custody"]()

    class Meta:
        verbose_name_plural = "custody"
        constraints = [
            *constraints_of(Dated),
            no_overlap("people_custody_once", "child", "holder"),
            no_overlap("people_custody_sole_is_alone", "child", condition=Q(kind="sole")),
            models.CheckConstraint(
                name="people_custody_of_two",
                condition=~Q(child=F("holder")),
                violation_error_message=_("A child cannot have custody of itself. Choose another person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} {self.kind} {self.child_id}"
