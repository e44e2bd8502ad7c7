# SPDX-License-Identifier: EUPL-1.2
"""Whether a consent is open: a pure function of dated facts, and the same rule in SQL for the fold of grants.

Who must say yes, on each day (Familiens vej, FV-R16–25; product.md, "Decided where the reports disagree"):

- from the own age of consent (15 years, a setting) the person alone;
- below it, everybody who has custody that day, parents and guardians alike;
- about what the family has together: each present member from that age; a child's own matters are asked per child.

It is open while everybody who must has said yes, last said yes, and nobody has withdrawn the category. A missing or a
refusing one keeps it closed. A new holder of custody, or the fifteenth birthday, closes it until they have answered.
What somebody took back stays closed until the same person says yes anew: nothing opens by itself.
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
    """One answer of one signer. ``turn`` orders answers and withdrawals as they came in; ``at`` is for people."""

    signer: UUID
    yes: bool
    turn: int
    at: dt.datetime


@dataclass(frozen=True)
class Taken:
    """``by`` took back ``categories``."""

    by: UUID
    categories: frozenset[str]
    turn: int


@dataclass(frozen=True)
class Facts:
    """All that the state of a consent follows from: every answer and every withdrawal, in any order."""

    categories: frozenset[str]
    starts: dt.date
    ends: dt.date
    needed: Sequence[Needed]
    given: Sequence[Given]
    taken: Sequence[Taken] = ()
    replaced: bool = False


def last_answers(facts: Facts) -> dict[UUID, Given]:
    """What each signer said last."""
    return {answer.signer: answer for answer in sorted(facts.given, key=lambda answer: answer.turn)}


def withdrawn(facts: Facts) -> frozenset[str]:
    """The categories that are taken back: by somebody who has not said yes since."""
    yes = [answer for answer in facts.given if answer.yes]
    found: set[str] = set()
    for taken in facts.taken:
        if not any(answer.signer == taken.by and answer.turn > taken.turn for answer in yes):
            found |= taken.categories
    return facts.categories & found


def wanted(facts: Facts, day: dt.date) -> set[UUID]:
    """Who must say yes for it to be open on ``day``."""
    return {need.signer for need in facts.needed if need.on(day)}


def missing(facts: Facts, day: dt.date) -> set[UUID]:
    """Who must say yes on ``day`` and has not, or has said no."""
    return wanted(facts, day) - {signer for signer, answer in last_answers(facts).items() if answer.yes}


def open_categories(facts: Facts, day: dt.date) -> frozenset[str]:
    """What it opens on ``day``; empty when it is closed. Nobody to ask means that nobody has said yes."""
    if (
        facts.replaced
        or not facts.starts <= day < facts.ends
        or not wanted(facts, day)
        or missing(facts, day)
    ):
        return frozenset()
    return facts.categories - withdrawn(facts)


def opened_at(facts: Facts, day: dt.date) -> dt.datetime:
    """When the last yes was given that makes it open on ``day``. Raises ValueError when nobody has said yes."""
    asked = wanted(facts, day)
    return max(answer.at for signer, answer in last_answers(facts).items() if signer in asked and answer.yes)


def state(facts: Facts, day: dt.date) -> State:
    """The state on ``day``, in the order in which people ask: is it there, was it taken back, refused, answered?"""
    if facts.replaced:
        return State.REPLACED
    gone = withdrawn(facts)
    if facts.categories <= gone:
        return State.WITHDRAWN
    if day >= facts.ends:
        return State.EXPIRED
    asked_for = max(day, facts.starts)
    last = last_answers(facts)
    if any(signer in last and not last[signer].yes for signer in wanted(facts, asked_for)):
        return State.REFUSED
    if not wanted(facts, asked_for) or missing(facts, asked_for):
        return State.ASKED
    if day < facts.starts:
        return State.NOT_BEGUN
    return State.PARTLY_WITHDRAWN if gone else State.OPEN
