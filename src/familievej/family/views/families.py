# SPDX-License-Identifier: EUPL-1.2
"""The list of families, and the way to somebody by CPR number."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from familievej.course import queries as courses
from familievej.family.forms.family import ListForm
from familievej.family.forms.person import FindByCprForm
from familievej.family.queries import Found, families_found
from familievej.family.writing import actor_of, page_of_person
from familievej.gate import audit, rules
from familievej.gate.actor import Actor
from familievej.gate.models import Role
from familievej.people import queries as people


@rules.staff
@require_GET
def families(request: HttpRequest) -> HttpResponse:
    """Those that the actor may see. htmx gets the list alone, to put in the place of the old one."""
    if people.looks_like_cpr(request.GET.get("q", "")):
        # Away from the address at once; what is answered by a redirect stays in no history of the browser.
        messages.error(
            request,
            _("A CPR number must not stand in an address. Search for it under “Find by CPR number” instead."),
        )
        return redirect("family:list")
    actor, day = actor_of(request), timezone.localdate()
    form = _list_form(actor, day, request)
    wanted = form.wanted()
    found = families_found(actor, wanted, day)
    if found.rows:
        audit.read(actor, "family.list", subjects=_shown(found))
    context = {
        "form": form,
        "found": found,
        "wanted": wanted,
        "day": day,
        "may_open": actor.has_role(Role.COORDINATOR),
        "sort": wanted.sort,
    }
    answer = render(request, _template(request), context | {"cpr_form": FindByCprForm()})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _list_form(actor: Actor, day: dt.date, request: HttpRequest) -> ListForm:
    return ListForm(
        request.GET,
        me=actor.user_id,
        coordinators=courses.coordinators(actor, day),
        programmes=courses.programmes(actor),
    )


def _template(request: HttpRequest) -> str:
    htmx = request.htmx  # type: ignore[attr-defined]
    part = htmx and not htmx.history_restore_request
    return "family/parts/found.html" if part else "family/list.html"


def _shown(found: Found) -> set[UUID]:
    shown: set[UUID] = set()
    for row in found.rows:
        shown |= {row.family.pk, *(member.person.pk for member in row.members)}
    return shown


@rules.staff
@require_POST
def find_by_cpr(request: HttpRequest) -> HttpResponse:
    """Go to the person with the number, or say that there is none that the actor may see."""
    actor = actor_of(request)
    form = FindByCprForm(request.POST)
    if form.is_valid():
        person = people.by_cpr(actor, form.cleaned_data["cpr"])
        family = people.family_of_person(actor, person.pk) if person else None
        if person and family:
            audit.read(actor, "family.find_by_cpr", subjects=[person.pk])
            return redirect(page_of_person(family, person.pk))
        form.add_error("cpr", _("Nobody in your families has this number. Check it with the person."))
    # The number is not sent back: what stands on the screen can be read over a shoulder.
    answer = render(request, "family/by_cpr.html", {"form": _without_text(form)})
    add_never_cache_headers(answer)
    return answer


def _without_text(form: FindByCprForm) -> FindByCprForm:
    form.data = {**form.data, "cpr": ""}
    return form
