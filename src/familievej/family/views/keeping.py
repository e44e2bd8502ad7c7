# SPDX-License-Identifier: EUPL-1.2
"""What somebody types in a form of this room keeps itself, for that writer alone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familievej.family.writing import actor_of
from familievej.gate import drafts, rules

FORMS = frozenset({"opening", "member", "person", "network", "unit", "home"})
BAD_REQUEST = 400
# Neither belongs to the text: the number is never kept outside its own encrypted row.
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "draft_version", "cpr"})


def key_of(form: str, about: UUID | object) -> str:
    """The key of the draft of one form about one family, person or writer."""
    return f"family.{form}:{about}"


def _key_or_404(form: str, about: UUID) -> str:
    if form not in FORMS:
        raise Http404
    return key_of(form, about)


@rules.staff
@require_POST
def draft(request: HttpRequest, form: str, about: UUID) -> HttpResponse:
    """Keep what stands in the form now; the contract of static/web/draft.js."""
    key = _key_or_404(form, about)
    fields = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT}
    try:
        saved = drafts.keep(actor_of(request), key, fields)
    except drafts.DraftTooLarge:
        return JsonResponse(
            {"message": _("The text is too long to be kept. Shorten it.")}, status=BAD_REQUEST
        )
    return JsonResponse({"saved": saved.isoformat()})


@rules.staff
@require_POST
def draft_discard(request: HttpRequest, form: str, about: UUID) -> HttpResponse:
    """The writer wants to begin afresh."""
    drafts.discard(actor_of(request), _key_or_404(form, about))
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return redirect(there if safe else "family:list")
