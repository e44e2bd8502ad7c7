# SPDX-License-Identifier: EUPL-1.2
"""Add a member: somebody new, or somebody who is here already."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.family.forms.person import KnownMemberForm, NewMemberForm
from familievej.family.views.keeping import key_of
from familievej.family.views.opening import add_known
from familievej.family.writing import FormPage, actor_of, family_to_write, page_of, prefilled, write
from familievej.gate import audit, rules
from familievej.gate.decide import NoAccess
from familievej.people import actions as people
from familievej.people import queries as known
from familievej.people.models import Person


@rules.staff
@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Search first among those who are here, so that nobody is registered twice; below, somebody new."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    draft = key_of("member", family.pk)
    form = NewMemberForm(request.POST or None, initial=prefilled(request, draft))
    text = request.GET.get("q", "").strip()[:100]
    hits = [] if known.looks_like_cpr(text) else known.persons_called(actor, text)
    if hits:
        audit.read(actor, "family.search_persons", subjects=[person.pk for person in hits])
    page = FormPage(
        title=_("Add a member"),
        back=page_of(family),
        family=family,
        button=_("Add to the family"),
        done=_("Added to the family."),
        draft=draft,
        template="family/member_add.html",
        extra={"q": text, "hits": hits, "day": timezone.localdate()},
    )

    def save(data: dict[str, Any]) -> None:
        person = people.person_create(actor=actor, person_id=data["person_id"], **form.person_fields())
        people.member_add(
            actor=actor,
            family=family,
            person=person,
            role=data["role"],
            starts=data["starts"],
            index_child=data["index_child"],
        )
        add_known(actor, person, data)

    return write(request, form, page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def member_known(request: HttpRequest, family_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody whom the actor can see already."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    person = Person.objects.visible_to(actor).filter(pk=person_id).first()
    if person is None:
        raise NoAccess
    form = KnownMemberForm(request.POST or None)
    page = FormPage(
        title=_("Add %(name)s") % {"name": person.short_name},
        lead=person.full_name,
        back=page_of(family),
        family=family,
        button=_("Add to the family"),
        done=_("%(name)s is added to the family.") % {"name": person.short_name},
    )

    def save(data: dict[str, Any]) -> None:
        people.member_add(
            actor=actor,
            family=family,
            person=person,
            role=data["role"],
            starts=data["starts"],
            index_child=data["index_child"],
        )

    return write(request, form, page, save)
