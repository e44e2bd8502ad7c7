# SPDX-License-Identifier: EUPL-1.2
"""Openness: write down what was shared without the family, and that they have been told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.access import actions
from familievej.access.forms.telling import TellingForm, ToldForm
from familievej.access.queries.telling import telling_or_404
from familievej.gate import rules
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import require_about
from familievej.people import queries as people

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from familievej.gate.actor import Actor
    from familievej.people.models import Family

    class Request(HttpRequest):
        """What the middleware adds."""

        actor: Actor


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, family_id: UUID) -> HttpResponse:
    """Write down an exchange or a meeting without the family. It opens the task of telling them."""
    family = people.family_or_404(request.actor, family_id)
    require_about(request.actor, Verb.WRITE, [family.pk], Category.NOTES)
    members = people.members(request.actor, [family.pk], timezone.localdate())[family.pk]
    form = TellingForm(request.POST or None, members=[each.person for each in members])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.telling_open(
                actor=request.actor,
                family=family,
                person=form.person(),
                what=data["what"],
                with_whom=data["with_whom"],
                why_without=data["why_without"],
                happened_on=data["happened_on"],
                telling_id=data["telling_id"],
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("It is written down. Tell the family at the next contact."))
            return redirect(_panel(family))
    lead = _("The family has a right to know. Write down what was shared, and tell them at the next contact.")
    return _form(request, family, _("Shared without the family"), form, lead=lead)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: Request, family_id: UUID, telling_id: UUID) -> HttpResponse:
    """The family has been told: the task is closed, and they can read it on their own page."""
    family = people.family_or_404(request.actor, family_id)
    telling = telling_or_404(request.actor, family_id, telling_id, Verb.WRITE)
    if telling.told_on is not None:
        return redirect(_panel(family))
    form = ToldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.telling_done(
                actor=request.actor, telling=telling, told_on=data["told_on"], told_how=data["told_how"]
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("Good. The family knows it now."))
            return redirect(_panel(family))
    lead = _("%(what)s – shared with %(whom)s.") % {"what": telling.what, "whom": telling.with_whom}
    return _form(request, family, _("We told them"), form, lead=lead)


def _panel(family: Family) -> str:
    return f"{reverse('family:page', args=[family.pk])}#panel-telling"


def _form(request: Request, family: Family, title: str, form: forms.Form, *, lead: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "back": _panel(family),
        "crumbs": [
            (_("Families"), reverse("family:list")),
            (family.name, reverse("family:page", args=[family.pk])),
            (title, ""),
        ],
    }
    return render(request, "access/telling.html", context, status=400 if form.errors else 200)
