# SPDX-License-Identifier: EUPL-1.2
"""Open a family, and call it by another name."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.course import actions as course
from familievej.course import queries as courses
from familievej.family.forms.family import NameForm, OpeningForm
from familievej.family.views.keeping import key_of
from familievej.family.writing import (
    FormPage,
    actor_of,
    crumbs,
    family_to_write,
    page_of,
    prefilled,
    write,
)
from familievej.gate import rules
from familievej.gate.actor import Actor, Post
from familievej.gate.models import Role, User
from familievej.people import actions as people
from familievej.people import queries as people_known
from familievej.practice.queries import programmes_in_force


@rules.role(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Family, first member, course and coordinator in one transaction."""
    actor, user = actor_of(request), cast("User", request.user)
    draft = key_of("opening", actor.user_id)
    units = sorted({post.unit_id for post in actor.posts if post.role == Role.COORDINATOR}, key=str)
    offered = programmes_in_force(timezone.localdate())
    initial = {} if offered else {"programme": courses.latest_programme(actor)}
    form = OpeningForm(
        request.POST or None,
        units=units,
        offered=offered,
        leads=any(Post(Role.LEADER, unit) in actor.posts for unit in units),
        initial=prefilled(request, draft, initial),
    )
    page = FormPage(
        title=_("Open a family"),
        lead=_("Together with the family, if you can. What is missing can be written later."),
        back=reverse("family:list"),
        button=_("Open the family"),
        done=_("The family is opened. Now add the others who belong to it."),
        draft=draft,
        extra={"crumbs": crumbs(None, (_("Open a family"), ""))},
    )
    return write(request, form, page, lambda data: _open(actor, user, form, data))


@transaction.atomic
def _open(actor: Actor, user: User, form: OpeningForm, data: dict[str, Any]) -> str:
    there = reverse("family:page", args=[data["family_id"]])
    if people_known.visible_families(actor).filter(pk=data["family_id"]).exists():
        return there
    family = people.family_create(actor=actor, name=data["name"], family_id=data["family_id"])
    chosen = form.offered.get(data["programme"])
    # The course comes first: it opens the family to its coordinator, who then writes the rest as such.
    course.course_start(
        actor=actor,
        family=family,
        unit=data["unit"],
        programme="" if chosen else data["programme"],
        offered=chosen,
        organisation=data.get("organisation", ""),
        beyond_reason=data.get("beyond_reason", ""),
        starts=data["starts"],
        coordinator=user,
        reason=data["reason"],
    )
    person = people.person_create(actor=actor, person_id=data["person_id"], **form.person_fields())
    people.member_add(actor=actor, family=family, person=person, role=data["role"], starts=data["starts"])
    add_known(actor, person, data)
    return there


def add_known(actor: Actor, person: Any, data: dict[str, Any]) -> None:
    """Number and telephone of somebody who has just joined a family."""
    if data["cpr"]:
        people.cpr_set(actor=actor, person=person, number=data["cpr"])
    if data["phone"]:
        people.contact_points_set(
            actor=actor, person=person, points=[("phone", value) for value in data["phone"]]
        )


@rules.staff
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """What the family calls itself."""
    family = family_to_write(request, family_id)
    form = NameForm(request.POST or None, initial={"name": family.name, "edition": family.edition})
    page = FormPage(
        title=_("What the family calls itself"),
        back=page_of(family),
        family=family,
        done=_("The name is changed."),
    )

    def save(data: dict[str, Any]) -> None:
        people.family_update(
            actor=actor_of(request), family=family, edition=data["edition"], name=data["name"]
        )

    return write(request, form, page, save)
