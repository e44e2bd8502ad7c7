# SPDX-License-Identifier: EUPL-1.2
"""Relations, typed from either end, and custody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.family.forms.ties import CustodyForm, RelationForm
from familievej.family.writing import FormPage, actor_of, family_to_write, page_of, write
from familievej.gate import rules
from familievej.people import actions as people
from familievej.people import queries as known
from familievej.people.models import MemberRole

ADULT = 18


@rules.staff
@require_http_methods(["GET", "POST"])
def relation_add(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """ "Maria is the parent of Anton", or "Anton is the child of Maria": the same row."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    near = known.circle(actor, family, timezone.localdate())
    form = RelationForm(
        request.POST or None,
        members=[member.person for member in near.members],
        others=near.others,
        initial={"person": request.GET.get("person", "")},
    )
    page = FormPage(
        title=_("Add a relation"),
        lead=_("Read it as a sentence: Maria · is the parent of · Anton."),
        back=page_of(family),
        family=family,
        done=_("The relation is added."),
    )

    def save(data: dict[str, Any]) -> None:
        other = data["other"] or people.person_create(
            actor=actor,
            person_id=data["new_id"],
            given_name=data["new_given"],
            family_name=data["new_last"],
            sex=data["new_sex"] or "X",
        )
        people.relation_add(
            actor=actor,
            from_person=data["person"],
            kind=data["kind"],
            to_person=other,
            starts=data["starts"],
        )

    return write(request, form, page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def custody_add(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Who decides for a child."""
    actor, family, day = actor_of(request), family_to_write(request, family_id), timezone.localdate()
    near = known.circle(actor, family, day)
    children = [
        member.person
        for member in near.members
        if member.membership.role == MemberRole.CHILD and (member.age(day) or 0) < ADULT
    ]
    adults = [person for person in near.persons.values() if person not in children]
    form = CustodyForm(
        request.POST or None,
        children=children,
        adults=adults,
        initial={"child": request.GET.get("person", "")},
    )
    page = FormPage(
        title=_("Add custody"),
        lead=_("Who has custody can read what is written about the child, until the child is 18."),
        back=page_of(family),
        family=family,
        done=_("Custody is added."),
    )

    def save(data: dict[str, Any]) -> None:
        people.custody_set(
            actor=actor,
            child=data["child"],
            holder=data["holder"],
            kind=data["kind"],
            starts=data["starts"],
        )

    return write(request, form, page, save)
