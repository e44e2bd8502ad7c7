# SPDX-License-Identifier: EUPL-1.2
"""The papers beside a note or a contact: listed, added, given out as downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.access.forms.papers import PaperForm, sent
from familievej.access.records import RecordKind, record_or_404
from familievej.access.views.opened import actor_of
from familievej.gate import attachments, audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, decide, require
from familievej.people import queries as people

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

BAD_REQUEST = 400


def _record(actor: Actor, family_id: UUID, what: str, what_id: UUID, verb: Verb) -> tuple[RecordKind, Any]:
    found, record = record_or_404(actor, family_id, what, what_id, verb)
    if not found.papers:
        raise NoAccess
    return found, record


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, family_id: UUID, what: str, what_id: UUID) -> HttpResponse:
    """What lies beside the record; whoever may write it adds more."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    verb = Verb.WRITE if request.method == "POST" else Verb.READ
    found, record = _record(actor, family_id, what, what_id, verb)
    form = sent(request) if request.method == "POST" else PaperForm()
    if form.is_bound and form.is_valid():
        try:
            attachments.attachment_add(
                actor=actor,
                record=record,
                file=form.cleaned_data["file"],
                attachment_id=form.cleaned_data["attachment_id"],
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The paper is kept."))
            return redirect(request.path)
    basis = require(actor, Verb.READ, record)
    subjects = type(record).gated.keys(record).subjects
    audit.read(actor, "access.papers", subjects=subjects, basis=basis.sentence)
    context = {
        "family": family,
        "kind": found,
        "record": record,
        "text": found.text(record),
        "back": found.page(family_id, record),
        "papers": attachments.attachments_of(actor, record),
        "form": form if decide(actor, Verb.WRITE, record).allowed else None,
        "basis": basis.sentence,
        "crumbs": [
            (_("Families"), reverse("family:list")),
            (family.name, reverse("family:page", args=[family.pk])),
            (_("Papers"), ""),
        ],
    }
    return render(request, "access/papers.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.staff
@require_GET
def paper(
    request: HttpRequest, family_id: UUID, what: str, what_id: UUID, attachment_id: UUID
) -> HttpResponseBase:
    """One paper as a download."""
    actor = actor_of(request)
    people.family_or_404(actor, family_id)
    _found, record = _record(actor, family_id, what, what_id, Verb.READ)
    return attachments.give(actor, record, attachment_id)
