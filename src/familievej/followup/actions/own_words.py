# SPDX-License-Identifier: EUPL-1.2
"""What a child has said is kept from the parents until somebody decides otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.access.actions import records_hide
from familievej.access.queries.hidden import parents_of
from familievej.people.models import MemberRole, Membership, Person

if TYPE_CHECKING:
    from familievej.followup.models import Note
    from familievej.gate.actor import Actor

HALF_A_YEAR = dt.timedelta(days=182)


def hide_from_parents(actor: Actor, notes: Sequence[Note]) -> None:
    """From every adult of the family, and from parents and holders of custody who live elsewhere, for half a year.

    Also from an adult whom the note is about as well: it is the child's to tell. A note about several is hidden in each
    of its places. Raises ValidationError when it is about no child.
    """
    day = timezone.localdate()
    there = Membership.objects.visible_to(actor).as_of(day).filter(family=notes[0].family_id)
    roles = dict(there.values_list("person_id", "role"))
    children = {pk for note in notes if (pk := note.person_id) and roles.get(pk) == MemberRole.CHILD}
    if not children:
        raise ValidationError({"about": _("Choose the child whose words they are.")})
    adults = [pk for pk, role in roles.items() if role != MemberRole.CHILD]
    inside = Person.objects.visible_to(actor).filter(pk__in=adults)
    whom = {person.pk: person for person in inside} | parents_of(actor, children, day)
    if whom:
        records_hide(
            actor=actor,
            records=notes,
            persons=list(whom.values()),
            reason=_("A child’s own words, said in confidence"),
            review_on=day + HALF_A_YEAR,
        )
