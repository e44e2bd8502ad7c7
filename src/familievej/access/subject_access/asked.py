# SPDX-License-Identifier: EUPL-1.2
"""Whose data, and who asked: the person, or somebody with custody of the child."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from familievej.gate.lock import matrix
from familievej.gate.models import Restriction, User
from familievej.people.models import Custody, Membership, Person

CUSTODY_YEARS = 18


class NotTheirs(ValueError):
    """Whoever asks is neither the person nor somebody with custody of the child."""


@dataclass(frozen=True)
class Asked:
    """``subjects`` is all that a row about the person alone can have as subject; ``families`` are those whose common
    records are given too: the ones that the person and the receiver both are in on ``day``."""

    person: Person
    receiver: Person
    day: dt.date
    subjects: frozenset[UUID]
    families: frozenset[UUID]
    every_family: frozenset[UUID]
    hidden: frozenset[UUID] = field(default_factory=frozenset)
    user: User | None = None

    @property
    def by_self(self) -> bool:
        """The person asks about themselves."""
        return self.person.pk == self.receiver.pk

    def opens(self, category: str) -> bool:
        """Whether ``category`` is handed out: all of it to the person; what custody opens to its holder."""
        return self.by_self or category in matrix()["custody"]["read"]


def ask(person: Person, receiver: Person, day: dt.date) -> Asked:
    """Everything that must be known before a row is read. On the owner's connection. Raises NotTheirs."""
    if person.pk != receiver.pk and not _has_custody(person, receiver, day):
        raise NotTheirs(
            _("Whoever asks is neither the person nor has custody of the child today. Nothing was collected.")
        )
    memberships = list(Membership.objects.filter(person=person))
    present = Membership.objects.as_of(day)
    own = set(present.filter(person=person).values_list("family_id", flat=True))
    theirs = set(present.filter(person=receiver).values_list("family_id", flat=True))
    account = User.objects.filter(subject_id=receiver.pk).first()
    from_whom = Restriction.objects.filter(lifted_at__isnull=True)
    hidden = set(from_whom.filter(person_id=receiver.pk).values_list("record_id", flat=True))
    if account:
        hidden |= set(from_whom.filter(user_id=account.pk).values_list("record_id", flat=True))
    return Asked(
        person=person,
        receiver=receiver,
        day=day,
        subjects=frozenset({person.pk, *(row.subject_id for row in memberships)}),
        families=frozenset(own & theirs),
        every_family=frozenset(row.family_id for row in memberships),
        hidden=frozenset(hidden),
        user=User.objects.filter(subject_id=person.pk).first(),
    )


def _has_custody(child: Person, holder: Person, day: dt.date) -> bool:
    age = child.age(day)
    holds = Custody.objects.as_of(day).filter(child=child, holder=holder).exists()
    return holds and (age is None or age < CUSTODY_YEARS)
