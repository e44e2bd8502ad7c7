# SPDX-License-Identifier: EUPL-1.2
"""Hide a record from named persons, and show it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.models import Restriction
from familievej.gate.record import validated, values

if TYPE_CHECKING:
    from django.db.models import Model

    from familievej.gate.actor import Actor
    from familievej.gate.models import User
    from familievej.people.models import Person


@action("access.restriction_set")
def restriction_set(
    *,
    actor: Actor,
    record: Model,
    reason: str,
    review_on: dt.date,
    person: Person | None = None,
    user: User | None = None,
) -> Restriction:
    """Hide ``record`` from ``person`` (or ``user``) at once, whatever else would open it. Raises ValidationError.

    Twice is harmless. Nobody hides a record from themselves: then nobody could show it again.
    """
    require(actor, Verb.WRITE, record)
    if (person is None) == (user is None):
        raise ValidationError(_("Choose whom it is hidden from."))
    if user is not None and user.pk == actor.user_id:
        raise ValidationError({"user": _("You cannot hide it from yourself.")})
    _to_come(review_on)
    gated: Any = getattr(type(record), "gated")  # noqa: B009 - declared by every model of personal data
    keys = gated.keys(record)
    whom = {"person_id": person.pk if person else None, "user_id": user.pk if user else None}
    found = Restriction.objects.filter(record_id=record.pk, lifted_at__isnull=True, **whom).first()
    if found is None:
        found = validated(
            Restriction(
                record_id=record.pk,
                subject_id=keys.subjects[0],
                category=keys.category,
                reason=reason,
                review_on=review_on,
                set_by=actor.user_id,
                **whom,
            )
        )
        found.save(force_insert=True)
    audit.wrote(actor, "access.restriction_set", found, after={"reason": reason, "review_on": review_on})
    return found


@action("access.restriction_keep")
def restriction_keep(*, actor: Actor, restriction: Restriction, reason: str, review_on: dt.date) -> None:
    """It was looked at and stays hidden until it is looked at again on ``review_on``. Raises ValidationError."""
    require(actor, Verb.WRITE, restriction)
    _to_come(review_on)
    before = values(restriction, "reason", "review_on")
    restriction.reason, restriction.review_on = reason, review_on
    validated(restriction).save(update_fields=["reason", "review_on"])
    audit.wrote(
        actor,
        "access.restriction_keep",
        restriction,
        before=before,
        after=values(restriction, "reason", "review_on"),
    )


@action("access.restriction_lift")
def restriction_lift(*, actor: Actor, restriction: Restriction) -> None:
    """Show the record again to whom it was hidden from."""
    require(actor, Verb.WRITE, restriction)
    restriction.lifted_at = timezone.now()
    restriction.save(update_fields=["lifted_at"])
    audit.wrote(actor, "access.restriction_lift", restriction, after={"lifted_at": restriction.lifted_at})


def _to_come(review_on: dt.date) -> None:
    if review_on <= timezone.localdate():
        raise ValidationError({"review_on": _("Choose a day to come, on which you look at it again.")})


@action("access.records_hide")
def records_hide(
    *,
    actor: Actor,
    records: Sequence[Model],
    reason: str,
    review_on: dt.date,
    persons: Sequence[Person] = (),
    users: Sequence[User] = (),
) -> None:
    """Hide ``records``, which say the same, from each of ``persons`` and ``users``. All or nothing."""
    for record in records:
        for person in persons:
            restriction_set(actor=actor, record=record, reason=reason, review_on=review_on, person=person)
        for user in users:
            restriction_set(actor=actor, record=record, reason=reason, review_on=review_on, user=user)
    if not records or not (persons or users):
        raise ValidationError(_("Choose whom it is hidden from."))
