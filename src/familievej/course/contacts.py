# SPDX-License-Identifier: EUPL-1.2
"""How many contacts a course holds: twelve, two of them network meetings; the thirteenth needs the leader (002
L1272-1276, S10).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from familievej.practice.schema.programme import ContactLimit


@dataclass(frozen=True)
class ContactRoom:
    """``held`` contacts of a course beside its limit; ``agreed`` is how many more the leader has said yes to."""

    limit: ContactLimit
    held: int
    agreed: int = 0

    @property
    def most(self) -> int:
        """The programme's number and what the leader agreed to besides."""
        return self.limit.most + self.agreed

    @property
    def left(self) -> int:
        """How many are left."""
        return max(0, self.most - self.held)

    @property
    def next_needs_yes(self) -> bool:
        """Whether the next contact waits for whom the programme names (the thirteenth)."""
        return self.held >= self.most
