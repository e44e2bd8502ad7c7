# SPDX-License-Identifier: EUPL-1.2
"""Relations and custody said as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from familievej.people.models import CustodyKind, Person, RelationKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.people.models import Custody

K = RelationKind
IS: dict[RelationKind, _StrPromise] = {
    K.PARENT: _("is the parent of"),
    K.CHILD: _("is the child of"),
    K.ADOPTIVE_PARENT: _("is the adoptive parent of"),
    K.ADOPTED_CHILD: _("is the adopted child of"),
    K.STEP_PARENT: _("is the step-parent of"),
    K.STEP_CHILD: _("is the step-child of"),
    K.FOSTER_PARENT: _("is the foster parent of"),
    K.FOSTER_CHILD: _("is the foster child of"),
    K.GRANDPARENT: _("is the grandparent of"),
    K.GRANDCHILD: _("is the grandchild of"),
    K.AUNT_OR_UNCLE: _("is the aunt or uncle of"),
    K.NIECE_OR_NEPHEW: _("is the niece or nephew of"),
    K.SPOUSE: _("is married to"),
    K.PARTNER: _("lives as a couple with"),
    K.EX_PARTNER: _("is the former partner of"),
    K.SIBLING: _("is the brother or sister of"),
    K.HALF_SIBLING: _("is the half-brother or half-sister of"),
    K.STEP_SIBLING: _("is the step-brother or step-sister of"),
    K.FRIEND: _("is a friend of"),
    K.NEIGHBOUR: _("is a neighbour of"),
    K.OTHER: _("has another relation to"),
}
_CUSTODY: dict[str, _StrPromise] = {
    CustodyKind.JOINT: _("%(holder)s has custody of %(child)s together with somebody else"),
    CustodyKind.SOLE: _("%(holder)s has sole custody of %(child)s"),
    CustodyKind.GUARDIAN: _("%(holder)s is the guardian of %(child)s"),
}


def relation_said(one: Person, kind: str, other: Person) -> str:
    """ "Maria is the parent of Anton"."""
    return f"{one.short_name} {IS[RelationKind(kind)]} {other.short_name}"


def custody_said(custody: Custody) -> str:
    """ "Maria has sole custody of Anton"."""
    names = {"holder": custody.holder.short_name, "child": custody.child.short_name}
    return str(_CUSTODY[custody.kind]) % names
