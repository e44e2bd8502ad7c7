# SPDX-License-Identifier: EUPL-1.2
"""Ask for a consent, and ask anew with other words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from familievej.access import actions
from familievej.access.forms.consent import AskForm, Choices, TermsForm
from familievej.access.queries import consents
from familievej.access.views.opened import Opened, may_write, opened
from familievej.gate import audit, drafts, rules
from familievej.people.models import Involvement, NetworkPerson

if TYPE_CHECKING:
    from familievej.access.queries.consents import Reading

BAD_REQUEST = 400
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "draft_version"})


def _offered(found: Opened) -> Choices:
    members = found.members()
    involved = Involvement.objects.visible_to(found.actor).as_of(found.day).filter(person__in=members)
    network = NetworkPerson.objects.visible_to(found.actor).as_of(found.day).filter(family=found.family)
    return Choices(
        members=members,
        network=list(network.filter(may_be_contacted=True).order_by("name")),
        near=frozenset(involved.values_list("unit_id", flat=True)),
    )


def _key(found: Opened, about: UUID | None = None) -> str:
    return f"access.ask:{about or found.family.pk}"


def _initial(found: Opened, key: str, form: type[TermsForm]) -> dict[str, Any]:
    kept = drafts.kept(found.actor, key)
    several = {name for name, field in form.base_fields.items() if hasattr(field, "choices")}
    fields = kept.fields if kept else {}
    return {name: values if name in several else values[-1] for name, values in fields.items() if values}


@rules.staff
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """A consent for each that it is about. Nothing opens before everybody who must has said yes."""
    found = opened(request, family_id, writing=True)
    key = _key(found)
    form = AskForm(request.POST or None, offered=_offered(found), initial=_initial(found, key, AskForm))
    if request.method == "POST" and form.is_valid():
        made = []
        with transaction.atomic():
            for consent_id, person in form.subjects():
                made.append(
                    actions.consent_ask(
                        actor=found.actor,
                        family=found.family,
                        person=person,
                        consent_id=consent_id,
                        **form.terms(),
                    )
                )
        drafts.discard(found.actor, key)
        messages.success(request, _("It is asked. Nothing is shared before everybody has said yes."))
        if len(made) == 1:
            return redirect("access:consent", found.family.pk, made[0].pk)
        return redirect("access:consents", found.family.pk)
    return _page(request, found, form, _("Ask for a consent"), reverse("access:ask_draft", args=[family_id]))


@rules.staff
@require_POST
def ask_draft(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Keep what stands in the form now; the contract of static/web/draft.js."""
    found = opened(request, family_id, writing=True)
    return _keep(request, found, _key(found))


@rules.staff
@require_http_methods(["GET", "POST"])
def renegotiate(request: HttpRequest, family_id: UUID, consent_id: UUID) -> HttpResponse:
    """A new version beside the old one."""
    found = opened(request, family_id, writing=True)
    old = consents.one(found.actor, found.family, consent_id, found.day)
    may_write(found.actor, old.consent)
    key = _key(found, consent_id)
    form = TermsForm(
        request.POST or None,
        offered=_offered(found),
        initial={**_terms(old), **_initial(found, key, TermsForm)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            newer = actions.consent_renegotiate(
                actor=found.actor,
                consent=old.consent,
                consent_id=form.cleaned_data["consent_id"],
                **form.terms(),
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            drafts.discard(found.actor, key)
            messages.success(
                request, _("The new version is asked. The old one is closed, and what it opened with it.")
            )
            return redirect("access:consent", found.family.pk, newer.pk)
    draft = reverse("access:renegotiate_draft", args=[family_id, consent_id])
    return _page(request, found, form, _("Ask anew with other words"), draft, old)


@rules.staff
@require_POST
def renegotiate_draft(request: HttpRequest, family_id: UUID, consent_id: UUID) -> HttpResponse:
    """Keep what stands in the form now."""
    found = opened(request, family_id, writing=True)
    consents.one(found.actor, found.family, consent_id, found.day)
    return _keep(request, found, _key(found, consent_id))


def _terms(old: Reading) -> dict[str, Any]:
    consent = old.consent
    return {
        "categories": consent.categories,
        "units": [str(receiver.unit_id) for receiver in old.receivers if receiver.unit_id],
        "colleagues": "\n".join(receiver.user.email for receiver in old.receivers if receiver.user),
        "outside": "\n".join(receiver.outside for receiver in old.receivers if receiver.outside),
        "from_areas": [str(pk) for pk in consent.from_areas.values_list("pk", flat=True)],
        "purpose": consent.purpose,
        "starts": max(consent.starts, old.day),
        "ends": consent.ends if consent.ends > old.day else None,
    }


def _keep(request: HttpRequest, found: Opened, key: str) -> HttpResponse:
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    try:
        saved = drafts.keep(found.actor, key, fields)
    except drafts.DraftTooLarge:
        return JsonResponse(
            {"message": _("The text is too long to be kept. Shorten it.")}, status=BAD_REQUEST
        )
    return JsonResponse({"saved": saved.isoformat()})


def _page(
    request: HttpRequest, found: Opened, form: TermsForm, title: str, draft: str, old: Reading | None = None
) -> HttpResponse:
    audit.read(found.actor, "access.ask", subjects=[found.family.pk], basis=found.basis)
    context = {
        "opened": found,
        "form": form,
        "title": title,
        "draft": draft,
        "old": old,
        "near": [str(pk) for pk in form.offered.near],
        "crumbs": found.crumbs((title, "")),
    }
    return render(request, "access/consent/ask.html", context, status=BAD_REQUEST if form.errors else 200)
