# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator must not forget today: every room adds lines, "I dag" shows them in three short lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID


class Bucket(StrEnum):
    """The three lists of "I dag"."""

    NOW = "now"
    WEEK = "week"
    WAITING = "waiting"


@dataclass(frozen=True)
class Line:
    """One thing to remember: whose family (called-by name), what, by when, and where to do it.

    ``subject`` is the family's id, for the trail of who was shown what.
    """

    bucket: Bucket
    family: str
    what: str
    due: dt.date | None
    url: str
    action: str
    overdue: bool = False
    subject: UUID | None = None


Source = Callable[[Any, "dt.date"], Iterable[Line]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a source of lines. Raises ValueError on a second source of one name."""
    if name in _sources:
        raise ValueError(f"two sources of lines are called {name!r}")
    _sources[name] = source


def lines(actor: Any, day: dt.date) -> dict[Bucket, list[Line]]:
    """All lines for ``actor`` on ``day``, by list, soonest first, those without a day last."""
    found: dict[Bucket, list[Line]] = {bucket: [] for bucket in Bucket}
    for source in _sources.values():
        for line in source(actor, day):
            found[line.bucket].append(line)
    for bucket in found.values():
        bucket.sort(key=lambda line: (line.due is None, line.due or day, line.family))
    return found
