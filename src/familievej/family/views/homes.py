# SPDX-License-Identifier: EUPL-1.2
"""Where people live, and protected addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from familievej.family.forms.homes import NEW, HomeForm
from familievej.family.views.keeping import key_of
from familievej.family.writing import FormPage, actor_of, family_to_write, page_of, prefilled, write
from familievej.gate import rules
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide_about
from familievej.people import actions as people
from familievej.people import queries as known

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Person

OTHERS = gettext_lazy(
    "Only an address of the family’s own members can be protected here: you would not see the others’ any more."
)


@rules.staff
@require_http_methods(["GET", "POST"])
def home_add(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """One or more persons live in a home that is known, or a new one."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    near = known.circle(actor, family, timezone.localdate())
    draft = key_of("home", family.pk)
    initial = {"persons": [request.GET.get("person", "")]}
    form = HomeForm(
        request.POST or None,
        persons=list(near.persons.values()),
        households=[home.household for home in near.homes],
        initial=prefilled(request, draft, initial),
    )
    page = FormPage(
        title=_("Add a home"),
        lead=_(
            "A child may have two homes: one where it is registered, and one where it lives part of the time."
        ),
        back=page_of(family),
        family=family,
        done=_("The home is added."),
        draft=draft,
    )

    def save(data: dict[str, Any]) -> None:
        protected = data["protected"] if data["home"] == NEW else form.households[data["home"]].protected
        if protected and not _may_protect(actor, data["persons"]):
            raise ValidationError({"persons": OTHERS})
        if data["home"] == NEW:
            names = ("street", "postcode", "town", "name", "protected", "new_id")
            household = people.household_create(actor=actor, **{name: data[name] for name in names})
        else:
            household = form.households[data["home"]]
        for person in data["persons"]:
            people.residence_add(
                actor=actor, person=person, household=household, starts=data["starts"], kind=data["kind"]
            )

    return write(request, form, page, save)


def _may_protect(actor: Actor, persons: Iterable[Person | UUID]) -> bool:
    """Whether the actor would still see the address, of each person, when it is protected."""
    subjects = [person if isinstance(person, UUID) else person.pk for person in persons]
    return decide_about(actor, Verb.WRITE, subjects, Category.PROTECTED_ADDRESS).allowed


@rules.staff
@require_http_methods(["GET", "POST"])
def home_protect(request: HttpRequest, family_id: UUID, household_id: UUID) -> HttpResponse:
    """Protect an address, or lift the protection; at once."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    near = known.circle(actor, family, timezone.localdate())
    home = next((home for home in near.homes if home.household.pk == household_id), None)
    if home is None:
        raise NoAccess
    household = home.household
    protect = not household.protected
    if protect and not _may_protect(actor, [row.person_id for row in home.residences]):
        messages.error(request, str(OTHERS))
        return redirect(page_of(family))
    page = FormPage(
        title=_("Protect the address") if protect else _("Lift the protection"),
        lead=_("Only the coordinator and those who live there will see %(address)s.")
        % {"address": household.address}
        if protect
        else _("Everybody who may see where the family lives will see %(address)s.")
        % {"address": household.address},
        back=page_of(family),
        family=family,
        button=_("Protect the address") if protect else _("Lift the protection"),
        done=_("The address is protected.") if protect else _("The address is no longer protected."),
    )

    def save(_data: dict[str, Any]) -> None:
        people.household_protect(actor=actor, household=household, protected=protect)

    return write(request, forms.Form(request.POST if request.method == "POST" else None), page, save)
