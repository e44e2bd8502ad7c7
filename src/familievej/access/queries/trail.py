# SPDX-License-Identifier: EUPL-1.2
"""Reads of the audit trail: by the family that it is about, and by the data protection officer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from familievej.access.trail_words import WHY, said
from familievej.base import cpr
from familievej.base.crypto import blind_index, decrypt
from familievej.gate.audit import SEALED_FOR
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.people.actions.cpr import PURPOSE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.gate.actor import Actor

    Words = str | _StrPromise

PER_PAGE = 100
ROWS_PER_PAGE = 50
# A row about a long list names so many families; its own page names all.
FEW = 3
MOST_EXPORTED = 5_000


@dataclass(frozen=True)
class Look:
    """One row as the family reads it. ``who`` is empty where the name could tell a protected address.

    ``own``: it is also about the reader; ``about`` are the others whom the reader may know of. ``why`` is
    "coordinator", "leader", "emergency", "officer", "system" or empty; then ``basis`` may hold the sentence of staff.
    """

    id: int
    at: dt.datetime
    who: str
    title: str | None
    unit: str | None
    verb: str
    action: str
    why: str
    basis: str
    own: bool
    about: list[str]


@dataclass
class Group:
    """What one person did in one way on one day: once, or ``times`` between ``first`` and ``last``.

    ``own`` and ``about`` say whom any of it was about.
    """

    look: Look
    words: Words
    last: dt.datetime
    first: dt.datetime
    own: bool
    about: list[str]
    times: int = 1

    @property
    def why(self) -> Words:
        """Why they may, as far as it can be said without words of staff."""
        return WHY.get(self.look.why, "")

    def add(self, look: Look) -> None:
        """One more, earlier on the same day."""
        self.first = look.at
        self.times += 1
        self.own = self.own or look.own
        self.about += [name for name in look.about if name not in self.about]


@dataclass
class Day:
    """One day, the latest first."""

    day: dt.date
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """``earlier`` is what the next page begins before, None when there is nothing earlier. Nothing is counted."""

    days: list[Day]
    earlier: int | None


def looks(before: int | None, most: int) -> list[Look]:
    """At most ``most`` rows about whoever the transaction is of, the latest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access_who_looked(%s, %s)", [before, most])
        return [Look(*row) for row in cursor.fetchall()]


def who_looked(before: int | None = None) -> Page:
    """What was done with what is about the reader, children in their custody and their family. One query."""
    rows = looks(before, PER_PAGE + 1)
    shown = rows[:PER_PAGE]
    return Page(by_day(shown), shown[-1].id if len(rows) > PER_PAGE else None)


def by_day(looks: Iterable[Look]) -> list[Day]:
    """Put together per day what one person did again and again. ``looks`` come latest first."""
    days: list[Day] = []
    groups: dict[tuple[object, ...], Group] = {}
    for look in looks:
        day = timezone.localdate(look.at)
        if not days or days[-1].day != day:
            days.append(Day(day))
            groups = {}
        words = said(look.action, look.verb)
        same = (look.who, look.unit, str(words), look.why, look.basis)
        if same in groups:
            groups[same].add(look)
        else:
            groups[same] = Group(look, words, look.at, look.at, look.own, list(look.about))
            days[-1].groups.append(groups[same])
    return days


@dataclass(frozen=True)
class Wanted:
    """What the officer searches for; what is empty is not asked for. ``until`` is the first day not included."""

    who: str = ""
    action: str = ""
    verb: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    whom: tuple[UUID, ...] | None = None


@dataclass(frozen=True)
class Row:
    """One row of the trail; ``families`` with the numbers that the register knows them by."""

    id: int
    at: dt.datetime
    user_id: UUID | None
    who: str
    purpose: str
    verb: str
    action: str
    object_table: str
    object_id: str
    subjects: list[UUID]
    fields: list[str]
    basis: str
    has_text: bool
    families: list[UUID] | None
    family_numbers: list[str] | None

    @property
    def about(self) -> list[tuple[UUID, str]]:
        """The families that the row is about, each with its number."""
        return list(zip(self.families or [], self.family_numbers or [], strict=True))

    @property
    def more(self) -> int:
        """How many of them a line of the list does not name."""
        return max(0, len(self.about) - FEW)


def search(
    actor: Actor,
    wanted: Wanted,
    *,
    before: int | None = None,
    only: int | None = None,
    most: int = ROWS_PER_PAGE,
) -> list[Row]:
    """At most ``most`` rows, the latest first. Raises NoAccess for anybody but the officer. One query."""
    _is_officer(actor)
    values = [
        _containing(wanted.who),
        _beginning(wanted.action),
        wanted.verb,
        _midnight(wanted.since),
        _midnight(wanted.until),
        None if wanted.whom is None else [str(each) for each in wanted.whom],
        only,
        before,
        most,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from access_trail_search(%s, %s, %s, %s, %s, %s::uuid[], %s, %s, %s)", values
        )
        return [Row(*row) for row in cursor.fetchall()]


def row_or_404(actor: Actor, row_id: int) -> Row:
    """One row. Raises NoAccess."""
    found = search(actor, Wanted(), only=row_id, most=1)
    if not found:
        raise NoAccess
    return found[0]


def person_of(actor: Actor, number: str) -> UUID | None:
    """The id of whom a CPR number stands for. Raises NoAccess, ValidationError."""
    _is_officer(actor)
    with connection.cursor() as cursor:
        cursor.execute("select access_trail_person(%s)", [blind_index(cpr.clean(number), purpose=PURPOSE)])
        (found,) = cursor.fetchone() or (None,)
    person: UUID | None = found
    return person


def whom(actor: Actor, reference: str) -> tuple[UUID, ...]:
    """Everything that a row about a person (id) or a family (number or id) can name as subject. Raises NoAccess."""
    _is_officer(actor)
    with connection.cursor() as cursor:
        cursor.execute("select access_trail_whom(%s)", [reference.strip().lower()])
        (found,) = cursor.fetchone() or ([],)
    return tuple(found)


def texts(actor: Actor, row: Row) -> dict[str, Any]:
    """``{"before": …, "after": …}`` of a row, decrypted. The caller has logged it with the officer's purpose."""
    _is_officer(actor)
    with connection.cursor() as cursor:
        cursor.execute("select access_trail_text(%s)", [row.id])
        (sealed,) = cursor.fetchone() or (None,)
    found: dict[str, Any] = json.loads(decrypt(sealed, bound_to=SEALED_FOR)) if sealed else {}
    return found


def _is_officer(actor: Actor) -> None:
    if not actor.has_role(Role.DATA_PROTECTION_OFFICER):
        raise NoAccess


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


def _escaped(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _containing(text: str) -> str:
    return f"%{_escaped(text)}%" if text.strip() else ""


def _beginning(text: str) -> str:
    return f"{_escaped(text)}%" if text.strip() else ""
