# SPDX-License-Identifier: EUPL-1.2
"""Openness: write down what was shared without the family, and that the family has been told."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import Telling
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.record import validated
from familievej.people.subjects import subject_in

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Person


@action("access.telling_open")
def telling_open(
    *,
    actor: Actor,
    family: Family,
    what: str,
    with_whom: str,
    why_without: str,
    happened_on: dt.date,
    person: Person | None = None,
    telling_id: uuid.UUID | None = None,
) -> Telling:
    """``what`` was shared ``with_whom`` without the family; they are to be told at the next contact.

    ``telling_id`` from the form makes a double click harmless. Raises NoAccess, ValidationError.
    """
    if person is not None and not family.memberships.filter(person=person).exists():
        raise ValidationError({"about": _("This person is not in the family.")})
    subject = subject_in(family, person)
    require_about(actor, Verb.WRITE, [subject], Category.NOTES)
    if happened_on > timezone.localdate():
        raise ValidationError(
            {"happened_on": _("This day has not come yet. Write the day on which it was shared.")}
        )
    telling = Telling(
        id=telling_id or uuid.uuid4(),
        family=family,
        person=person,
        subject_id=subject,
        what=what.strip(),
        with_whom=with_whom.strip(),
        why_without=why_without.strip(),
        happened_on=happened_on,
        recorded_by_id=actor.user_id,
        recorded_at=timezone.now(),
    )
    known = Telling.objects.visible_to(actor).filter(pk=telling.pk, subject_id=subject).first()
    if known is None:
        validated(telling)
        try:
            with transaction.atomic():
                telling.save(force_insert=True)
        except IntegrityError as fault:
            # The id of another record, which may be one that this actor cannot see.
            raise NoAccess from fault
    after = {"what": telling.what, "with_whom": telling.with_whom, "why_without": telling.why_without}
    audit.wrote(actor, "access.telling_open", known or telling, after=after)
    return known or telling


@action("access.telling_done")
def telling_done(
    *,
    actor: Actor,
    telling: Telling,
    told_on: dt.date,
    told_how: str = "",
    contact_id: uuid.UUID | None = None,
) -> Telling:
    """The family has been told, ``contact_id`` at which contact. Twice is harmless.

    Raises NoAccess, ValidationError.
    """
    require(actor, Verb.WRITE, telling)
    telling = Telling.objects.select_for_update().get(pk=telling.pk)
    if told_on > timezone.localdate():
        raise ValidationError({"told_on": _("This day has not come yet. Come back when you have told them.")})
    if telling.told_on is None:
        # What they now know is theirs to read, on the page of who may know what.
        require_about(actor, Verb.WRITE, [telling.subject_id], Category.CONSENT)
        telling.told_on, telling.told_how, telling.category = told_on, told_how.strip(), Category.CONSENT
        telling.told_by_id, telling.contact_id = actor.user_id, contact_id
        validated(telling)
        telling.save(update_fields=["told_on", "told_how", "category", "told_by", "contact_id"])
    audit.wrote(actor, "access.telling_done", telling, after={"told_on": told_on, "told_how": told_how})
    return telling
