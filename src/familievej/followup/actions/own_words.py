# SPDX-License-Identifier: EUPL-1.2
"""What a child has said, and that one spoke with it alone: kept from the parents until somebody decides otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.access.actions import records_hide, restriction_set
from familievej.access.queries.hidden import parents_of
from familievej.gate.models import Restriction, User
from familievej.people.models import MemberRole, Membership, Person

if TYPE_CHECKING:
    from django.db.models import Model

    from familievej.followup.models import Contact
    from familievej.gate.actor import Actor

HALF_A_YEAR = dt.timedelta(days=182)


def hide_from_parents(actor: Actor, notes: Sequence[Any]) -> None:
    """From every adult of the family, and from parents and holders of custody who live elsewhere, for half a year.

    Also from an adult whom the note is about as well: it is the child's to tell. A note about several is hidden in each
    of its places. Raises ValidationError when it is about no child.
    """
    whom = _adults(actor, notes[0].family_id, [note.person_id for note in notes if note.person_id])
    _hide(actor, notes, whom, reason=_("A child’s own words, said in confidence"))


def hide_conversation(actor: Actor, contact: Contact, persons: Iterable[Person]) -> None:
    """That ``persons``, children of the family, are spoken with alone: when, where and with whom, from the same adults.

    Parents need not agree to it, nor be there, where that is best for the child (barnets lov § 5, stk. 3); whether they
    must be told is for whoever decides in the matter. Raises ValidationError when it is with no child.
    """
    whom = _adults(actor, contact.family_id, [person.pk for person in persons])
    _hide(actor, [contact], whom, reason=_("A conversation with the child alone"))


def hide_like(actor: Actor, contact: Model, notes: Sequence[Model]) -> None:
    """A note that is written later goes where its contact went: it would tell what the contact keeps quiet about.

    So does what is carried over from one record to another.
    """
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for one in Restriction.objects.visible_to(actor).filter(record_id=contact.pk, lifted_at__isnull=True):
        for note in notes:
            restriction_set(
                actor=actor,
                record=note,
                reason=one.reason,
                review_on=max(one.review_on, tomorrow),
                person=Person(pk=one.person_id) if one.person_id else None,
                user=User(pk=one.user_id) if one.user_id else None,
            )


def _adults(actor: Actor, family_id: UUID, persons: Iterable[UUID]) -> list[Person]:
    day = timezone.localdate()
    there = Membership.objects.visible_to(actor).as_of(day).filter(family=family_id)
    roles = dict(there.values_list("person_id", "role"))
    children = {pk for pk in persons if roles.get(pk) == MemberRole.CHILD}
    if not children:
        raise ValidationError({"about": _("Choose the child whose words they are.")})
    adults = [pk for pk, role in roles.items() if role != MemberRole.CHILD]
    inside = Person.objects.visible_to(actor).filter(pk__in=adults)
    return list(({person.pk: person for person in inside} | parents_of(actor, children, day)).values())


def _hide(actor: Actor, records: Sequence[Any], whom: list[Person], *, reason: str) -> None:
    if whom:
        review_on = timezone.localdate() + HALF_A_YEAR
        records_hide(actor=actor, records=records, persons=whom, reason=reason, review_on=review_on)
