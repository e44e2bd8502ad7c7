# SPDX-License-Identifier: EUPL-1.2
"""Claims that must be examined, and statements that others are asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familievej.access.actions import disclosure_make
from familievej.access.actions.consent import To
from familievej.access.models import Consent, LegalBasis
from familievej.base.names import search_key
from familievej.forms.models import Claim, Statement, Verdict
from familievej.forms.queries import open_consents
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require, require_about
from familievej.gate.member import member_subject
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.people.models import Person

SHORT = 2  # letters: "i", "og", "på" name nobody


def _subject(course: Course, person: Person | None) -> uuid.UUID:
    return member_subject(course.family_id, person.pk) if person else course.family_id


@action("forms.claim_add")
def claim_add(
    *, actor: Actor, course: Course, said: str = "", supposed: str = "", person: Person | None = None,
    claim_id: uuid.UUID | None = None,
) -> Claim:  # fmt: skip
    """What the family says, what we suppose, or both: it needs examination. Raises NoAccess, ValidationError.

    ``claim_id`` makes a double click harmless.
    """
    subject = _subject(course, person)
    require_about(actor, Verb.WRITE, [subject], Claim.gated.category or "")
    known = Claim.objects.visible_to(actor).filter(pk=claim_id).first() if claim_id else None
    if known is not None:
        audit.wrote(actor, "forms.claim_add", known)
        return known
    claim = Claim(
        course=course, family_id=course.family_id, person=person, subject_id=subject, said=said.strip(),
        supposed=supposed.strip(), made_by_name=actor.name, **({"id": claim_id} if claim_id else {}),
    )  # fmt: skip
    validated(claim).save(force_insert=True)
    audit.wrote(actor, "forms.claim_add", claim, after={"said": claim.said, "supposed": claim.supposed})
    return claim


@action("forms.claim_examine")
def claim_examine(*, actor: Actor, claim: Claim, verdict: str, day: dt.date, found: str) -> Claim:
    """Somebody has examined it on ``day``. The same again changes nothing.

    Raises ValidationError: without a finding it stays open, and what was found before is never written over.
    """
    require(actor, Verb.WRITE, claim)
    claim = Claim.objects.visible_to(actor, Verb.WRITE).select_for_update().get(pk=claim.pk)
    if claim.verdict != Verdict.OPEN:
        if (claim.verdict, claim.examined_on, claim.found) != (verdict, day, found.strip()):
            said = _("Somebody has examined it already. Write it down anew if it must be examined once more.")
            raise ValidationError(said)
        audit.wrote(actor, "forms.claim_examine", claim)
        return claim
    if verdict not in (Verdict.CONFIRMED, Verdict.DENIED):
        raise ValidationError({"verdict": _("Say whether it was confirmed or denied.")})
    if not found.strip():
        raise ValidationError({"found": _("Write what was found, and how.")})
    if day > timezone.localdate():
        raise ValidationError({"day": _("The day lies ahead. Write the day on which it was examined.")})
    claim.verdict, claim.examined_on, claim.found = verdict, day, found.strip()
    claim.examined_by_name = actor.name
    validated(claim).save(update_fields=["verdict", "examined_on", "found", "examined_by_name"])
    audit.wrote(actor, "forms.claim_examine", claim, after={"verdict": verdict, "found": claim.found})
    return claim


@action("forms.statement_ask")
def statement_ask(
    *, actor: Actor, course: Course, category: str, partner: str, question: str, basis: Consent | LegalBasis | None,
    asked_on: dt.date, due_on: dt.date, person: Person | None = None, statement_id: uuid.UUID | None = None,
) -> Statement:  # fmt: skip
    """Ask somebody for a statement of ``category``: to ask is to tell that the family has a course.

    ``basis`` is a consent that is open today for the category and about the same person, or a paragraph that holds
    today: then it is written down as a disclosure too. Raises NoAccess, and ValidationError for a basis that does not
    allow it.
    """
    subject = _subject(course, person)
    require_about(actor, Verb.WRITE, [subject], category)
    known = Statement.objects.visible_to(actor).filter(pk=statement_id).first() if statement_id else None
    if known is not None:
        audit.wrote(actor, "forms.statement_ask", known)
        return known
    said = _said(actor, course, basis, person, category, partner)
    statement = Statement(
        course=course, family_id=course.family_id, person=person, subject_id=subject, category=category,
        partner=partner.strip(), question=question.strip(), basis=said,
        asked_on=asked_on, due_on=due_on, made_by_name=actor.name, **({"id": statement_id} if statement_id else {}),
    )  # fmt: skip
    validated(statement).save(force_insert=True)
    if isinstance(basis, LegalBasis):
        disclosure_make(
            actor=actor, family=course.family, person=person, to=To(outside=statement.partner[:160]), legal_basis=basis,
            once=True, what=statement.question[:600], purpose=_("To ask for a statement"),
            disclosure_id=uuid.uuid5(statement.pk, "disclosure"),
        )  # fmt: skip
    after = {"partner": statement.partner, "question": statement.question, "basis": statement.basis}
    audit.wrote(actor, "forms.statement_ask", statement, after=after)
    return statement


def _said(
    actor: Actor, course: Course, basis: Consent | LegalBasis | None, person: Person | None, category: str,
    partner: str,
) -> str:  # fmt: skip
    """The basis in words, as it was that day; the consent itself is deleted in its time."""
    today = timezone.localdate()
    if isinstance(basis, LegalBasis) and basis.holds(today):
        return basis.paragraph
    about = person.pk if person else None
    for reading in open_consents(actor, course.family, today):
        consent = reading.consent
        if (
            basis is not None
            and consent.pk == basis.pk
            and consent.person_id == about
            and category in reading.open
        ):
            _speaks_to(partner, [str(receiver) for receiver in reading.receivers])
            return _("Consent until %(until)s: %(purpose)s") % {
                "until": date_format(consent.ends, "DATE_FORMAT"),
                "purpose": consent.purpose,
            }
    said = _(
        "This does not allow it. Choose a consent about the same person that is open for this, or a paragraph."
    )
    raise ValidationError({"basis": said})


def _speaks_to(partner: str, receivers: Sequence[str]) -> None:
    """Raises ValidationError when no word of ``partner`` is one of those to whom the consent speaks."""
    asked = {word for word in search_key(partner).split() if len(word) > SHORT}
    if not any(asked.intersection(search_key(receiver).split()) for receiver in receivers):
        said = _(
            "This consent speaks to %(receivers)s. Ask one of them, or choose another consent or a paragraph."
        )
        raise ValidationError({"partner": said % {"receivers": ", ".join(receivers)}})


@action("forms.statement_remind")
def statement_remind(*, actor: Actor, statement: Statement, day: dt.date) -> Statement:
    """They were reminded on ``day``. Raises ValidationError when they have answered."""
    require(actor, Verb.WRITE, statement)
    if statement.received_on is not None:
        raise ValidationError(_("They have answered already."))
    statement.reminded_on = day
    statement.save(update_fields=["reminded_on"])
    audit.wrote(actor, "forms.statement_remind", statement, after={"reminded_on": day})
    return statement


@action("forms.statement_receive")
def statement_receive(*, actor: Actor, statement: Statement, day: dt.date, answer: str) -> Statement:
    """What they said, and when it came. Raises ValidationError."""
    require(actor, Verb.WRITE, statement)
    if statement.received_on is not None and statement.answer != answer.strip():
        raise ValidationError(_("Their statement is written down already. Ask for a new one to hear more."))
    if day < statement.asked_on:
        raise ValidationError({"day": _("It cannot have come before it was asked for.")})
    statement.received_on, statement.answer = day, answer.strip()
    validated(statement).save(update_fields=["received_on", "answer"])
    audit.wrote(
        actor, "forms.statement_receive", statement, after={"received_on": day, "answer": statement.answer}
    )
    return statement
