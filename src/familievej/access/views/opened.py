# SPDX-License-Identifier: EUPL-1.2
"""What every page about a family's consents begins with: who asks, the family, and the reason why they may."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about, require, require_about
from familievej.people import queries as people

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from familievej.access.models import Consent
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Person


@dataclass(frozen=True)
class Opened:
    """``basis`` is the sentence of the decision."""

    actor: Actor
    family: Family
    day: dt.date
    basis: str
    writes: bool

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """Families, the family, who may know what, and ``more``."""
        here = reverse("access:consents", args=[self.family.pk])
        return [
            (_("Families"), reverse("family:list")),
            (self.family.name, reverse("family:page", args=[self.family.pk])),
            (_("Who may know what"), here if more else ""),
            *more,
        ]

    def members(self) -> list[Person]:
        """Who is in the family today."""
        return [m.person for m in people.members(self.actor, [self.family.pk], self.day)[self.family.pk]]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def opened(request: HttpRequest, family_id: UUID, *, writing: bool = False) -> Opened:
    """The family and the basis. Raises NoAccess for whoever may not read (or, ``writing``, not write) its consents."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    writes = decide_about(actor, Verb.WRITE, [family.pk], Category.CONSENT)
    if writes.allowed or writing:
        sentence = writes.sentence or require_about(actor, Verb.WRITE, [family.pk], Category.CONSENT).sentence
    else:
        sentence = require_about(actor, Verb.READ, [family.pk], Category.CONSENT).sentence
    return Opened(actor, family, timezone.localdate(), sentence, writes.allowed)


def may_write(actor: Actor, consent: Consent) -> None:
    """Raises NoAccess."""
    require(actor, Verb.WRITE, consent)
