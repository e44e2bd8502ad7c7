# SPDX-License-Identifier: EUPL-1.2
"""A record hidden from somebody: set, looked at again, lifted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.access import actions
from familievej.access.forms.hidden import PERSON, USER, HideForm, WhyForm
from familievej.access.queries import hidden
from familievej.access.records import RecordKind, record_or_404
from familievej.access.views.opened import actor_of
from familievej.gate import audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.models import User
from familievej.people import queries as people
from familievej.people.models import Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family

BAD_REQUEST = 400


@dataclass(frozen=True)
class Opened:
    """A record that the actor may change, and what hides it."""

    actor: Actor
    family: Family
    kind: RecordKind
    record: Any
    day: dt.date

    @property
    def together(self) -> list[UUID]:
        """The ids of the records that are hidden together."""
        return [record.pk for record in self.kind.together(self.actor, self.record)]

    @property
    def here(self) -> str:
        """The address of the page."""
        return reverse("access:hidden", args=[self.family.pk, self.kind.slug, self.record.pk])

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """Families, the family, this page, and ``more``."""
        return [
            (_("Families"), reverse("family:list")),
            (self.family.name, reverse("family:page", args=[self.family.pk])),
            (_("Who must not see it"), self.here if more else ""),
            *more,
        ]


def _opened(request: HttpRequest, family_id: UUID, what: str, what_id: UUID) -> Opened:
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    found, record = record_or_404(actor, family_id, what, what_id, Verb.WRITE)
    basis = require(actor, Verb.WRITE, record)
    audit.read(
        actor, "access.hidden", subjects=type(record).gated.keys(record).subjects, basis=basis.sentence
    )
    return Opened(actor, family, found, record, timezone.localdate())


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, family_id: UUID, what: str, what_id: UUID) -> HttpResponse:
    """From whom it is hidden, until when and why; and a form that hides it from more."""
    found = _opened(request, family_id, what, what_id)
    already = hidden.of_record(found.actor, found.together)
    form = _form(request, found, already)
    if request.method == "POST" and form.is_valid():
        try:
            _hide(found, form)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("It is hidden from now on."))
            return redirect(found.here)
    context = {
        "opened": found,
        "text": found.kind.text(found.record),
        "back": found.kind.page(family_id, found.record),
        "hidden": already,
        "form": form if form.fields["whom"].choices else None,  # type: ignore[attr-defined]
        "crumbs": found.crumbs(),
    }
    return render(request, "access/hidden.html", context, status=BAD_REQUEST if form.errors else 200)


def _form(request: HttpRequest, found: Opened, already: list[hidden.Hidden]) -> HideForm:
    gone = {each.restriction.person_id or each.restriction.user_id for each in already}
    persons = hidden.persons_around(found.actor, found.family, found.day)
    staff = hidden.staff_who_see(found.actor, found.record)
    return HideForm(
        request.POST or None,
        persons=[(person.pk, person.short_name) for person in persons if person.pk not in gone],
        staff=[each for each in staff if each[0] not in gone],
    )


def _hide(found: Opened, form: HideForm) -> None:
    terms = {"reason": form.cleaned_data["reason"], "review_on": form.cleaned_data["review_on"]}
    persons = Person.objects.visible_to(found.actor).filter(pk__in=form.chosen(PERSON))
    users = User.objects.filter(pk__in=form.chosen(USER))
    actions.records_hide(
        actor=found.actor,
        records=found.kind.together(found.actor, found.record),
        persons=list(persons),
        users=list(users),
        **terms,
    )


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def keep(
    request: HttpRequest, family_id: UUID, what: str, what_id: UUID, restriction_id: UUID
) -> HttpResponse:
    """It was looked at and stays hidden, until another day."""
    found = _opened(request, family_id, what, what_id)
    one = hidden.restriction_or_404(found.actor, found.together, restriction_id)
    form = WhyForm(request.POST or None, initial={"reason": one.reason})
    if request.method == "POST" and form.is_valid():
        try:
            for each in hidden.restrictions_like(found.actor, one.restriction, found.together):
                actions.restriction_keep(actor=found.actor, restriction=each, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("It stays hidden."))
            return redirect(found.here)
    context = {
        "title": _("Keep it hidden from %(name)s") % {"name": one.name},
        "text": _("You have looked at it, and it is still right to hide it."),
        "form": form,
        "action": _("Keep it hidden"),
        "cancel": found.here,
    }
    return render(request, "web/confirm.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def lift(
    request: HttpRequest, family_id: UUID, what: str, what_id: UUID, restriction_id: UUID
) -> HttpResponse:
    """Show it again."""
    found = _opened(request, family_id, what, what_id)
    one = hidden.restriction_or_404(found.actor, found.together, restriction_id)
    if request.method == "POST":
        for each in hidden.restrictions_like(found.actor, one.restriction, found.together):
            actions.restriction_lift(actor=found.actor, restriction=each)
        messages.success(request, _("It is no longer hidden from %(name)s.") % {"name": one.name})
        return redirect(found.here)
    context = {
        "title": _("Show it to %(name)s again?") % {"name": one.name},
        "text": _("Whoever has a right to read it can read it at once. It was hidden because: %(reason)s")
        % {"reason": one.reason},
        "action": _("Show it again"),
        "cancel": found.here,
        "danger": True,
    }
    return render(request, "web/confirm.html", context)
