# SPDX-License-Identifier: EUPL-1.2
"""Whether a consent is open: a pure function of dated facts, and the same rule in SQL for the fold of grants.

Who must say yes, on each day (Familiens vej, FV-R16–25; product.md, "Decided where the reports disagree"):

- from the own age of consent (15 years, a setting) the person alone;
- below it, everybody who has custody that day, parents and guardians alike;
- about what the family has together: each present member from that age; a child's own matters are asked per child.

It is open while everybody who must has said yes, last said yes, and nobody has withdrawn the category. A missing or a
refusing one keeps it closed. A new holder of custody, or the fifteenth birthday, closes it until they have answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """What a consent is, on a moment."""

    ASKED = "asked"
    OPEN = "open"
    PARTLY_WITHDRAWN = "partly_withdrawn"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Needed:
    """``signer`` must have said yes on every day from ``starts`` to before ``ends`` (None: for ever)."""

    signer: UUID
    starts: dt.date
    ends: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        """Whether they must have, on ``day``."""
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Given:
    """The last answer of one signer, and when."""

    signer: UUID
    yes: bool
    at: dt.datetime


@dataclass(frozen=True)
class Facts:
    """All that the state of a consent follows from. ``withdrawn`` maps a category to when it was taken back."""

    categories: frozenset[str]
    starts: dt.date
    ends: dt.date
    needed: Sequence[Needed]
    given: Sequence[Given]
    withdrawn: frozenset[str] = frozenset()
    replaced: bool = False


def missing(facts: Facts, day: dt.date) -> set[UUID]:
    """Who must say yes on ``day`` and has not, or has said no."""
    yes = {answer.signer for answer in facts.given if answer.yes}
    return {need.signer for need in facts.needed if need.on(day)} - yes


def open_categories(facts: Facts, day: dt.date) -> frozenset[str]:
    """What it opens on ``day``; empty when it is closed. Nobody to ask means that nobody has said yes."""
    asked = [need for need in facts.needed if need.on(day)]
    if facts.replaced or not facts.starts <= day < facts.ends or not asked or missing(facts, day):
        return frozenset()
    return facts.categories - facts.withdrawn


def state(facts: Facts, day: dt.date) -> State:
    """The state on ``day``, in the order in which people ask: is it there, was it taken back, refused, answered?"""
    if facts.replaced:
        return State.REPLACED
    if facts.categories <= facts.withdrawn:
        return State.WITHDRAWN
    if day >= facts.ends:
        return State.EXPIRED
    wanted = {need.signer for need in facts.needed if need.on(max(day, facts.starts))}
    if any(not answer.yes for answer in facts.given if answer.signer in wanted):
        return State.REFUSED
    if not wanted or missing(facts, max(day, facts.starts)):
        return State.ASKED
    if day < facts.starts:
        return State.NOT_BEGUN
    return State.PARTLY_WITHDRAWN if facts.withdrawn else State.OPEN
