# SPDX-License-Identifier: EUPL-1.2
"""What must be examined, and what others are asked to say."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.access.models import Consent, LegalBasis
from familievej.forms import actions
from familievej.forms.case_forms import ClaimForm, ExamineForm, ReceiveForm, StatementForm
from familievej.forms.models import Claim, Statement
from familievej.forms.queries import claims, open_consents, statements
from familievej.forms.views.opened import Opened, opened, opened_to_write
from familievej.gate import audit, rules
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide_about

if TYPE_CHECKING:
    from familievej.course.models import Course

SHOWN = 160


@rules.staff
@require_GET
def case(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Claims and statements, what is open first."""
    found = opened(request, family_id)
    said, asked = claims(found.actor, family_id), statements(found.actor, family_id)
    subjects = {family_id, *(each.subject_id for each in (*said, *asked))}
    audit.read(found.actor, "forms.case", subjects=subjects, basis=found.basis)
    context = {
        "opened": found,
        "claims": said,
        "statements": asked,
        "people": {who.id: who.name for who in found.people()},
        "writes": found.writes and decide_about(found.actor, Verb.WRITE, [family_id], Category.NOTES).allowed,
        "crumbs": found.crumbs((_("To examine and to ask for"), request.path)),
    }
    return render(request, "forms/case.html", context)


def _respond(
    request: HttpRequest, found: Opened, form: forms.Form, perform: Any, *, title: str, said: str, text: str = "",
    subjects: set[uuid.UUID] | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    back = reverse("forms:case", args=[found.family.pk])
    if request.method == "POST" and form.is_valid():
        try:
            perform(form)
        except ValidationError as fault:
            for name, told in (
                fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}
            ).items():
                for message in told:
                    form.add_error(name if name in form.fields else None, message)
        else:
            messages.success(request, said)
            return redirect(back)
    audit.read(found.actor, "forms.case_form", subjects=subjects or {found.family.pk}, basis=found.basis)
    crumbs = found.crumbs((_("To examine and to ask for"), back), (title, request.path))
    context = {"title": title, "text": text, "form": form, "cancel": back, "crumbs": crumbs, **more}
    return render(request, "forms/case_form.html", context)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def claim_add(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Write down what must be examined."""
    found, course = opened_to_write(request, family_id)
    form = ClaimForm(request.POST or None, people=found.people())

    def perform(_form: forms.Form) -> None:
        data = form.cleaned_data
        actions.claim_add(
            actor=found.actor, course=course, said=data["said"], supposed=data["supposed"], person=form.person(),
            claim_id=data["new_id"],
        )  # fmt: skip

    said = _("It is written down, and stays open until somebody has examined it.")
    return _respond(request, found, form, perform, title=_("Something to examine"), said=said)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, family_id: uuid.UUID, claim_id: uuid.UUID) -> HttpResponse:
    """Say what an examination showed."""
    found, _course = opened_to_write(request, family_id)
    one = Claim.objects.visible_to(found.actor, Verb.WRITE).filter(family=family_id, pk=claim_id).first()
    if one is None:
        raise NoAccess
    form = ExamineForm(request.POST or None, initial={"day": timezone.localdate()})

    def perform(_form: forms.Form) -> None:
        data = form.cleaned_data
        actions.claim_examine(
            actor=found.actor, claim=one, verdict=data["verdict"], day=data["day"], found=data["found"]
        )

    return _respond(
        request, found, form, perform, title=_("What did it show?"), said=_("What was found is written down."),
        text=one.said, supposed=one.supposed, subjects={family_id, one.subject_id},
    )  # fmt: skip


def _bases(found: Opened, course: Course) -> dict[str, tuple[str, Consent | LegalBasis]]:
    """What a statement can rest on today: open consents, with whom they speak to, and the paragraphs."""
    bases: dict[str, tuple[str, Consent | LegalBasis]] = {}
    for reading in open_consents(found.actor, course.family, found.day):
        said = _("Consent about %(whom)s to %(receivers)s: %(purpose)s") % {
            "whom": reading.about or _("the whole family"),
            "receivers": ", ".join(str(receiver) for receiver in reading.receivers),
            "purpose": reading.consent.purpose,
        }
        bases[f"consent:{reading.consent.pk}"] = (Truncator(said).chars(SHOWN), reading.consent)
    for basis in LegalBasis.objects.as_of(found.day).order_by("paragraph"):
        bases[f"law:{basis.pk}"] = (basis.paragraph, basis)
    return bases


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def statement_add(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Ask somebody for a statement."""
    found, course = opened_to_write(request, family_id)
    form = StatementForm(
        request.POST or None, people=found.people(), bases=_bases(found, course),
        initial={"asked_on": timezone.localdate()},
    )  # fmt: skip

    def perform(_form: forms.Form) -> None:
        data = form.cleaned_data
        actions.statement_ask(
            actor=found.actor, course=course, category=data["category"], partner=data["partner"],
            question=data["question"], basis=form.chosen(), asked_on=data["asked_on"], due_on=data["due_on"],
            person=form.person(), statement_id=data["new_id"],
        )  # fmt: skip

    said = _("It is asked for. It comes up on “I dag” when it is wanted and has not come.")
    return _respond(request, found, form, perform, title=_("Ask for a statement"), said=said)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, family_id: uuid.UUID, statement_id: uuid.UUID) -> HttpResponse:
    """A statement: what was asked, and what came; they can be reminded until then."""
    found, _course = opened_to_write(request, family_id)
    rows = Statement.objects.visible_to(found.actor, Verb.WRITE).filter(family=family_id)
    one = rows.filter(pk=statement_id).first()
    if one is None:
        raise NoAccess
    if request.method == "POST" and "remind" in request.POST and one.received_on is None:
        actions.statement_remind(actor=found.actor, statement=one, day=found.day)
        messages.success(request, _("It is written down that they were reminded today."))
        return redirect("forms:case", family_id)
    form = ReceiveForm(request.POST or None, initial={"day": timezone.localdate()})

    def perform(_form: forms.Form) -> None:
        data = form.cleaned_data
        actions.statement_receive(actor=found.actor, statement=one, day=data["day"], answer=data["answer"])

    return _respond(
        request, found, form, perform, title=_("A statement from %(partner)s") % {"partner": one.partner},
        said=_("Their statement is kept."), text=one.question, statement=one, subjects={family_id, one.subject_id},
    )  # fmt: skip
