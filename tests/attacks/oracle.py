# SPDX-License-Identifier: EUPL-1.2
"""What everybody of the cast may read, worked out by hand from ``matrix.toml`` and the state of the consent.

Nothing of the gate is asked: who stands how to whom is written down here, and the categories come from the file.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.apps import apps
from tests.attacks.states import RECEIVERS, State
from tests.attacks.world import Marked
from tests.cast import Cast

from familievej.gate.declare import GatedThrough, OwnedBy
from familievej.gate.lock import matrix
from familievej.gate.member import member_subject

OWN = ("mother", "child", "youth")
MATRIX = {
    standing: frozenset([*line.get("read", []), *line.get("write", [])])
    for standing, line in matrix().items()
}
# By role: (standing, whom, also what is said of them in the family).
STANDINGS: dict[str, list[tuple[str, str, bool]]] = {
    "coordinator": [
        ("coordinator", "family", False), *(("coordinator", name, True) for name in OWN),
        ("coordinator_around", "father", False),
    ],
    "leader": [("leader", "family", False), *(("leader", name, True) for name in OWN)],
    "parent": [
        ("self", "mother", True), ("custody", "child", True), ("custody", "youth", True),
        ("family_member", "family", False), ("family_co_member", "child", False), ("family_co_member", "youth", False),
    ],
    "other_parent": [("self", "father", True), ("custody", "child", True)],
    "young_person": [
        ("self", "youth", True), ("family_member", "family", False), ("family_co_member", "mother", False),
        ("family_co_member", "child", False),
    ],
    "colleague": [("coordinator", "other_family", False), ("coordinator", "stranger", True)],
}  # fmt: skip
Grants = set[tuple[uuid.UUID, str]]


def subjects(cast: Cast, name: str, *, member: bool) -> list[uuid.UUID]:
    """The id of somebody of the cast, and of them in their family."""
    record = getattr(cast, name)
    home = cast.other_family if name == "stranger" else cast.family
    return [record.pk, *([member_subject(home.pk, record.pk)] if member else [])]


def grants(cast: Cast, role: str, state: State) -> Grants:
    """What ``role`` may read: (subject, category)."""
    found: Grants = set()
    for standing, name, member in STANDINGS.get(role, []):
        for subject in subjects(cast, name, member=member):
            found |= {(subject, category) for category in MATRIX[standing]}
    if role == "coordinator" and state.guardian:
        around = getattr(cast, state.guardian).pk
        found |= {(around, category) for category in MATRIX["coordinator_around"]}
    if role in RECEIVERS:
        for name, categories in state.opens.items():
            for subject in subjects(cast, name, member=name != "family"):
                found |= {(subject, category.value) for category in categories}
    for who, standing in ((state.emergency, "emergency"), (state.team, "team_member")):
        for name in ("family", *OWN) if role == who else ():
            for subject in subjects(cast, name, member=name != "family"):
                found |= {(subject, category) for category in MATRIX[standing]}
    return found


class Reader:
    """One of the cast in one state."""

    def __init__(self, world: Marked, role: str, state: State) -> None:
        self._cast = world.cast
        self._user = getattr(world.cast, role)
        self._grants = grants(world.cast, role, state)
        self.not_shared = role in (state.emergency, state.team)
        self._hidden = {record for record, person in world.hidden if person == self._user.subject_id}
        self.words = frozenset(word for word, record in world.words.items() if self.may_read(record))

    def may_read(self, record: Any) -> bool:
        """Whether the record is open to them, by its declaration and the grants of this file."""
        gated = type(record).gated
        if isinstance(gated, OwnedBy):
            return bool(getattr(record, gated.column) == self._user.pk)
        if isinstance(gated, GatedThrough):
            through = apps.get_model(gated.model)
            return any(
                self.may_read(row) for row in through._default_manager.filter(**{gated.column: record.pk})
            )
        keys = gated.keys(record)
        return not self._hidden & set(keys.records) and all(
            (subject, keys.category) in self._grants for subject in keys.subjects
        )

    def open(self, name: str, category: str) -> bool:
        """Whether somebody's (or the family's) matters of ``category`` are open to them."""
        return (getattr(self._cast, name).pk, category) in self._grants


def readers(world: Marked, state: State, roles: tuple[str, ...]) -> dict[str, Reader]:
    """By role."""
    return {role: Reader(world, role, state) for role in roles}
