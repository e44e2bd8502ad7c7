# SPDX-License-Identifier: EUPL-1.2
"""Who may know what: the family's own page. Read back in sentences, answered and taken back on a phone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.access import actions, words
from familievej.access.consent_pdf import answer as pdf_answer
from familievej.access.forms.consent import TakeBackForm
from familievej.access.openness import last_answers
from familievej.access.queries import consents, disclosures
from familievej.access.queries.consents import Reading
from familievej.access.views.consents import lined
from familievej.access.views.opened import actor_of
from familievej.gate import audit, rules
from familievej.gate.actor import Actor
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, decide
from familievej.people.models import Person

BAD_REQUEST = 400


@rules.family_member
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Everything that is asked or agreed about oneself, one's children and the family."""
    actor, day = actor_of(request), timezone.localdate()
    readings = consents.own(actor, day)
    shared = disclosures.about_subjects(actor, consents.own_subjects(actor), day)
    subjects = {r.consent.subject_id for r in readings} | {s.disclosure.subject_id for s in shared}
    audit.read(
        actor, "access.own", subjects=subjects, basis=_("You see this because it is about you and yours.")
    )
    context = {
        "waiting": [lined(r) for r in readings if _waits_for(r, actor)],
        "running": [lined(r) for r in readings if r.state in consents.SHOWN and not _waits_for(r, actor)],
        "over": [lined(r) for r in readings if r.state not in consents.SHOWN],
        "shared": shared,
    }
    return render(request, "access/own/list.html", context)


def _waits_for(reading: Reading, actor: Actor) -> bool:
    """Whether it waits for this reader's first answer."""
    return actor.person_id in reading.missing and actor.person_id not in reading.refusing and reading.is_live


@rules.family_member
@require_GET
def page(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """One consent in sentences."""
    return _page(request, consent_id)


def _page(request: HttpRequest, consent_id: UUID, fault: str = "") -> HttpResponse:
    actor = actor_of(request)
    reading = consents.own_one(actor, consent_id, timezone.localdate())
    basis = decide(actor, Verb.READ, reading.consent).sentence
    audit.read(actor, "access.own_consent", subjects=[reading.consent.subject_id], basis=basis)
    said = {signer: last.yes for signer, last in last_answers(reading.facts).items()}
    mine = said.get(actor.person_id) if actor.person_id else None
    asked = actor.person_id in reading.asked and reading.is_live
    left = reading.facts.categories - reading.withdrawn
    context = {
        "reading": reading,
        "headline": words.headline(reading),
        "sentences": words.sentences(reading),
        "status": words.status(reading),
        "signers": [(reading.names.get(pk, ""), said.get(pk)) for pk in reading.asked],
        "history": words.history(reading),
        "asked": asked,
        "answers": asked and (not mine or not left),
        "again": mine is not None,
        "says_again": asked and bool(mine) and bool(left) and bool(reading.withdrawn),
        "takes_back": asked and bool(mine) and bool(left),
        "left": [(c, words.what([c])) for c in sorted(left)],
        "fault": fault,
        "basis": basis,
    }
    return render(request, "access/own/page.html", context, status=BAD_REQUEST if fault else 200)


@rules.family_member
@require_POST
def answer(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Yes or no, with one's own login."""
    actor = actor_of(request)
    reading = consents.own_one(actor, consent_id, timezone.localdate())
    try:
        said = actions.consent_sign(
            actor=actor,
            consent=reading.consent,
            signer=_self(actor),
            answer=request.POST.get("answer", ""),
        )
    except ValidationError as fault:
        return _page(request, consent_id, " ".join(fault.messages))
    if said.answer == "yes":
        messages.success(request, _("Thank you. You have said yes. You can take it back at any time."))
    else:
        messages.success(request, _("You have said no. Nothing is shared. You get the same help."))
    return redirect("access:own_consent", consent_id)


@rules.family_member
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take back all or a part. What happens is said before, and it happens in the same second."""
    actor = actor_of(request)
    reading = consents.own_one(actor, consent_id, timezone.localdate())
    if actor.person_id not in reading.asked:
        raise NoAccess
    left = sorted(reading.facts.categories - reading.withdrawn)
    if not left:
        return redirect("access:own_consent", consent_id)
    only = request.GET.get("only", "")
    chosen = [only] if only in left else left
    form = TakeBackForm(request.POST or None, categories=left, initial={"categories": chosen})
    if request.method == "POST" and form.is_valid():
        actions.consent_withdraw(
            actor=actor,
            consent=reading.consent,
            by=_self(actor),
            categories=form.cleaned_data["categories"],
        )
        messages.success(request, _("It is taken back. From now on they cannot see it."))
        return redirect("access:own_consent", consent_id)
    context = {
        "reading": reading,
        "headline": words.headline(reading),
        "to": words.to(reading),
        "outside": [receiver.outside for receiver in reading.receivers if receiver.outside],
        "form": form,
        "cancel": reverse("access:own_consent", args=[consent_id]),
    }
    return render(request, "access/own/take_back.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.family_member
@require_GET
def pdf(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """The consent on paper."""
    return pdf_answer(request, consents.own_one(actor_of(request), consent_id, timezone.localdate()))


def _self(actor: Actor) -> Person:
    return Person.objects.visible_to(actor).get(pk=str(actor.person_id))
