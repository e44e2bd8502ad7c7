# SPDX-License-Identifier: EUPL-1.2
"""The consents of a family, for those who work with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.access import actions, words
from familievej.access.consent_pdf import answer as pdf_answer
from familievej.access.forms.consent import PaperForm, ToldForm
from familievej.access.openness import last_answers
from familievej.access.queries import consents, disclosures
from familievej.access.views.opened import may_write, opened
from familievej.gate import attachments, audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import decide
from familievej.people.models import Person

BAD_REQUEST = 400


@rules.staff
@require_GET
def listed(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Every consent and everything shared without one, newest first."""
    found = opened(request, family_id)
    readings = consents.of_family(found.actor, found.family, found.day)
    shared = disclosures.of_family(found.actor, found.family, found.day)
    subjects = {
        found.family.pk,
        *(r.consent.subject_id for r in readings),
        *(s.disclosure.subject_id for s in shared),
    }
    audit.read(found.actor, "access.consents", subjects=subjects, basis=found.basis)
    context = {
        "opened": found,
        "running": [lined(r) for r in readings if r.state in consents.SHOWN],
        "over": [lined(r) for r in readings if r.state not in consents.SHOWN],
        "shared": shared,
        "crumbs": found.crumbs(),
    }
    return render(request, "access/consent/list.html", context)


def lined(reading: consents.Reading) -> dict[str, object]:
    """A consent as one line."""
    return {"reading": reading, "headline": words.headline(reading), "status": words.status(reading)}


@rules.staff
@require_GET
def page(request: HttpRequest, family_id: UUID, consent_id: UUID) -> HttpResponse:
    """One consent: what it says, who has answered, what can be done with it."""
    return _page(request, family_id, consent_id, PaperForm())


def _page(request: HttpRequest, family_id: UUID, consent_id: UUID, paper: PaperForm) -> HttpResponse:
    found = opened(request, family_id)
    reading = consents.one(found.actor, found.family, consent_id, found.day)
    basis = decide(found.actor, Verb.READ, reading.consent).sentence
    audit.read(found.actor, "access.consent", subjects=[reading.consent.subject_id], basis=basis)
    every = consents.versions(found.actor, reading.consent, found.day)
    answers = {signer: answer.yes for signer, answer in last_answers(reading.facts).items()}
    context = {
        "opened": found,
        "reading": reading,
        "headline": words.headline(reading),
        "sentences": words.sentences(reading),
        "status": words.status(reading),
        "signers": [(pk, reading.names.get(pk, ""), answers.get(pk)) for pk in reading.asked],
        "history": words.history(reading),
        "versions": _versions(every),
        "outside": [receiver.outside for receiver in reading.receivers if receiver.outside],
        "coming": [(need, reading.names.get(need.signer, "")) for need in reading.coming()],
        "papers": attachments.attachments_of(found.actor, reading.consent),
        "paper_form": paper,
        "basis": basis,
        "crumbs": found.crumbs((_("The consent"), "")),
    }
    status = BAD_REQUEST if paper.errors else 200
    return render(request, "access/consent/page.html", context, status=status)


def _versions(every: list[consents.Reading]) -> list[tuple[consents.Reading, list[str]]]:
    """Each with what it says otherwise than the one before."""
    if len(every) < 2:
        return []
    before = [None, *every[:-1]]
    return [(new, words.differences(old, new) if old else []) for old, new in zip(before, every, strict=True)]


@rules.staff
@require_GET
def pdf(request: HttpRequest, family_id: UUID, consent_id: UUID) -> HttpResponse:
    """The consent on paper."""
    found = opened(request, family_id)
    return pdf_answer(request, consents.one(found.actor, found.family, consent_id, found.day))


@rules.staff
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, family_id: UUID, consent_id: UUID) -> HttpResponse:
    """Write down that somebody took it back by word of mouth."""
    found = opened(request, family_id, writing=True)
    reading = consents.one(found.actor, found.family, consent_id, found.day)
    may_write(found.actor, reading.consent)
    persons = [(pk, reading.names.get(pk, "")) for pk in reading.asked]
    left = sorted(reading.facts.categories - reading.withdrawn)
    form = ToldForm(request.POST or None, categories=left, persons=persons)
    if request.method == "POST" and form.is_valid():
        person = Person.objects.filter(pk=form.cleaned_data["by"]).first()
        if person is not None:
            actions.consent_withdraw(
                actor=found.actor,
                consent=reading.consent,
                by=person,
                categories=form.cleaned_data["categories"],
            )
            messages.success(request, _("It is taken back. From now on nobody sees it on this consent."))
            return redirect("access:consent", family_id, consent_id)
    context = {
        "title": _("Somebody has taken it back"),
        "text": _("Write it down at once, whatever the reason: it counts from the moment you save."),
        "form": form,
        "action": _("Take it back now"),
        "cancel": reverse("access:consent", args=[family_id, consent_id]),
        "danger": True,
    }
    return render(request, "web/confirm.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.staff
@require_POST
def paper_add(request: HttpRequest, family_id: UUID, consent_id: UUID) -> HttpResponse:
    """Put a scanned paper beside it. It changes nothing."""
    found = opened(request, family_id, writing=True)
    reading = consents.one(found.actor, found.family, consent_id, found.day)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            attachments.attachment_add(
                actor=found.actor,
                record=reading.consent,
                file=form.cleaned_data["file"],
                attachment_id=form.cleaned_data["attachment_id"],
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The paper is kept beside the consent. Only answers count."))
            return redirect("access:consent", family_id, consent_id)
    return _page(request, family_id, consent_id, form)


@rules.staff
@require_GET
def paper(request: HttpRequest, family_id: UUID, consent_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """A paper as a download."""
    found = opened(request, family_id)
    reading = consents.one(found.actor, found.family, consent_id, found.day)
    return attachments.give(found.actor, reading.consent, attachment_id)
