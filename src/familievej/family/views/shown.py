# SPDX-License-Identifier: EUPL-1.2
"""Of which day a page tells, and what its reader may do with the family."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from familievej.base.dates import NotADayError, parse_day
from familievej.gate.categories import Verb
from familievej.gate.decide import decide, require

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class ShownDay:
    """The day that a page tells of. ``fault`` says what was wrong with the one that was asked for."""

    day: dt.date
    is_today: bool
    typed: str = ""
    fault: str = ""


def shown_day(request: HttpRequest) -> ShownDay:
    """``?day=`` of the address in any way that people write days; today without it, and when it is no day."""
    today = timezone.localdate()
    typed = request.GET.get("day", "").strip()
    if not typed:
        return ShownDay(today, is_today=True)
    try:
        day = parse_day(typed[:40], today, "past")
    except NotADayError as fault:
        return ShownDay(today, is_today=True, typed=typed[:40], fault=str(fault))
    return ShownDay(day, is_today=day == today, typed=typed[:40])


def basis_of(actor: Actor, family: Family) -> tuple[str, bool]:
    """The sentence, and whether the actor may write."""
    decision = decide(actor, Verb.WRITE, family)
    if decision.allowed:
        return decision.sentence, True
    return require(actor, Verb.READ, family).sentence, False
