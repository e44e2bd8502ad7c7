# SPDX-License-Identifier: EUPL-1.2
"""Share on a paragraph of the law, write down what was shared once, stop sharing; and the list of paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.access import actions
from familievej.access.forms.disclosure import BasisForm, ConfirmForm, OnceForm, SharingForm, StatuteForm
from familievej.access.models import LegalBasis
from familievej.access.queries import disclosures
from familievej.access.views.opened import Opened, actor_of, opened
from familievej.gate import audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.models import Role

BAD_REQUEST = 400


@rules.staff
@require_http_methods(["GET", "POST"])
def by_statute(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Open some categories to a place, for a time, on a paragraph."""
    found = opened(request, family_id, writing=True)
    form = StatuteForm(request.POST or None, members=found.members())
    lead = _(
        "First ask the family. Share without a yes only when a paragraph says that you may, and say so to the family."
    )
    return _share(request, found, form, _("Share on a paragraph of the law"), lead)


@rules.staff
@require_http_methods(["GET", "POST"])
def once(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Write down what was shared on one occasion, by mouth or on paper."""
    found = opened(request, family_id, writing=True)
    form = OnceForm(request.POST or None, members=found.members())
    lead = _("The family reads what was shared, with whom and why. Nothing is opened in the system.")
    return _share(request, found, form, _("Write down what was shared"), lead)


def _share(
    request: HttpRequest, found: Opened, form: StatuteForm | OnceForm, title: str, lead: str
) -> HttpResponse:
    def make() -> object:
        return actions.disclosure_make(actor=found.actor, family=found.family, **form.terms())

    if request.method == "POST" and form.is_valid() and _done(form, make):
        messages.success(request, _("It is written down, and the family can read it."))
        return redirect("access:consents", found.family.pk)
    audit.read(found.actor, "access.disclose", subjects=[found.family.pk], basis=found.basis)
    context = {
        "opened": found,
        "form": form,
        "title": title,
        "lead": lead,
        "cancel": reverse("access:consents", args=[found.family.pk]),
        "crumbs": found.crumbs((title, "")),
    }
    return render(request, "access/consent/share.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.staff
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, family_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Stop sharing, from now on."""
    found = opened(request, family_id, writing=True)
    disclosure = disclosures.one(found.actor, found.family, disclosure_id)
    require(found.actor, Verb.WRITE, disclosure)
    back = reverse("access:consents", args=[family_id])
    if request.method == "POST":
        actions.disclosure_end(actor=found.actor, disclosure=disclosure)
        messages.success(request, _("It is no longer shared."))
        return redirect(back)
    context = {
        "title": _("Stop sharing this"),
        "text": _("From now on they cannot see it. What has been shared stays in the list."),
        "action": _("Stop now"),
        "cancel": back,
    }
    return render(request, "web/confirm.html", context)


@rules.role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def bases(request: HttpRequest) -> HttpResponse:
    """The paragraphs that something may be shared on, and a new one."""
    actor, day = actor_of(request), timezone.localdate()
    form = BasisForm(request.POST or None, initial={"starts": day})
    if request.method == "POST" and form.is_valid():
        code = f"own-{timezone.now():%Y%m%d%H%M%S}"
        if _done(form, lambda: actions.legal_basis_add(actor=actor, code=code, **form.cleaned_data)):
            messages.success(request, _("The paragraph can be chosen."))
            return redirect("access:legal_bases")
    present, past = disclosures.bases(day)
    context = {"present": present, "past": past, "form": form, "day": day}
    return render(request, "access/bases.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def basis_end(request: HttpRequest, basis_id: UUID) -> HttpResponse:
    """From today nobody shares on it any more."""
    basis = _basis(basis_id)
    if request.method == "POST":
        try:
            actions.legal_basis_end(actor=actor_of(request), basis=basis, day=timezone.localdate())
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
        return redirect("access:legal_bases")
    text = _("Nobody can choose it from today on. What was shared on it keeps its reason.")
    return _confirm(request, _("End this paragraph"), f"{basis.paragraph}. {text}", _("End it today"))


@rules.role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def basis_confirm(request: HttpRequest, basis_id: UUID) -> HttpResponse:
    """The municipality's lawyer has looked at it."""
    basis = _basis(basis_id)
    if request.method == "POST" and request.POST.get("confirmed_by", "").strip():
        name = request.POST["confirmed_by"].strip()[:160]
        actions.legal_basis_confirm(actor=actor_of(request), basis=basis, confirmed_by=name)
        return redirect("access:legal_bases")
    form = ConfirmForm(request.POST or None)
    return _confirm(request, _("Confirm this paragraph"), basis.paragraph, _("Confirm"), form)


def _basis(basis_id: UUID) -> LegalBasis:
    basis = LegalBasis.objects.filter(pk=basis_id).first()
    if basis is None:
        raise Http404
    return basis


def _confirm(
    request: HttpRequest, title: str, text: str, action: str, form: ConfirmForm | None = None
) -> HttpResponse:
    context = {
        "title": title,
        "text": text,
        "action": action,
        "form": form,
        "cancel": reverse("access:legal_bases"),
    }
    return render(request, "web/confirm.html", context)


def _done(form: SharingForm | BasisForm, act: Callable[[], object]) -> bool:
    """Whether it could be done; what was wrong stands in the form."""
    try:
        act()
    except ValidationError as fault:
        form.add_error(None, " ".join(fault.messages))
        return False
    return True
