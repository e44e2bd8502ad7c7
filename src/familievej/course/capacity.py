# SPDX-License-Identifier: EUPL-1.2
"""How much one worker, one team, one programme and one leader carry, and whether there is room for one more.

At most ten families a coordinator and thirty a team (004 L310-311, L1022-1023); six to twelve a worker in early
prevention, the load of groups counted (002 L1172-1177); 25 aimed at and 30 at the most, in child cases, an adviser
(002 L523-534); eight advisers a leader (002 L841-844).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from familievej.practice.schema.programme import Limit


@dataclass(frozen=True)
class Load:
    """What is carried now; ``groups`` is the load of group courses, in families."""

    families: int = 0
    child_cases: int = 0
    groups: int = 0
    participants: int = 0
    workers: int = 0

    def counted(self, limit: Limit) -> int:
        """In the unit of the limit."""
        carried = {
            "families": self.families,
            "child_cases": self.child_cases,
            "participants": self.participants,
            "workers": self.workers,
        }[limit.counts]
        return carried + (self.groups if limit.groups_count else 0)


@dataclass(frozen=True)
class Room:
    """A limit beside what is carried."""

    limit: Limit
    carried: int

    @property
    def free(self) -> int:
        """Free places; none when the limit is reached or passed."""
        return max(0, self.limit.most - self.carried)

    @property
    def is_full(self) -> bool:
        """Whether one more goes beyond the limit."""
        return self.carried >= self.limit.most

    @property
    def over_aim(self) -> bool:
        """Whether more is carried than is aimed at."""
        return self.limit.aim is not None and self.carried > self.limit.aim

    @property
    def has_few(self) -> bool:
        """Whether less is carried than the programme reckons with."""
        return self.limit.least is not None and self.carried < self.limit.least

    @property
    def level(self) -> str:
        """In one word: ``free``, ``last`` (one place left), ``full``, ``over``."""
        if self.carried > self.limit.most:
            return "over"
        return "full" if self.is_full else "last" if self.free == 1 else "free"


def rooms(limits: tuple[Limit, ...], per: str, load: Load, role: str | None = None) -> list[Room]:
    """The limits of one ``per`` (worker, team, programme, leader) beside its load.

    With a ``role`` only those of that role and those of nobody in particular.
    """
    return [
        Room(limit, load.counted(limit))
        for limit in limits
        if limit.per == per and (role is None or limit.role in (None, role))
    ]
