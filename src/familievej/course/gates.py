# SPDX-License-Identifier: EUPL-1.2
"""What a move of the course waits for: the rule, where it is written, and what is missing. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from familievej.practice.schema.programme import Gate, Move, Need, Programme

SAID_WITH_THE_MOVE = frozenset({"reason", "remaining_need", "way_on", "access_agreement", "coordinator"})
"""These stand in the form of the move itself: whoever makes it writes them there."""


@dataclass(frozen=True)
class Waiting:
    """A gate that is not open: ``path`` is the paragraph of the handbook."""

    gate: Gate
    path: str
    missing: tuple[Need, ...]


def waiting(programme: Programme, move: Move, met: Collection[str], into: str | None = None) -> list[Waiting]:
    """The gates of ``move`` that miss something; ``met`` are the needs there are, as models write them."""
    found = []
    for gate in programme.gates_of(move, into):
        missing = tuple(need for need in gate.needs if str(need) not in met)
        if missing:
            found.append(Waiting(gate, f"programmes/{programme.id}/gates/{gate.id}", missing))
    return found
