# SPDX-License-Identifier: EUPL-1.2
"""Persons, families, and the dated truth about who belongs, lives and decides where."""

from familievej.people.models.around import Involvement, NetworkPerson
from familievej.people.models.family import Family, MemberRole, Membership
from familievej.people.models.housing import Household, Residence, ResidenceKind
from familievej.people.models.person import ContactPoint, Cpr, Person, Sex
from familievej.people.models.relation import Custody, CustodyKind, Relation, RelationKind

__all__ = [
    "ContactPoint", "Cpr", "Custody", "CustodyKind", "Family", "Household", "Involvement", "MemberRole", "Membership",
    "NetworkPerson", "Person", "Relation", "RelationKind", "Residence", "ResidenceKind", "Sex",
]  # fmt: skip
