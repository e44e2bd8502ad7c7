# SPDX-License-Identifier: EUPL-1.2
"""Ask for a consent, answer it, take it back, ask anew with other words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import Consent, Receiver, Signature, SignedHow, Withdrawal
from familievej.gate import audit
from familievej.gate.acting import refold
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Area, Unit, User
    from familievej.people.models import Family, Person


@dataclass(frozen=True)
class To:
    """One receiver: a unit, a user, or a name outside the system."""

    unit: Unit | None = None
    user: User | None = None
    outside: str = ""


def needed_on(consent: Consent, day: dt.date) -> set[uuid.UUID]:
    """The ids of those who must say yes to ``consent`` for it to be open on ``day``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select signer_id from access_consent_needed(array[%s::uuid])"
            " where starts <= %s and (ends is null or ends > %s)",
            [str(consent.pk), day, day],
        )
        return {signer for (signer,) in cursor.fetchall()}


@action("access.consent_ask")
def consent_ask(
    *,
    actor: Actor,
    family: Family,
    categories: Collection[str],
    to: Sequence[To],
    purpose: str,
    starts: dt.date,
    ends: dt.date,
    person: Person | None = None,
    from_areas: Sequence[Area] = (),
    consent_id: uuid.UUID | None = None,
) -> Consent:
    """Ask. Nothing opens before everybody who must has answered yes. Raises ValidationError by field.

    ``consent_id`` from the form makes a double click harmless.
    """
    subject = person.pk if person else family.pk
    require_about(actor, Verb.WRITE, [subject], Category.FAMILY_RELATIONS)
    known = Consent.objects.visible_to(actor).filter(pk=consent_id).first() if consent_id else None
    if known is None:
        consent = Consent(
            id=consent_id or uuid.uuid4(),
            family=family,
            person=person,
            subject_id=subject,
            categories=_known(categories),
            purpose=purpose,
            starts=starts,
            ends=ends,
            asked_by_id=actor.user_id,
            asked_at=timezone.now(),
        )
        known = _write(consent, to, from_areas)
    audit.wrote(actor, "access.consent_ask", known, after={"categories": sorted(categories), "ends": ends})
    return known


@action("access.consent_sign")
def consent_sign(
    *, actor: Actor, consent: Consent, signer: Person, answer: str, witness: User | None = None
) -> Signature:
    """``signer`` says yes or no: with the own login, or on a shared screen with the coordinator as ``witness``.

    Raises ValidationError when the signer is not one who must be asked today, or the consent is over or replaced.
    """
    own = actor.person_id == signer.pk and witness is None
    require(actor, Verb.READ if own else Verb.WRITE, consent)
    if not own and (witness is None or witness.pk != actor.user_id):
        raise NoAccess
    today = timezone.localdate()
    if consent.ends <= today or Consent.objects.filter(replaces=consent).exists():
        raise ValidationError(_("This consent is over. Ask for a new one."))
    if signer.pk not in needed_on(consent, max(today, consent.starts)):
        raise ValidationError(
            _("It is not for this person to answer. See who is asked on the page of the consent.")
        )
    signature = validated(
        Signature(
            consent=consent,
            subject_id=consent.subject_id,
            signer=signer,
            answer=answer,
            how=SignedHow.OWN_LOGIN if own else SignedHow.SHARED_SCREEN,
            witness=witness,
            signed_at=timezone.now(),
        )
    )
    signature.save(force_insert=True)
    refold([consent.subject_id])
    audit.wrote(actor, "access.consent_sign", signature, after={"answer": answer})
    return signature


@action("access.consent_withdraw")
def consent_withdraw(
    *, actor: Actor, consent: Consent, by: Person, categories: Collection[str] | None = None
) -> Withdrawal:
    """``by`` takes back the whole (None) or some categories; closed on every path from the next statement on.

    By themselves at any time; the coordinator may write down what they said. Only who is asked can. Twice is harmless.
    """
    own = actor.person_id == by.pk
    require(actor, Verb.READ if own else Verb.WRITE, consent)
    signed = consent.signatures.filter(signer=by).exists()
    if not signed and by.pk not in needed_on(consent, timezone.localdate()):
        raise NoAccess
    wanted = _known(consent.categories if categories is None else categories)
    if set(wanted) - set(consent.categories):
        raise ValidationError({"categories": _("That was not part of the consent.")})
    withdrawal = Withdrawal(
        consent=consent, subject_id=consent.subject_id, by=by, categories=wanted, at=timezone.now()
    )
    withdrawal.save(force_insert=True)
    refold([consent.subject_id])
    audit.wrote(actor, "access.consent_withdraw", withdrawal, after={"categories": wanted})
    return withdrawal


@action("access.consent_renegotiate")
def consent_renegotiate(
    *,
    actor: Actor,
    consent: Consent,
    categories: Collection[str],
    to: Sequence[To],
    purpose: str,
    starts: dt.date,
    ends: dt.date,
    from_areas: Sequence[Area] = (),
) -> Consent:
    """A new version beside the old one, which closes now: nobody said yes to the new words yet.

    Raises ValidationError.
    """
    require(actor, Verb.WRITE, consent)
    if Consent.objects.filter(replaces=consent).exists():
        raise ValidationError(_("This consent already has a newer version."))
    newer = Consent(
        family_id=consent.family_id,
        person_id=consent.person_id,
        subject_id=consent.subject_id,
        categories=_known(categories),
        purpose=purpose,
        starts=starts,
        ends=ends,
        asked_by_id=actor.user_id,
        asked_at=timezone.now(),
        version=consent.version + 1,
        replaces=consent,
    )
    _write(newer, to, from_areas)
    refold([consent.subject_id])
    audit.wrote(
        actor, "access.consent_renegotiate", newer, after={"categories": sorted(categories), "ends": ends}
    )
    return newer


def _known(categories: Collection[str]) -> list[str]:
    return sorted({Category(category).value for category in categories})


def _write(consent: Consent, to: Sequence[To], from_areas: Sequence[Area]) -> Consent:
    if not to:
        raise ValidationError({"to": _("Choose at least one who may know it.")})
    validated(consent).save(force_insert=True)
    for receiver in to:
        validated(
            Receiver(
                consent=consent,
                subject_id=consent.subject_id,
                unit=receiver.unit,
                user=receiver.user,
                outside=receiver.outside,
            )
        ).save(force_insert=True)
    consent.from_areas.set(from_areas)
    return consent
