# SPDX-License-Identifier: EUPL-1.2
"""Ask for a consent, answer it, take it back, ask anew with other words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import Consent, NoticeKind, Receiver, Signature, SignedHow, Withdrawal
from familievej.access.openness import open_categories, opened_at
from familievej.access.queries.facts import facts_of
from familievej.access.shareable import known_categories
from familievej.gate import audit
from familievej.gate.acting import refold
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.record import validated
from familievej.people.subjects import subject_in

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

    ``consent_id`` from the form makes a double click harmless; somebody else's id is refused.
    """
    subject = subject_in(family, person)
    require_about(actor, Verb.WRITE, [subject], Category.CONSENT)
    if person is not None and not family.memberships.filter(person=person).exists():
        raise ValidationError({"about": _("This person is not in the family.")})
    known = _made_by(actor, consent_id, subject)
    if known is None:
        consent = Consent(
            id=consent_id or uuid.uuid4(),
            family=family,
            person=person,
            subject_id=subject,
            categories=known_categories(categories),
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
    with _telling(consent):
        signature.save(force_insert=True)
        refold([consent.subject_id, consent.person_id or consent.subject_id])
    audit.wrote(actor, "access.consent_sign", signature, after={"answer": answer})
    return signature


@action("access.consent_withdraw")
def consent_withdraw(
    *, actor: Actor, consent: Consent, by: Person, categories: Collection[str] | None = None
) -> Withdrawal:
    """``by`` takes back the whole (None) or some categories; closed on every path from the next statement on.

    By themselves at any time; the coordinator may write down what they were told. Only who is asked today can: from
    the fifteenth birthday the parents no longer take back what the young person gave. Twice is harmless.
    Raises NoAccess, ValidationError.
    """
    own = actor.person_id == by.pk
    require(actor, Verb.READ if own else Verb.WRITE, consent)
    if by.pk not in needed_on(consent, max(timezone.localdate(), consent.starts)):
        raise NoAccess
    wanted = known_categories(consent.categories if categories is None else categories)
    if not wanted:
        raise ValidationError({"categories": _("Choose what is taken back.")})
    if set(wanted) - set(consent.categories):
        raise ValidationError({"categories": _("That was not part of the consent.")})
    withdrawal = Withdrawal(
        consent=consent,
        subject_id=consent.subject_id,
        by=by,
        categories=wanted,
        told_to_id=None if own else actor.user_id,
        at=timezone.now(),
    )
    with _telling(consent):
        withdrawal.save(force_insert=True)
        refold([consent.subject_id, consent.person_id or consent.subject_id])
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
    consent_id: uuid.UUID | None = None,
) -> Consent:
    """A new version beside the old one, which closes now: nobody said yes to the new words yet.

    ``consent_id`` from the form makes a double click harmless. Raises ValidationError.
    """
    require(actor, Verb.WRITE, consent)
    known = _made_by(actor, consent_id, consent.subject_id)
    if known is not None and known.replaces_id == consent.pk:
        audit.wrote(actor, "access.consent_renegotiate", known)
        return known
    if Consent.objects.filter(replaces=consent).exists():
        raise ValidationError(_("This consent already has a newer version."))
    newer = Consent(
        id=consent_id or uuid.uuid4(),
        family_id=consent.family_id,
        person_id=consent.person_id,
        subject_id=consent.subject_id,
        categories=known_categories(categories),
        purpose=purpose,
        starts=starts,
        ends=ends,
        asked_by_id=actor.user_id,
        asked_at=timezone.now(),
        version=consent.version + 1,
        replaces=consent,
    )
    with _telling(consent, NoticeKind.REPLACED):
        _write(newer, to, from_areas)
        refold([consent.subject_id, consent.person_id or consent.subject_id])
    audit.wrote(
        actor, "access.consent_renegotiate", newer, after={"categories": sorted(categories), "ends": ends}
    )
    return newer


def _made_by(actor: Actor, consent_id: uuid.UUID | None, subject: uuid.UUID) -> Consent | None:
    """What a form sent twice made the first time. Raises NoAccess for the id of another consent."""
    if consent_id is None:
        return None
    known = Consent.objects.visible_to(actor).filter(pk=consent_id).first()
    if known is not None and known.subject_id != subject:
        raise NoAccess
    return known


@contextmanager
def _telling(consent: Consent, closing: NoticeKind = NoticeKind.WITHDRAWN) -> Iterator[None]:
    """Tell the receivers what the change inside opens or closes for them."""
    day = max(timezone.localdate(), consent.starts)
    before = facts_of(consent)
    was = open_categories(before, day)
    yield
    now = open_categories(facts_of(consent), day)
    if now - was:
        _tell(consent, NoticeKind.BEGAN, day)
    elif was - now:
        since = max(timezone.localdate(opened_at(before, day)), consent.starts)
        _tell(consent, NoticeKind.PARTLY_WITHDRAWN if now else closing, since)


def _tell(consent: Consent, what: NoticeKind, day: dt.date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select access_tell(%s, %s, %s)", [str(consent.pk), what.value, day])


def _write(consent: Consent, to: Sequence[To], from_areas: Sequence[Area]) -> Consent:
    if not to:
        raise ValidationError({"to": _("Choose at least one who may know it.")})
    try:
        with transaction.atomic():
            validated(consent).save(force_insert=True)
    except IntegrityError as fault:
        # The form's id is that of a consent which this actor may not see.
        raise NoAccess from fault
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
