# SPDX-License-Identifier: EUPL-1.2
"""Answer on a shared screen: made to be turned towards the family, with nothing else of the case on it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from familievej.access import actions, words
from familievej.access.queries import consents
from familievej.access.views.opened import may_write, opened
from familievej.gate import audit, rules
from familievej.gate.decide import NoAccess
from familievej.people.models import Person

CONFLICT = 409


@rules.staff
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, family_id: UUID, consent_id: UUID, person_id: UUID) -> HttpResponse:
    """The consent read back to one person, and yes and no of equal weight. The coordinator is the witness."""
    found = opened(request, family_id, writing=True)
    reading = consents.one(found.actor, found.family, consent_id, found.day)
    may_write(found.actor, reading.consent)
    person = Person.objects.visible_to(found.actor).filter(pk=person_id).first()
    fault = ""
    if person is None:
        raise NoAccess
    if request.method == "POST":
        try:
            actions.consent_sign(
                actor=found.actor,
                consent=reading.consent,
                signer=person,
                answer=request.POST.get("answer", ""),
                witness=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as refused:
            fault = " ".join(refused.messages)
        else:
            return redirect("access:signed", family_id, consent_id, person_id)
    elif person_id not in reading.asked or not reading.is_live:
        raise NoAccess
    audit.read(found.actor, "access.sign", subjects=[reading.consent.subject_id], basis=found.basis)
    context = {
        "name": reading.names.get(person_id, person.short_name),
        "sentences": words.sentences(reading),
        "witness": found.actor.name,
        "fault": fault,
        "back": reverse("access:consent", args=[family_id, consent_id]),
    }
    return render(request, "access/consent/sign.html", context, status=CONFLICT if fault else 200)


@rules.staff
@require_GET
def signed(request: HttpRequest, family_id: UUID, consent_id: UUID, person_id: UUID) -> HttpResponse:
    """Thank you, and hand the screen back. Says nothing of the answer: others may look on."""
    found = opened(request, family_id, writing=True)
    reading = consents.one(found.actor, found.family, consent_id, found.day)
    context = {
        "name": reading.names.get(person_id, ""),
        "witness": found.actor.name,
        "next": [(pk, reading.names.get(pk, "")) for pk in reading.missing if pk not in reading.refusing],
        "family_id": family_id,
        "consent_id": consent_id,
    }
    return render(request, "access/consent/signed.html", context)
