# SPDX-License-Identifier: EUPL-1.2
"""The list of families: filtered, searched, sorted and paged in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from familievej.base.names import search_key
from familievej.course import queries as courses
from familievej.followup import queries as followup
from familievej.people import queries as people
from familievej.people.models import Family

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from familievej.base.nextmeeting import NextMeeting
    from familievej.gate.actor import Actor

PER_PAGE = 25
# Counting stops here: whoever sees more families than this finds one by searching, not by turning pages.
MOST_COUNTED = 1_000
SORTS = ("name", "since", "next")


@dataclass(frozen=True)
class Wanted:
    """What the address of the list asks for; what is empty is not asked for."""

    text: str = ""
    coordinator: UUID | None = None
    programme: str = ""
    course: str = ""
    sort: str = "name"
    page: str = "1"

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return bool(self.text or self.coordinator or self.programme or self.course)


@dataclass(frozen=True)
class Row:
    """One family of the list."""

    family: Family
    members: list[people.Member]
    standing: courses.Standing
    next: NextMeeting | None


@dataclass(frozen=True)
class Found:
    """One page. ``nearly``: nothing is called what was typed, and these are spelt most like it."""

    rows: list[Row]
    page: Page[Family]
    nearly: bool
    total: int
    more: bool = field(default=False)


def families_found(actor: Actor, wanted: Wanted, day: dt.date) -> Found:
    """The page of families that ``wanted`` asks for, among those that ``actor`` may see. At most eight queries."""
    seen = _filtered(actor, wanted, day)
    nearly = False
    if wanted.text:
        seen, nearly = _searched(seen, wanted)
    ordered = seen if nearly else _sorted(actor, seen, wanted.sort)
    counted = len(seen.order_by()[: MOST_COUNTED + 1].values_list("pk", flat=True))
    paginator = Paginator(ordered[:MOST_COUNTED], PER_PAGE)
    # Paginator would count again; the number is known.
    paginator.count = min(counted, MOST_COUNTED)
    page = paginator.get_page(wanted.page)
    families = list(page.object_list)
    return Found(
        _rows(actor, families, day), page, nearly, min(counted, MOST_COUNTED), more=counted > MOST_COUNTED
    )


def _filtered(actor: Actor, wanted: Wanted, day: dt.date) -> QuerySet[Family]:
    seen: QuerySet[Family] = people.visible_families(actor)
    if wanted.coordinator:
        seen = seen.filter(pk__in=courses.coordinated_by(actor, wanted.coordinator, day))
    if wanted.programme:
        seen = seen.filter(pk__in=courses.in_programme(actor, wanted.programme))
    if wanted.course == "running":
        seen = seen.filter(pk__in=courses.running(actor, day))
    elif wanted.course == "closed":
        seen = seen.exclude(pk__in=courses.running(actor, day))
    return seen


def _searched(seen: QuerySet[Family], wanted: Wanted) -> tuple[QuerySet[Family], bool]:
    if not search_key(wanted.text):
        return seen.none(), False
    exact = people.called_like(seen, wanted.text)
    if exact.exists():
        return exact, False
    return people.called_nearly(seen, wanted.text), True


def _sorted(actor: Actor, seen: QuerySet[Family], sort: str) -> QuerySet[Family]:
    key = sort.removeprefix("-")
    if key == "since":
        seen = seen.annotate(by=Subquery(courses.began(actor, OuterRef("pk"))))
    elif key == "next":
        seen = seen.annotate(by=Subquery(followup.next_at(actor, OuterRef("pk"), timezone.now())))
    else:
        seen = seen.annotate(by=F("sort_key"))
    by = F("by").desc(nulls_last=True) if sort.startswith("-") else F("by").asc(nulls_last=True)
    return seen.order_by(by, "sort_key", "pk")


def _rows(actor: Actor, families: list[Family], day: dt.date) -> list[Row]:
    ids = [family.pk for family in families]
    members = people.members(actor, ids, day)
    standings = courses.standings(actor, ids, day)
    meetings = followup.next_meetings(actor, ids, timezone.now())
    return [
        Row(family, members[family.pk], standings[family.pk], meetings.get(family.pk)) for family in families
    ]
