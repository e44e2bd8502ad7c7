# SPDX-License-Identifier: EUPL-1.2
"""What can be done on the page of a course: one small description of each act, and one view that runs them all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from familievej.course import actions, forms, sources
from familievej.course.load import loads
from familievej.course.need_words import said
from familievej.course.queries import Shown, shown
from familievej.course.states import Event
from familievej.course.views.opened import Opened, opened_to_write
from familievej.gate import audit, rules
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role, StaffRole, User
from familievej.practice.compare import differences
from familievej.practice.queries import programmes_in_force
from familievej.practice.schema.programme import Need

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.gate.models import Unit

Perform = Callable[[Opened, Shown, dict[str, Any], django_forms.Form], None]


@dataclass(frozen=True)
class Act:
    """``event`` is asked of the table first: what is impossible now is said, not offered. ``lead`` explains."""

    event: Event | None
    title: _StrPromise
    lead: _StrPromise
    button: _StrPromise
    done: _StrPromise
    form: Callable[..., django_forms.Form]
    perform: Perform
    people: bool = False


def people_of(unit: Unit, day: Any) -> list[tuple[str, str]]:
    """The unit's coordinators with how many families each has."""
    posts = StaffRole.objects.as_of(day).filter(unit=unit, role=Role.COORDINATOR).select_related("user")
    users = sorted({post.user for post in posts}, key=lambda user: user.name)
    carried = loads([user.pk for user in users], day)
    return [
        (
            str(user.pk),
            _("%(name)s, %(number)d families") % {"name": user.name, "number": carried[user.pk].families},
        )
        for user in users
    ]


def colleagues_of(unit: Unit, day: Any) -> list[tuple[str, str]]:
    """Coordinators and caseworkers of the unit's area, by name: whom a place in a team opens the plan to."""
    posts = StaffRole.objects.as_of(day).filter(unit__area=unit.area_id, role__in=sources.IN_A_TEAM)
    users = {post.user for post in posts.select_related("user")}
    return [(str(user.pk), user.name) for user in sorted(users, key=lambda user: user.name)]


def _user(data: Mapping[str, Any]) -> User:
    return User.objects.get(pk=data["coordinator"])


def _begin(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.course_begin(
        actor=found.actor, course=shown.course, day=data["day"], phase=data.get("phase", ""),
        access_agreement=data["access_agreement"],
    )  # fmt: skip


def _next(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.phase_next(actor=found.actor, course=shown.course, day=data["day"], phase=data.get("phase", ""))


def _extend(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.phase_move(
        actor=found.actor, course=shown.course, last=data["last"], reason=data["reason"], day=data["day"]
    )


def _level(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.level_set(
        actor=found.actor,
        course=shown.course,
        level=data.get("level", ""),
        reason=data["reason"],
        day=data["day"],
    )


def _pause(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.pause(actor=found.actor, course=shown.course, day=data["day"], reason=data["reason"])


def _resume(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.resume(actor=found.actor, course=shown.course, day=data["day"])


def _closing(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.closing_begin(actor=found.actor, course=shown.course, day=data["day"], reason=data["reason"])


def _keep(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.closing_undo(actor=found.actor, course=shown.course, day=data["day"], reason=data["reason"])


def _close(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.course_close(
        actor=found.actor, course=shown.course, day=data["day"], reason=data["reason"], status=data["status"],
        remaining_need=data["remaining_need"], way_on=data.get("way_on", ""), recipient=data["recipient"],
        clips=data.get("clips") or 0,
    )  # fmt: skip


def _reopen(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.course_reopen(
        actor=found.actor, course=shown.course, coordinator=_user(data), why_coordinator=data["why_coordinator"],
        reason=data["reason"], day=data["day"], phase=data.get("phase", ""),
    )  # fmt: skip


def _hand_over(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.coordinator_change(
        actor=found.actor, course=shown.course, coordinator=_user(data), reason=data["reason"], day=data["day"],
        note=data["note"], beyond_reason=data["beyond_reason"],
    )  # fmt: skip


def _team(found: Opened, shown: Shown, data: dict[str, Any], form: Any) -> None:
    user = User.objects.get(pk=data["user"]) if data.get("user") else None
    actions.team_add(
        actor=found.actor, course=shown.course, role=data["role"], role_name=form.role_name(),
        name=user.name if user else data["name"], day=data["day"], user=user,
    )  # fmt: skip


def _team_form(data: Any = None, *, shown: Shown, **_kwargs: Any) -> forms.TeamForm:
    return forms.TeamForm(data, shown=shown, colleagues=colleagues_of(shown.course.unit, shown.day))


def _authority(found: Opened, shown: Shown, data: dict[str, Any], _form: Any) -> None:
    actions.authority_set(
        actor=found.actor, course=shown.course, area=data["area"], scope=data["scope"], day=data["day"],
        shared_with=data["shared_with"],
    )  # fmt: skip


def _model(found: Opened, shown: Shown, data: dict[str, Any], form: Any) -> None:
    offered = form.offered[data["programme"]]
    actions.model_change(
        actor=found.actor, course=shown.course, adopted=offered.adopted, programme_key=offered.programme.id,
        day=data["day"], reason=data["reason"], phase=data.get("phase", ""), beyond_reason=data["beyond_reason"],
    )  # fmt: skip


def _model_form(data: Any = None, *, shown: Shown, **_kwargs: Any) -> forms.ModelForm:
    return forms.ModelForm(data, shown=shown, offered=programmes_in_force(shown.day))


_L = gettext_lazy
ACTS: dict[str, Act] = {
    "begin": Act(
        Event.START, _L("Begin the course"), _L("From today the family is in its first phase."), _L("Begin"),
        _L("The course has begun."), forms.BeginForm, _begin,
    ),
    "next": Act(
        Event.NEXT_PHASE, _L("Next phase"), _L("The dates of the phases after it are computed from this day."),
        _L("Go on to the phase"), _L("The family is in the next phase."), forms.NextForm, _next,
    ),
    "dates": Act(
        Event.EXTEND, _L("Move the dates"), _L("The phases after this one follow. The old date stays in the log."),
        _L("Move"), _L("The date is moved."), forms.ExtendForm, _extend,
    ),
    "level": Act(
        None, _L("Less or more help"), _L("Help may become less, and more again, as the family needs it."),
        _L("Save"), _L("It is saved how close the contact is."), forms.LevelForm, _level,
    ),
    "pause": Act(
        Event.PAUSE, _L("Pause the course"), _L("No deadline runs while it rests."), _L("Pause"),
        _L("The course is paused."), forms.ReasonForm, _pause,
    ),
    "resume": Act(
        Event.RESUME, _L("Go on after the pause"), _L("The phase’s last day moves by the days that it rested."),
        _L("Go on"), _L("The course goes on."), forms.MoveForm, _resume,
    ),
    "closing": Act(
        Event.BEGIN_CLOSING, _L("Plan the end"), _L("Talk with the family about when and how it ends."),
        _L("Plan the end"), _L("The end is being planned."), forms.ReasonForm, _closing,
    ),
    "keep": Act(
        Event.KEEP_OPEN, _L("Go on after all"), _L("The course is as it was before the end was planned."),
        _L("Go on"), _L("The course goes on."), forms.ReasonForm, _keep,
    ),
    "close": Act(
        Event.CLOSE, _L("Close the course"),
        _L("Your access to the family ends on the first day after the course. What is written stays, and the unit’s"
           " leader can open the way back."),
        _L("Close the course"), _L("The course is closed."), forms.CloseForm, _close,
    ),
    "reopen": Act(
        Event.REOPEN, _L("The family comes back"), _L("One clip is used. No new allocation is needed."),
        _L("Begin again"), _L("The family has a course again."), forms.ReopenForm, _reopen, people=True,
    ),
    "hand-over": Act(
        Event.HAND_OVER, _L("Hand the family over"),
        _L("From that day the next coordinator has access, and the one before has none."), _L("Hand over"),
        _L("The family is handed over."), forms.HandOverForm, _hand_over, people=True,
    ),
    "team": Act(
        None, _L("Add to the team"),
        _L("A colleague of the same area can read the plan from that day. Everybody else sees what a consent opens."),
        _L("Add"), _L("The team is saved."), _team_form, _team,
    ),
    "authority": Act(
        None, _L("Who decides in an area"), _L("Alone, together with somebody, or not at all."), _L("Save"),
        _L("It is saved who decides."), forms.AuthorityForm, _authority,
    ),
    "model": Act(
        Event.CHANGE_MODEL, _L("Follow another programme or version"),
        _L("What has been stays as it was. From that day other rules hold."), _L("Change"),
        _L("The course follows another version."), _model_form, _model,
    ),
}  # fmt: skip


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, family_id: uuid.UUID, name: str) -> HttpResponse:
    """One of :data:`ACTS` on the family's latest course."""
    found, course = opened_to_write(request, family_id)
    wanted, told = ACTS[name], shown(found.actor, course, found.day)
    if wanted.event and wanted.event not in told.events:
        messages.info(
            request, _("The course is “%(state)s”: this cannot be done now.") % {"state": told.state.label}
        )
        return redirect(found.here)
    extra = {"people": people_of(course.unit, found.day)} if wanted.people else {}
    form = wanted.form(request.POST or None, shown=told, **extra)
    return run(request, found, wanted, form, lambda data: wanted.perform(found, told, data, form), told)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def team_end(request: HttpRequest, family_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Somebody leaves the team. The coordinator leaves by a handover."""
    found, course = opened_to_write(request, family_id)
    told = shown(found.actor, course, found.day)
    member = next((each for each in told.team if each.pk == member_id), None)
    if member is None:
        raise NoAccess
    leave = Act(
        None, gettext_lazy("Leaves the team"), gettext_lazy("From that day the place in the team opens nothing more."),
        gettext_lazy("Save"), gettext_lazy("The team is saved."), forms.LeaveForm, lambda *_args: None,
    )  # fmt: skip
    form = forms.LeaveForm(request.POST or None, shown=told)

    def save(data: dict[str, Any]) -> None:
        actions.team_end(actor=found.actor, member=member, day=data["day"], note=data["note"])

    title = _("%(name)s leaves the team") % {"name": member.name}
    return run(request, found, leave, form, save, told, title=title)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def met(request: HttpRequest, family_id: uuid.UUID, need: str) -> HttpResponse:
    """Something that a gate or a phase asks for has been."""
    found, course = opened_to_write(request, family_id)
    told = shown(found.actor, course, found.day)
    kind, _colon, of = need.partition(":")
    if course.adopted is None or told.programme is None:
        raise NoAccess
    words = said(course.adopted.model, Need(kind, of))
    makes = forms.HoldsForm if kind == "holds" else forms.MetForm
    done = Act(
        None, gettext_lazy("It has been"), gettext_lazy("Whoever comes after you can see when and how."),
        gettext_lazy("Save"), gettext_lazy("It is saved."), makes, lambda *_args: None,
    )  # fmt: skip
    form = makes(request.POST or None, shown=told)

    def save(data: dict[str, Any]) -> None:
        actions.met_add(actor=found.actor, course=course, need=need, words=data["words"], day=data["day"])

    return run(request, found, done, form, save, told, title=words[:1].upper() + words[1:])


@rules.staff
@require_POST
def met_undo(request: HttpRequest, family_id: uuid.UUID, met_id: uuid.UUID) -> HttpResponse:
    """Something was written by mistake, or holds no more: it stays readable and counts no more."""
    found, course = opened_to_write(request, family_id)
    written = next((met for met in shown(found.actor, course, found.day).mets if met.pk == met_id), None)
    if written is None:
        raise NoAccess
    with transaction.atomic():
        actions.met_withdraw(actor=found.actor, met=written)
    messages.success(request, _("It counts no more."))
    return redirect(found.here)


def run(
    request: HttpRequest,
    found: Opened,
    wanted: Act,
    form: django_forms.Form,
    save: Callable[[dict[str, Any]], None],
    told: Shown,
    title: str = "",
) -> HttpResponse:
    """Show the form, or check it and ``save``; what a rule refuses is said above the form and nothing is changed."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                save(form.cleaned_data)
        except ValidationError as fault:
            told.course.refresh_from_db()
            put_on(form, fault)
        else:
            messages.success(request, str(wanted.done))
            kept = found.actor.has_role(Role.LEADER) or wanted.event is not Event.CLOSE
            return redirect(found.here if kept else reverse("web:today"))
    audit.read(found.actor, "course.form", subjects=[found.family.pk], basis=found.basis)
    context = {
        "opened": found, "act": wanted, "form": form, "shown": told, "title": title or wanted.title,
        "crumbs": found.crumbs((str(title or wanted.title), "")),
        "differences": _differences(form, told),
        "waits": [shut for shut in told.shut if shut.event is wanted.event] if wanted.event else [],
    }  # fmt: skip
    return render(request, "course/act.html", context)


def _differences(form: django_forms.Form, told: Shown) -> list[str]:
    """What the programmes that may be chosen say otherwise than the version that is followed now."""
    course = told.course
    if not isinstance(form, forms.ModelForm) or course.adopted is None:
        return []
    newer = {each.adopted for each in form.offered.values()} - {course.adopted}
    newer = {each for each in newer if each.model_id == course.adopted.model_id}
    return [line.sentence for each in newer for line in differences(course.adopted.model, each.model)][:60]


def put_on(form: django_forms.Form, fault: ValidationError) -> None:
    """Each fault at its field, or above the form when it has none."""
    if hasattr(fault, "error_dict"):
        for name, errors in fault.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, fault)
