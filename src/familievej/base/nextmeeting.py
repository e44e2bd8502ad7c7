# SPDX-License-Identifier: EUPL-1.2
"""When the family and its coordinator meet next: a higher room knows, and the plan and the fridge ask here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID


@dataclass(frozen=True)
class NextMeeting:
    """What is agreed: how ("home visit", in the reader's language), when (local time) and where."""

    kind: str
    at: dt.datetime
    place: str = ""


Source = Callable[[Any, "UUID", "dt.datetime", bool], "NextMeeting | None"]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a source of meetings. Raises ValueError on a second source of one name."""
    if name in _sources:
        raise ValueError(f"two sources of meetings are called {name!r}")
    _sources[name] = source


def next_meeting(
    actor: Any, family_id: UUID, moment: dt.datetime, *, for_all: bool = False
) -> NextMeeting | None:
    """The first that ``actor`` may know of after ``moment``, or None. One query per source.

    ``for_all`` leaves out what is hidden from anybody: it is to hang where everybody reads it.
    """
    found = [
        meeting for source in _sources.values() if (meeting := source(actor, family_id, moment, for_all))
    ]
    return min(found, key=lambda meeting: meeting.at, default=None)
