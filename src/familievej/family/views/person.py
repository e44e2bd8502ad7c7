# SPDX-License-Identifier: EUPL-1.2
"""A person's page, and what can be changed there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.family.forms.person import CprForm, PersonForm, ReachForm
from familievej.family.views.keeping import key_of
from familievej.family.views.shown import shown_day
from familievej.family.words import custody_said, relation_said
from familievej.family.writing import (
    FormPage,
    actor_of,
    crumbs,
    family_to_write,
    page_of_person,
    prefilled,
    write,
)
from familievej.gate import audit, rules
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide, decide_about, require, require_about
from familievej.people import actions as people
from familievej.people import queries as known
from familievej.people.models import Family, Person


@rules.staff
@require_GET
def person(request: HttpRequest, family_id: UUID, person_id: UUID) -> HttpResponse:
    """Everything about one person that the actor may see."""
    actor = actor_of(request)
    family = known.family_or_404(actor, family_id)
    who = known.person_or_404(actor, family, person_id)
    decision = decide(actor, Verb.WRITE, who)
    basis = decision.sentence or require(actor, Verb.READ, who).sentence
    shown = shown_day(request)
    dossier = known.dossier(actor, who, shown.day)
    audit.read(actor, "family.person", subjects=[who.pk], basis=basis)
    editable = decision.allowed and shown.is_today
    return render(
        request,
        "family/person.html",
        {
            "family": family,
            "person": who,
            "age": who.age(shown.day),
            "dossier": dossier,
            "now": _said(dossier.now, who),
            "earlier": _said(dossier.earlier, who),
            "shown": shown,
            "basis": basis,
            "editable": editable,
            "may_number": editable and decide_about(actor, Verb.WRITE, [who.pk], Category.IDENTITY).allowed,
            "crumbs": crumbs(family, (who.short_name, "")),
        },
    )


def _said(facts: known.Facts, who: Person) -> dict[str, Any]:
    return {
        "any": bool(facts),
        "memberships": facts.memberships,
        "ties": [(tie, relation_said(tie.other, tie.kind, who)) for tie in facts.ties],
        "custody": [(row, custody_said(row)) for row in facts.custody],
        "residences": facts.residences,
        "involvements": facts.involvements,
    }


def _person_to_write(request: HttpRequest, family_id: UUID, person_id: UUID) -> tuple[Family, Person]:
    family = family_to_write(request, family_id)
    who = known.person_or_404(actor_of(request), family, person_id)
    require(actor_of(request), Verb.WRITE, who)
    return family, who


@rules.staff
@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, family_id: UUID, person_id: UUID) -> HttpResponse:
    """Correct names, days and language; two writers see each other's text."""
    family, who = _person_to_write(request, family_id, person_id)
    draft = key_of("person", who.pk)
    names = (*PersonForm.base_fields,)
    told = {name: getattr(who, name) for name in names}
    form = PersonForm(
        request.POST or None,
        initial=prefilled(request, draft, told),
        from_register=who.external_id is not None,
    )
    page = FormPage(
        title=_("Correct %(name)s") % {"name": who.short_name},
        back=page_of_person(family, who.pk),
        family=family,
        done=_("Saved."),
        draft=draft,
    )

    def save(data: dict[str, Any]) -> None:
        people.person_update(
            actor=actor_of(request), person=who, edition=data["edition"], **form.person_fields()
        )

    return write(request, form, page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, family_id: UUID, person_id: UUID) -> HttpResponse:
    """Telephone numbers and e-mail addresses."""
    family, who = _person_to_write(request, family_id, person_id)
    actor = actor_of(request)
    require_about(actor, Verb.WRITE, [who.pk], Category.CONTACT)
    points = known.points(actor, who)
    told = {f"{kind}s": "\n".join(p.value for p in points if p.kind == kind) for kind in ("phone", "email")}
    form = ReachForm(request.POST or None, initial=told)
    page = FormPage(
        title=_("How to reach %(name)s") % {"name": who.short_name},
        back=page_of_person(family, who.pk),
        family=family,
        done=_("Saved."),
    )

    def save(data: dict[str, Any]) -> None:
        wanted = [(kind, value) for kind in ("phone", "email") for value in data[f"{kind}s"]]
        people.contact_points_set(actor=actor, person=who, points=wanted)

    return write(request, form, page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def cpr(request: HttpRequest, family_id: UUID, person_id: UUID) -> HttpResponse:
    """The number, on a click that is logged; a reload of the answer shows it no more."""
    actor = actor_of(request)
    family = known.family_or_404(actor, family_id)
    who = known.person_or_404(actor, family, person_id)
    if request.method != "POST":
        return redirect(page_of_person(family, who.pk))
    number = people.cpr_reveal(actor=actor, person=who)
    context = {
        "family": family,
        "person": who,
        "number": number,
        "crumbs": crumbs(family, (who.short_name, page_of_person(family, who.pk)), (_("CPR number"), "")),
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    answer = render(request, "family/parts/cpr.html" if htmx else "family/cpr.html", context)
    add_never_cache_headers(answer)
    return answer


@rules.staff
@require_http_methods(["GET", "POST"])
def cpr_set(request: HttpRequest, family_id: UUID, person_id: UUID) -> HttpResponse:
    """Write the number, or correct it. What stands is not shown here."""
    family, who = _person_to_write(request, family_id, person_id)
    actor = actor_of(request)
    require_about(actor, Verb.WRITE, [who.pk], Category.IDENTITY)
    form = CprForm(request.POST or None, born=who.birth_date)
    page = FormPage(
        title=_("CPR number of %(name)s") % {"name": who.short_name},
        back=page_of_person(family, who.pk),
        family=family,
        done=_("The number is saved."),
    )

    def save(data: dict[str, Any]) -> None:
        people.cpr_set(actor=actor, person=who, number=data["cpr"])

    return write(request, form, page, save)
