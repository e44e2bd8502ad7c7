# SPDX-License-Identifier: EUPL-1.2
"""Which rules of a model the installed version runs. A rule that no room runs is said aloud, never silently left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.practice.schema.rules import RULES, rules_of

if TYPE_CHECKING:
    from familievej.practice.schema import PracticeModel

_runs: dict[str, str] = {}


@dataclass(frozen=True)
class Status:
    """A kind of rule that a model has: its key, how many of them, the room that runs it, and whether it does now."""

    key: str
    count: int
    room: str
    runs: bool


def register(key: str, room: str) -> None:
    """``room`` runs the rules of this key from now on. Raises KeyError when no such rule exists."""
    if key not in RULES:
        raise KeyError(f"{room} wants to run {key!r}, which is no rule of the schema")
    _runs[key] = room


def all_running() -> dict[str, str]:
    """Every key that is run, and by which room."""
    return dict(_runs)


def status(model: PracticeModel) -> list[Status]:
    """The kinds of rules that ``model`` has, in the order of the schema."""
    return [
        Status(key, count, _runs.get(key, RULES[key].room), key in _runs)
        for key, count in rules_of(model).items()
    ]
