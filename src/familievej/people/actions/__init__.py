# SPDX-License-Identifier: EUPL-1.2
"""What can be done with persons and families. Other rooms write people through here only."""

from familievej.people.actions.around import (
    involvement_add,
    involvement_end,
    network_person_add,
    network_person_end,
    network_person_update,
)
from familievej.people.actions.cpr import cpr_reveal, cpr_rotate, cpr_set
from familievej.people.actions.family import (
    family_create,
    family_update,
    member_add,
    member_end,
    person_create,
    person_update,
)
from familievej.people.actions.housing import (
    household_create,
    household_protect,
    residence_add,
    residence_end,
)
from familievej.people.actions.reach import contact_points_set
from familievej.people.actions.relation import custody_end, custody_set, relation_add, relation_end
from familievej.people.actions.reopen import reopen

__all__ = [
    "contact_points_set",
    "cpr_reveal",
    "cpr_rotate",
    "cpr_set",
    "custody_end",
    "custody_set",
    "family_create",
    "family_update",
    "household_create",
    "household_protect",
    "involvement_add",
    "involvement_end",
    "member_add",
    "member_end",
    "network_person_add",
    "network_person_end",
    "network_person_update",
    "person_create",
    "person_update",
    "relation_add",
    "relation_end",
    "reopen",
    "residence_add",
    "residence_end",
]
