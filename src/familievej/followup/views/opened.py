# SPDX-License-Identifier: EUPL-1.2
"""What every page of this room begins with: whose family, may the reader see it, may they write."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide_about, require_about
from familievej.people.queries import family_or_404, members

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class Opened:
    """``basis`` says why the family's contacts may be seen. ``writes``: contacts; ``notes``: notes too."""

    actor: Actor
    family: Family
    moment: dt.datetime
    basis: str
    writes: bool
    notes: bool

    @property
    def contacts_url(self) -> str:
        """The page of all contacts and notes."""
        return reverse("followup:contacts", args=[self.family.pk])

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way from the families to here."""
        return [
            (_("Families"), reverse("family:list")),
            (self.family.name, reverse("family:page", args=[self.family.pk])),
            (_("Contacts and notes"), self.contacts_url),
            *more,
        ]

    def people(self) -> dict[uuid.UUID, str]:
        """Who is in the family today, by what they are called. One query."""
        day = timezone.localdate(self.moment)
        there = members(self.actor, [self.family.pk], day)[self.family.pk]
        return {member.person.pk: member.person.short_name for member in there}


def opened(request: HttpRequest, family_id: uuid.UUID) -> Opened:
    """Raises NoAccess, which is a 404, when the actor may read neither contacts nor notes of the family."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    family = family_or_404(actor, family_id)
    contacts = require_about(actor, Verb.READ, [family_id], Category.PLAN)
    return Opened(
        actor,
        family,
        timezone.now(),
        contacts.sentence,
        writes=decide_about(actor, Verb.WRITE, [family_id], Category.PLAN).allowed,
        notes=decide_about(actor, Verb.WRITE, [family_id], Category.NOTES).allowed,
    )


def opened_to_write(request: HttpRequest, family_id: uuid.UUID) -> Opened:
    """The same for pages that change something. Raises NoAccess for whoever only reads."""
    found = opened(request, family_id)
    if not found.writes or not found.notes:
        raise NoAccess
    return found
