# SPDX-License-Identifier: EUPL-1.2
"""What a fridge plan is made of: plain values, without database and without clock.

Whoever fills a ``FridgePlan`` decides what may hang in the kitchen: a goal that one member keeps to themselves does
not belong here, for everybody who opens the fridge can read it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

Term = Literal["short", "long"]
Status = Literal["open", "reached", "paused", "dropped"]


@dataclass(frozen=True, slots=True)
class FridgeGoal:
    """A goal in a member's own words. ``whose``: their called-by name, None: all. ``priority`` 1 first."""

    key: Hashable
    words: str
    whose: str | None = None
    term: Term = "short"
    priority: int | None = None
    status: Status = "open"


@dataclass(frozen=True, slots=True)
class FridgeStep:
    """Who does what, and when: a day, or words ("every morning"), or None. ``goal``: the key of its goal, if any."""

    who: str
    what: str
    when: dt.date | str | None = None
    done: bool = False
    goal: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """When the family and the professionals meet next. ``at`` is local time; a plain date when no hour is agreed."""

    at: dt.datetime | dt.date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Coordinator:
    """The one to call."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FridgePlan:
    """A family's whole plan as it stands on ``as_of``; ``title`` is the family's own, ``version`` the plan's number."""

    title: str
    as_of: dt.date
    version: int
    goals: tuple[FridgeGoal, ...] = ()
    steps: tuple[FridgeStep, ...] = ()
    meeting: Meeting | None = None
    coordinator: Coordinator | None = None


@dataclass(frozen=True, slots=True)
class FridgePage:
    """What hangs on the fridge: the goals and steps chosen, in reading order, and how much stayed behind.

    ``goals_left`` and ``steps_left`` count what is in the plan but not on the page (finished ones are not counted: they
    are not missed); ``shortened`` says that some text ends in "…" and stands whole in the plan.
    """

    title: str
    as_of: dt.date
    version: int
    goals: tuple[FridgeGoal, ...]
    steps: tuple[FridgeStep, ...]
    meeting: Meeting | None
    coordinator: Coordinator | None
    goals_left: int
    steps_left: int
    shortened: bool
