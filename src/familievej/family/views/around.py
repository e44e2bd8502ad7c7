# SPDX-License-Identifier: EUPL-1.2
"""The family's network, and the units that are involved."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.family.forms.around import NETWORK_FIELDS, InvolvementForm, NetworkForm
from familievej.family.views.keeping import key_of
from familievej.family.writing import FormPage, actor_of, family_to_write, page_of, prefilled, write
from familievej.gate import rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess
from familievej.people import actions as people
from familievej.people import queries as known
from familievej.people.models import NetworkPerson


@rules.staff
@require_http_methods(["GET", "POST"])
def network_add(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Somebody whom the family can lean on."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    draft = key_of("network", family.pk)
    form = NetworkForm(request.POST or None, initial=prefilled(request, draft))
    page = FormPage(
        title=_("Add somebody in the network"),
        lead=_("The family says who belongs here."),
        back=page_of(family),
        family=family,
        done=_("Added to the network."),
        draft=draft,
    )

    def save(data: dict[str, Any]) -> None:
        people.network_person_add(actor=actor, family=family, **data)

    return write(request, form, page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def network_edit(request: HttpRequest, family_id: UUID, friend_id: UUID) -> HttpResponse:
    """Correct what stands about somebody in the network."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    found = NetworkPerson.objects.visible_to(actor, Verb.WRITE).filter(family=family, pk=friend_id)
    friend = found.first()
    if friend is None:
        raise NoAccess
    draft = key_of("network", friend.pk)
    names = (*NETWORK_FIELDS, "starts")
    told = {name: getattr(friend, name) for name in names} | {"new_id": friend.pk}
    form = NetworkForm(request.POST or None, initial=prefilled(request, draft, told))
    page = FormPage(title=friend.name, back=page_of(family), family=family, done=_("Saved."), draft=draft)

    def save(data: dict[str, Any]) -> None:
        people.network_person_update(actor=actor, friend=friend, **{name: data[name] for name in names})

    return write(request, form, page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def involvement_add(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """A unit is involved with one or more members."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    members = known.membered(actor, family, timezone.localdate()).present
    draft = key_of("unit", family.pk)
    initial = {"persons": [request.GET.get("person", "")]}
    form = InvolvementForm(
        request.POST or None,
        persons=[member.person for member in members],
        initial=prefilled(request, draft, initial),
    )
    page = FormPage(
        title=_("Add a unit"),
        lead=_("Who else works with the family, where do they meet, and on which plan?"),
        back=page_of(family),
        family=family,
        done=_("The unit is added."),
        draft=draft,
    )

    def save(data: dict[str, Any]) -> None:
        for person in data["persons"]:
            people.involvement_add(
                actor=actor,
                person=person,
                unit=data["unit"],
                # One row a person; the same form sent twice makes the same rows.
                new_id=uuid.uuid5(data["new_id"], str(person.pk)),
                **form.facts(),
            )

    return write(request, form, page, save)
