# SPDX-License-Identifier: EUPL-1.2
"""What a receiver is told, and what is open to them right now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from familievej.access.models import Notice
from familievej.access.words import what
from familievej.gate.categories import Basis, Verb
from familievej.gate.models import Grant
from familievej.gate.sources import source
from familievej.people.models import Family, Membership, Person

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.gate.actor import Actor

TOLD_FOR = dt.timedelta(days=14)


@dataclass(frozen=True)
class Received:
    """What somebody has shared with the actor: about whom (as far as they may know), what, and why.

    ``person`` is None for what the family has together; ``family`` where the family's own page is open.
    """

    about: str
    what: str
    sentence: str
    family: Family | None
    person: UUID | None


def notices(actor: Actor, day: dt.date) -> list[Notice]:
    """Those of the last fourteen days, newest first."""
    rows = Notice.objects.visible_to(actor).filter(at__gte=timezone.now() - TOLD_FOR, at__date__lte=day)
    return list(rows.select_related("to_unit").order_by("-at"))


def unread(actor: Actor, day: dt.date) -> list[Notice]:
    """The same, without those that were read."""
    return [notice for notice in notices(actor, day) if notice.read_at is None]


def received(actor: Actor) -> list[Received]:
    """What consents and paragraphs open for ``actor`` now, a line for each person or family and reason."""
    bases = (Basis.CONSENT, Basis.STATUTE)
    live: defaultdict[tuple[UUID, UUID], list[Grant]] = defaultdict(list)
    for grant in Grant.objects.live(actor, Verb.READ).filter(basis__in=bases):
        live[grant.source_id, grant.subject_id].append(grant)
    subjects = {subject for _source, subject in live}
    names, families = _about(actor, subjects)
    own = {family.pk for family in families.values()}
    found = [
        Received(
            about=names.get(subject, ""),
            what=what({grant.category for grant in grants}),
            sentence=_sentence(grants),
            family=families.get(subject),
            person=None if subject in own else subject,
        )
        # A person's own subject stands beside that of the member: one line says both.
        for (_source, subject), grants in live.items()
        if subject in names
    ]
    return sorted(found, key=lambda each: (each.about, each.what))


def _sentence(grants: Sequence[Grant]) -> str:
    return source(grants[0].source).sentence(grants[0])


def _about(actor: Actor, subjects: set[UUID]) -> tuple[dict[UUID, str], dict[UUID, Family]]:
    persons = Person.objects.visible_to(actor).filter(pk__in=subjects)
    names = {person.pk: person.short_name for person in persons}
    families = {family.pk: family for family in Family.objects.visible_to(actor).filter(pk__in=subjects)}
    names |= {pk: family.name for pk, family in families.items()}
    known = Membership.objects.visible_to(actor).filter(person__in=list(names), family__in=list(families))
    homes = {row.person_id: families[row.family_id] for row in known}
    return names, {**homes, **families}
