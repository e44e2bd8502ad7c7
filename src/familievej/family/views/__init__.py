# SPDX-License-Identifier: EUPL-1.2
"""The pages of this room."""

from familievej.family.views.around import involvement_add, network_add, network_edit
from familievej.family.views.ending import end, reopen
from familievej.family.views.families import families, find_by_cpr
from familievej.family.views.homes import home_add, home_protect
from familievej.family.views.keeping import draft, draft_discard
from familievej.family.views.members import member_add, member_known
from familievej.family.views.opening import name, new
from familievej.family.views.page import page, rest
from familievej.family.views.person import cpr, cpr_set, person, person_edit, reach
from familievej.family.views.shared import shared
from familievej.family.views.ties import custody_add, relation_add

__all__ = [
    "cpr",
    "cpr_set",
    "custody_add",
    "draft",
    "draft_discard",
    "end",
    "families",
    "find_by_cpr",
    "home_add",
    "home_protect",
    "involvement_add",
    "member_add",
    "member_known",
    "name",
    "network_add",
    "network_edit",
    "new",
    "page",
    "person",
    "person_edit",
    "reach",
    "relation_add",
    "reopen",
    "rest",
    "shared",
]
