# SPDX-License-Identifier: EUPL-1.2
"""Read a form: the version as it stands, all of them side by side, and on paper."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.access.queries.hidden import hidden_of
from familievej.forms import actions, pdf
from familievej.forms.case_forms import SeenToForm
from familievej.forms.models import Answer
from familievej.forms.panel import latest_of, not_begun
from familievej.forms.queries import Said, Sheet, acute, filling_or_404, fillings, form_of, sheet
from familievej.forms.slots import as_text
from familievej.forms.views.opened import Opened, opened, opened_to_write
from familievej.gate import audit, rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess

if TYPE_CHECKING:
    from familievej.forms.models import Filling


@rules.staff
@require_GET
def forms(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Every form of the family: begun, finished, and those that the method has besides."""
    found = opened(request, family_id)
    there = fillings(found.actor, family_id)
    audit.read(found.actor, "forms.list", subjects=[family_id], basis=found.basis)
    begun = {row.form for row in there if found.course and row.course_id == found.course.pk}
    context = {
        "opened": found,
        "fillings": latest_of(there),
        "waits": acute(found.actor, [family_id]),
        "offered": not_begun(found.course, begun) if found.course and found.writes else [],
        "crumbs": found.crumbs(),
    }
    return render(request, "forms/forms.html", context)


def _shown(found: Opened, filling: Filling) -> tuple[Sheet, set[uuid.UUID]]:
    """The version, and whom it tells of. Raises NoAccess when nothing of it is the reader's."""
    view = sheet(found.actor, filling, found.people())
    if not view.parts:
        raise NoAccess
    told = {each.answer.subject_id for part in view.parts for each in part.said if each.answer}
    return view, {filling.family_id, *told}


@rules.known
@require_GET
def read(request: HttpRequest, family_id: uuid.UUID, filling_id: uuid.UUID) -> HttpResponse:
    """One version with what the reader may see; staff see of an answer from whom it is hidden."""
    found = opened(request, family_id)
    filling = filling_or_404(found.actor, family_id, filling_id)
    view, subjects = _shown(found, filling)
    audit.read(found.actor, "forms.read", subjects=subjects, basis=found.basis)
    answers = [each.answer.pk for part in view.parts for each in part.said if each.answer]
    context = {
        "opened": found,
        "filling": filling,
        "sheet": view,
        "hidden": hidden_of(found.actor, answers),
        "older": filling.number > 1,
        "writes": found.writes and found.course is not None and filling.course_id == found.course.pk,
        "crumbs": found.crumbs((filling.name, request.path)),
    }
    return render(request, "forms/read.html", context)


@rules.known
@require_GET
def paper(request: HttpRequest, family_id: uuid.UUID, filling_id: uuid.UUID) -> HttpResponse:
    """The same as PDF; the print is logged."""
    found = opened(request, family_id)
    filling = filling_or_404(found.actor, family_id, filling_id)
    view, subjects = _shown(found, filling)
    made = pdf.render(view, get_language() or "da")
    audit.note(
        found.actor,
        audit.Verb.PRINT,
        "forms.read",
        subjects=subjects,
        basis=found.basis,
        object_id=str(filling.pk),
    )
    response = HttpResponse(made, content_type="application/pdf")
    name = _("form")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@dataclass(frozen=True)
class Line:
    """One place of the form through its versions; ``changed`` says where it differs from the one before."""

    name: str
    who: str
    texts: tuple[tuple[str, bool], ...]


@rules.staff
@require_GET
def versions(request: HttpRequest, family_id: uuid.UUID, which: str) -> HttpResponse:
    """Every version of a form of the latest course, side by side; what changed is marked."""
    found = opened(request, family_id)
    rows = [row for row in fillings(found.actor, family_id) if row.form == which]
    if not rows:
        raise NoAccess
    rows = sorted((row for row in rows if row.course_id == rows[0].course_id), key=lambda row: row.number)
    views = [_shown(found, row) for row in rows]
    subjects = set().union(*(told for _view, told in views))
    audit.read(found.actor, "forms.versions", subjects=subjects, basis=found.basis)
    context = {
        "opened": found,
        "fillings": rows,
        "lines": _lines([view for view, _told in views]),
        "name": rows[-1].name,
        "crumbs": found.crumbs((_("Versions of “%(name)s”") % {"name": rows[-1].name}, request.path)),
    }
    return render(request, "forms/versions.html", context)


def _lines(views: list[Sheet]) -> list[Line]:
    places: dict[Any, Said] = {}
    for view in views:
        for part in view.parts:
            for each in part.said:
                if not each.empty:
                    places.setdefault(each.slot.place, each)
    by_version = [{each.slot.place: each for part in view.parts for each in part.said} for view in views]
    found = []
    for place, first in places.items():
        texts, before = [], None
        for said in by_version:
            text = _text(said.get(place))
            texts.append((text, before is not None and text != before))
            before = text
        slot = first.slot
        name = f"{slot.field.name}: {slot.item.name}" if slot.item else slot.field.name
        found.append(Line(name, slot.who.name if slot.who else "", tuple(texts)))
    return found


def _text(said: Said | None) -> str:
    if said is None or said.empty:
        return ""
    return "\n".join([*said.lines, *(" – ".join(row) for row in said.rows)])


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def seen_to(request: HttpRequest, family_id: uuid.UUID, answer_id: uuid.UUID) -> HttpResponse:
    """What was done about something that could not wait."""
    found, _course = opened_to_write(request, family_id)
    answer = Answer.objects.visible_to(found.actor, Verb.WRITE).filter(family=family_id, pk=answer_id).first()
    section = (
        next((s for s in form_of(answer.filling).sections if s.id == answer.section), None)
        if answer
        else None
    )
    if answer is None or section is None or not section.acute:
        raise NoAccess
    back = reverse("forms:forms", args=[family_id])
    form = SeenToForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day: dt.date = form.cleaned_data["day"]
        try:
            actions.acute_seen_to(actor=found.actor, answer=answer, day=day, done=form.cleaned_data["done"])
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("It is written down, and no longer waits."))
            return redirect(back)
    audit.read(found.actor, "forms.seen_to", subjects=[family_id, answer.subject_id], basis=found.basis)
    name = next((each.name for each in section.fields if each.id == answer.field), "")
    context = {
        "title": _("Cannot wait: %(what)s") % {"what": name},
        "text": as_text(answer.value),
        "action": _("Save"),
        "cancel": back,
        "form": form,
    }
    return render(request, "web/confirm.html", context)
