# SPDX-License-Identifier: EUPL-1.2
"""What happened with a family, newest first: contacts with their notes, and notes that belong to no contact.

The database orders and counts both kinds as one row of keys, so that a page costs the same after years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, Max, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from familievej.followup.models import Contact, ContactKind, Note
from familievej.followup.queries.entries import Entry, entries
from familievej.followup.queries.meetings import waiting_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor

PAGE = 20
CONTACTS, NOTES = "contacts", "notes"
MOST_WORDS = 6


@dataclass(frozen=True)
class Wanted:
    """What the reader looks for: ``what`` is a ContactKind, "contacts", "notes" or empty; ``person`` an id."""

    what: str = ""
    person: UUID | None = None
    text: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.what or self.person or self.words)

    @property
    def words(self) -> list[str]:
        """Each must be found."""
        return self.text.split()[:MOST_WORDS]


def history(
    actor: Actor,
    family_id: UUID,
    wanted: Wanted,
    *,
    until: dt.datetime,
    number: int | str = 1,
    size: int = PAGE,
) -> tuple[Page[Any], list[Entry]]:
    """A page of what ``actor`` may see, and its entries. At most six queries.

    What is agreed for after ``until`` is left out (:func:`agreed_ahead` has it), unless the reader looks for something:
    then it is found wherever it lies.
    """
    contacts, notes = _contacts(actor, family_id, wanted), _notes(actor, family_id, wanted)
    if wanted.is_everything:
        contacts = contacts.filter(~Q(held_at=None, cancelled_reason="", planned_at__gte=until))
    page = Paginator(_one_row(contacts, notes), size).get_page(number)
    return page, _entries(actor, list(page.object_list))


@dataclass(frozen=True)
class Overview:
    """``ahead`` is what is agreed, soonest first; ``latest`` the newest first, and whether there are ``more``."""

    ahead: list[Entry]
    latest: list[Entry]
    more: bool


def overview(actor: Actor, family_id: UUID, *, until: dt.datetime, passed: bool, number: int) -> Overview:
    """What is agreed for after ``until``, and the newest ``number`` up to it. ``passed``: the page tells of an earlier
    day, and what was agreed for the time after it is left out altogether. At most five queries."""
    contacts, notes = _contacts(actor, family_id, Wanted()), _notes(actor, family_id, Wanted())
    if passed:
        contacts = contacts.filter(at__lt=until)
        notes = notes.filter(written_at__lt=until)
    else:
        contacts = contacts.filter(~Q(held_at=None, cancelled_reason="", planned_at__gte=until))
    keys = list(_one_row(contacts, notes)[: number + 1])
    agreed = [] if passed else [contact.pk for contact in waiting_for(actor, family_id, until)]
    shown, groups = _by_kind(keys[:number])
    found = entries(actor, [*agreed, *shown], groups)
    return Overview(
        ahead=[found[key] for key in agreed if key in found],
        latest=[found[key] for _moment, _sort, key in keys[:number] if key in found],
        more=len(keys) > number,
    )


def _contacts(actor: Actor, family_id: UUID, wanted: Wanted) -> QuerySet[Any]:
    rows = Contact.objects.visible_to(actor).filter(family_id=family_id)
    own = Note.objects.visible_to(actor).filter(contact=OuterRef("pk"))
    if wanted.what == NOTES:
        rows = rows.filter(Exists(own))
    elif wanted.what in ContactKind.values:
        rows = rows.filter(kind=wanted.what)
    if wanted.person:
        rows = rows.filter(Exists(own.filter(person=wanted.person)))
    for word in wanted.words:
        told = Q(place__icontains=word) | Q(met__icontains=word) | Q(cancelled_reason__icontains=word)
        rows = rows.filter(told | Exists(own.filter(text__icontains=word)))
    return rows.annotate(at=Coalesce("held_at", "planned_at"))


def _notes(actor: Actor, family_id: UUID, wanted: Wanted) -> QuerySet[Any]:
    """Notes that stand alone; a note whose contact the actor may not see does too."""
    if wanted.what not in ("", NOTES):
        return Note.objects.none()
    seen = Contact.objects.visible_to(actor).filter(pk=OuterRef("contact"))
    rows = Note.objects.visible_to(actor).filter(~Exists(seen), family_id=family_id)
    if wanted.person:
        rows = rows.filter(person=wanted.person)
    for word in wanted.words:
        rows = rows.filter(text__icontains=word)
    return rows


def _one_row(contacts: QuerySet[Any], notes: QuerySet[Any]) -> QuerySet[Any]:
    """(at, kind, key): the key of notes that were written together is what they have in common."""
    first = contacts.annotate(sort=Value(CONTACTS), key=F("pk")).values_list("at", "sort", "key")
    groups = (
        notes.order_by().annotate(sort=Value(NOTES), key=Coalesce("together", "pk")).values("sort", "key")
    )
    second = groups.annotate(at=Max("written_at")).values_list("at", "sort", "key")
    row: QuerySet[Any] = first.union(second, all=True)
    return row.order_by("-at", "key")


def _entries(actor: Actor, keys: Sequence[tuple[dt.datetime, str, UUID]]) -> list[Entry]:
    found = entries(actor, *_by_kind(keys))
    return [found[key] for _moment, _sort, key in keys if key in found]


def _by_kind(keys: Sequence[tuple[dt.datetime, str, UUID]]) -> tuple[list[UUID], list[UUID]]:
    """Ids of contacts, and of notes that stand alone."""
    contacts = [key for _moment, sort, key in keys if sort == CONTACTS]
    return contacts, [key for _moment, sort, key in keys if sort == NOTES]
