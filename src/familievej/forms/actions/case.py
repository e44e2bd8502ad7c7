# SPDX-License-Identifier: EUPL-1.2
"""Claims that must be examined, and statements that others are asked for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.forms.models import Claim, Statement, Verdict
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require, require_about
from familievej.gate.member import member_subject
from familievej.gate.record import validated

if TYPE_CHECKING:
    import uuid

    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.people.models import Person


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
    """Somebody has examined it on ``day``. Raises ValidationError: without a finding it stays open."""
    require(actor, Verb.WRITE, claim)
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
    *, actor: Actor, course: Course, category: str, partner: str, question: str, basis: str, asked_on: dt.date,
    due_on: dt.date, person: Person | None = None, statement_id: uuid.UUID | None = None,
) -> Statement:  # fmt: skip
    """Ask somebody for a statement of ``category``, on a basis that is written down. Raises ValidationError."""
    subject = _subject(course, person)
    require_about(actor, Verb.WRITE, [subject], category)
    known = Statement.objects.visible_to(actor).filter(pk=statement_id).first() if statement_id else None
    if known is not None:
        audit.wrote(actor, "forms.statement_ask", known)
        return known
    if not basis.strip():
        raise ValidationError(
            {"basis": _("Write on what basis you ask: the consent and its day, or the paragraph of the law.")}
        )
    statement = Statement(
        course=course, family_id=course.family_id, person=person, subject_id=subject, category=category,
        partner=partner.strip(), question=question.strip(), basis=basis.strip(), asked_on=asked_on, due_on=due_on,
        made_by_name=actor.name, **({"id": statement_id} if statement_id else {}),
    )  # fmt: skip
    validated(statement).save(force_insert=True)
    after = {"partner": statement.partner, "question": statement.question, "basis": statement.basis}
    audit.wrote(actor, "forms.statement_ask", statement, after=after)
    return statement


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
