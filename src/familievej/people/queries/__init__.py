# SPDX-License-Identifier: EUPL-1.2
"""Reads of persons and families: everything takes the actor, and gives only what the gate lets that actor see."""

from familievej.people.queries.around import Around, around
from familievej.people.queries.circle import Circle, circle
from familievej.people.queries.dossier import Dossier, Facts, dossier, points
from familievej.people.queries.family import (
    Member,
    Membered,
    family_of_person,
    family_or_404,
    membered,
    members,
    names_of,
    person_or_404,
    phones,
    visible_families,
)
from familievej.people.queries.search import (
    by_cpr,
    called_like,
    called_nearly,
    looks_like_cpr,
    persons_called,
)

__all__ = [
    "Around",
    "Circle",
    "Dossier",
    "Facts",
    "Member",
    "Membered",
    "around",
    "by_cpr",
    "called_like",
    "called_nearly",
    "circle",
    "dossier",
    "family_of_person",
    "family_or_404",
    "looks_like_cpr",
    "membered",
    "members",
    "names_of",
    "person_or_404",
    "persons_called",
    "phones",
    "points",
    "visible_families",
]
