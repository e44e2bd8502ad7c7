# SPDX-License-Identifier: EUPL-1.2
"""What a municipality has decided about small numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from familievej.analysis.words import N_, Refused, Text

LEAST_THRESHOLD = 3


class Zero(StrEnum):
    """What a zero tells: nobody, which is harmless, or something about everybody, which is not."""

    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules; shares are 0 to 1. Raises ``Refused`` for rules that protect nobody.

    threshold:        fewest persons that a figure may be about
    zero:             what happens to counts of nobody
    certain_hides:    whether shares of 0 and 100 % are hidden, since they tell something about each single person
    dominance_n, dominance_share: a sum is hidden when its ``n`` largest contributions are more than this share of it
    safety_share:     how far from its true value, at least, a hidden sum must be able to lie for a reader, when it is
                      hidden for another reason than dominance

    Source for dominance and its protection: Hundepool et al., Statistical Disclosure Control (2012), 4.2.
    """

    threshold: int = 5
    zero: Zero = Zero.SHOWN
    certain_hides: bool = True
    dominance_n: int = 2
    dominance_share: float = 0.85
    safety_share: float = 0.15

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            message = N_("The threshold for small numbers cannot be %(given)s: it must be %(least)s or more.")
            raise Refused(Text(message, {"given": self.threshold, "least": LEAST_THRESHOLD}))
        if self.dominance_n < 1 or not 0 < self.dominance_share <= 1 or not 0 < self.safety_share < 1:
            raise Refused(
                Text(
                    N_("The rule about dominance needs a number of persons and a share between 0 and 100 %%.")
                )
            )

    def dominated(self, largest: tuple[float, ...], value: float) -> bool:
        """Whether the largest contributions are too much of a sum; sizes count, whatever their sign."""
        top = sum(sorted(map(abs, largest), reverse=True)[: self.dominance_n])
        return top > 0 and top > self.dominance_share * abs(value)
