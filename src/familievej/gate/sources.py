# SPDX-License-Identifier: EUPL-1.2
"""Where grants come from. Every room that opens the gate registers a source; the database folds them into one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from familievej.gate.models import Grant


@dataclass(frozen=True)
class GrantSource:
    """``select`` gives ``user_id, subject_id, standing, starts_at, ends_at, source_id``.

    A standing is a line of the matrix. A ``direct`` source says itself what it opens: in the place of ``standing`` it
    gives ``category, basis, area_id``, and never opens for writing.

    ``sentence`` says in the reader's language why one grant from here opens: "You see this because …".
    """

    name: str
    select: str
    sentence: Callable[[Grant], str]
    direct: bool = False


_sources: dict[str, GrantSource] = {}
_functions: list[str] = []


def register(source: GrantSource) -> None:
    """Add a source. Raises ValueError on a second one of the same name."""
    if source.name in _sources:
        raise ValueError(f"two sources of grants are called {source.name!r}")
    _sources[source.name] = source


def all_sources() -> list[GrantSource]:
    """Every source, by name."""
    return [_sources[name] for name in sorted(_sources)]


def source(name: str) -> GrantSource:
    """One source. Raises KeyError."""
    return _sources[name]


def register_function(statement: str) -> None:
    """Add a ``create or replace function`` that a room needs in the database, made before the folds."""
    _functions.append(statement)


def all_functions() -> list[str]:
    """The statements, in the order in which they were registered."""
    return list(_functions)
