# SPDX-License-Identifier: EUPL-1.2
"""The page of a course, a place for a family, the table of states, the team's board."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.course import actions
from familievej.course.diagram import diagram
from familievej.course.forms import AllocateForm, GroupForm
from familievej.course.models import Course, GroupLoad
from familievej.course.queries import board as read_board
from familievej.course.queries import shown
from familievej.course.states import ENDED, TABLE, State
from familievej.course.views.acts import people_of, put_on
from familievej.course.views.opened import Opened, opened
from familievej.gate import audit, rules
from familievej.gate.actor import Post
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, decide
from familievej.gate.models import Role, Unit, User
from familievej.practice.queries import programmes_in_force

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@rules.staff
@require_GET
def page(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """The latest course, or an earlier one with ``?course=``."""
    found = opened(request, family_id)
    wanted = request.GET.get("course", "")
    course = next((each for each in found.courses if str(each.pk) == wanted), None)
    course = course or (found.courses[0] if found.courses else None)
    audit.read(found.actor, "course.page", subjects=[family_id], basis=found.basis)
    latest = course is not None and course.pk == found.courses[0].pk
    told = shown(found.actor, course, found.day) if course else None
    context = {
        "opened": found,
        "shown": told,
        "writes": found.writes and latest,
        "leads": course is not None and Post(Role.LEADER, course.unit_id) in found.actor.posts,
        "may_allocate": bool(_units(found)) and (course is None or State(course.state) in ENDED),
        "earlier": [each for each in found.courses if course and each.pk != course.pk],
        "crumbs": [*found.crumbs()[:-1], (_("The course"), "")],
    }
    return render(request, "course/page.html", context)


def _units(found: Opened) -> list[Unit]:
    """Where the reader may give the family a place: units they lead, or coordinate in when the family is theirs."""
    roles = [Role.LEADER]
    if decide(found.actor, Verb.WRITE, found.family).allowed:
        roles.append(Role.COORDINATOR)
    ids = {post.unit_id for post in found.actor.posts if post.role in roles}
    return list(Unit.objects.filter(pk__in=ids)) if ids else []


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def allocate(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """A place for a family that has no course now."""
    found = opened(request, family_id)
    units = _units(found)
    if not units:
        raise NoAccess
    if found.courses and State(found.courses[0].state) not in ENDED:
        messages.info(request, _("The family has a course already."))
        return redirect(found.here)
    people = dict(pair for unit in units for pair in people_of(unit, found.day))
    form = AllocateForm(
        request.POST or None,
        day=found.day,
        offered=programmes_in_force(found.day),
        units=units,
        people=people.items(),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                _place(found, form, data)
        except ValidationError as fault:
            put_on(form, fault)
        else:
            messages.success(request, _("The family has a place."))
            return redirect(found.here)
    audit.read(found.actor, "course.form", subjects=[family_id], basis=found.basis)
    context = {"opened": found, "form": form, "crumbs": found.crumbs((_("Give the family a place"), ""))}
    return render(request, "course/allocate.html", context)


def _place(found: Opened, form: AllocateForm, data: dict[str, Any]) -> Course:
    return actions.course_start(
        actor=found.actor, family=found.family, unit=data["unit"], starts=data["day"],
        offered=form.offered[data["programme"]], coordinator=User.objects.get(pk=data["coordinator"]),
        reason=data["reason"], organisation=data["organisation"], beyond_reason=data["beyond_reason"],
    )  # fmt: skip


@rules.staff
@require_GET
def states(request: HttpRequest) -> HttpResponse:
    """How a course may go: the picture and the table that it is made from."""
    return render(request, "course/states.html", {"diagram": diagram(), "table": TABLE})


@rules.role(Role.LEADER, Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    """The team: where its families are, what is due, and how much each carries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    mine = {post.unit_id for post in actor.posts if post.role in {Role.LEADER, Role.COORDINATOR}}
    units = list(Unit.objects.filter(pk__in=mine))
    unit = next((each for each in units if str(each.pk) == request.GET.get("unit")), units[0])
    leads = Post(Role.LEADER, unit.pk) in actor.posts
    day = timezone.localdate()
    ended = request.POST.get("ended", "") if leads else ""
    running = GroupLoad.objects.filter(unit=unit, ends__isnull=True) if ended else ()
    if group := next((each for each in running if str(each.pk) == ended), None):
        actions.group_load_end(actor=actor, group=group, day=day)
        messages.success(request, _("The group has ended."))
        return redirect(f"{reverse('course:board')}?unit={unit.pk}")
    form = GroupForm(request.POST or None, day=day, people=people_of(unit, day)) if leads else None
    if form and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = User.objects.get(pk=data["user"])
        actions.group_load_set(
            actor=actor, user=user, unit=unit, name=data["name"], families=data["families"], day=data["day"]
        )
        messages.success(request, _("The group is saved."))
        return redirect(f"{reverse('course:board')}?unit={unit.pk}")
    told = read_board(actor, unit, day)
    seen = {card.course.family_id for column in told.columns for card in column.cards}
    seen |= {card.course.family_id for card in told.back}
    if seen:
        audit.read(
            actor,
            "course.board",
            subjects=seen,
            basis=_("These are the families of your team that you may see."),
        )
    context = {"board": told, "units": units, "leads": leads, "form": form, "day": day}
    return render(request, "course/board.html", context)
