# SPDX-License-Identifier: EUPL-1.2
"""Share on a paragraph of the law, or write down that something was shared on one occasion."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.actions.organisation import may_administer
from familievej.access.models import Disclosure, LegalBasis
from familievej.access.shareable import known_categories
from familievej.gate import audit
from familievej.gate.acting import refold
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.record import end, validated
from familievej.people.subjects import subject_in

if TYPE_CHECKING:
    from familievej.access.actions.consent import To
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Person


@action("access.legal_basis_add")
def legal_basis_add(
    *,
    actor: Actor,
    code: str,
    paragraph: str,
    scope: str,
    starts: dt.date,
    note: str = "",
    confirmed_by: str = "",
) -> LegalBasis:
    """A paragraph that can be chosen from ``starts`` on. Raises ValidationError."""
    may_administer(actor)
    basis = validated(
        LegalBasis(
            code=code, paragraph=paragraph, scope=scope, starts=starts, note=note, confirmed_by=confirmed_by
        )
    )
    basis.save(force_insert=True)
    audit.wrote(actor, "access.legal_basis_add", basis, after={"paragraph": paragraph})
    return basis


@action("access.legal_basis_end")
def legal_basis_end(*, actor: Actor, basis: LegalBasis, day: dt.date) -> None:
    """From ``day`` nobody shares on it any more; what was shared before keeps its reason. Raises ValidationError."""
    may_administer(actor)
    end(actor, "access.legal_basis_end", basis, day)


@action("access.legal_basis_confirm")
def legal_basis_confirm(*, actor: Actor, basis: LegalBasis, confirmed_by: str) -> None:
    """The municipality's lawyer stands by it. Raises ValidationError."""
    may_administer(actor)
    before, basis.confirmed_by = basis.confirmed_by, confirmed_by.strip()
    validated(basis)
    basis.save(update_fields=["confirmed_by"])
    audit.wrote(
        actor,
        "access.legal_basis_confirm",
        basis,
        before={"confirmed_by": before},
        after={"confirmed_by": basis.confirmed_by},
    )


@action("access.disclosure_make")
def disclosure_make(
    *,
    actor: Actor,
    family: Family,
    to: To,
    purpose: str,
    person: Person | None = None,
    categories: Collection[str] = (),
    legal_basis: LegalBasis | None = None,
    once: bool = False,
    what: str = "",
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    disclosure_id: uuid.UUID | None = None,
) -> Disclosure:
    """Share ``categories`` on ``legal_basis`` until ``ends_at``; or, with ``once``, write down ``what`` was shared.

    ``disclosure_id`` from the form makes a double click harmless. Raises ValidationError, also for a paragraph that
    does not hold today.
    """
    subject = subject_in(family, person)
    require_about(actor, Verb.WRITE, [subject], Category.CONSENT)
    if person is not None and not family.memberships.filter(person=person).exists():
        raise ValidationError({"about": _("This person is not in the family.")})
    known = Disclosure.objects.visible_to(actor).filter(pk=disclosure_id).first() if disclosure_id else None
    if known is not None:
        if known.subject_id != subject:
            raise NoAccess
        audit.wrote(actor, "access.disclosure_make", known)
        return known
    if legal_basis is not None and not legal_basis.holds(timezone.localdate()):
        raise ValidationError({"legal_basis": _("This paragraph no longer holds. Choose another.")})
    if not once and not categories:
        raise ValidationError({"categories": _("Choose at least one thing that may be known.")})
    disclosure = validated(
        Disclosure(
            id=disclosure_id or uuid.uuid4(),
            family=family,
            person=person,
            subject_id=subject,
            categories=known_categories(categories),
            unit=to.unit,
            user=to.user,
            outside=to.outside,
            legal_basis=legal_basis,
            once=once,
            what=what,
            purpose=purpose,
            starts_at=starts_at or timezone.now(),
            ends_at=ends_at,
            decided_by_id=actor.user_id,
        )
    )
    disclosure.save(force_insert=True)
    refold([subject, person.pk if person else subject])
    audit.wrote(
        actor, "access.disclosure_make", disclosure, after={"categories": disclosure.categories, "once": once}
    )
    return disclosure


@action("access.disclosure_end")
def disclosure_end(*, actor: Actor, disclosure: Disclosure) -> None:
    """Closed from the next statement on. What has ended stays as it is."""
    require(actor, Verb.WRITE, disclosure)
    before, now = disclosure.ends_at, timezone.now()
    disclosure.ends_at = before if before and before < now else now
    disclosure.save(update_fields=["ends_at"])
    refold([disclosure.subject_id, disclosure.person_id or disclosure.subject_id])
    audit.wrote(actor, "access.disclosure_end", disclosure, before={"ends_at": before})
