# SPDX-License-Identifier: EUPL-1.2
"""Who has looked: the family's own page; and the data protection officer's search of the trail."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.access.forms.trail import NumberForm, PurposeForm, SearchForm
from familievej.access.queries import trail
from familievej.access.queries.telling import told
from familievej.access.trail_words import said
from familievej.base.sheets import unformulated
from familievej.gate import audit, rules
from familievej.gate.models import Role

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from familievej.gate.actor import Actor

    class Request(HttpRequest):
        """What the middleware adds."""

        actor: Actor


_LARGEST_ID = 2**63 - 1


@rules.family_member
@require_GET
def who_has_looked(request: Request) -> HttpResponse:
    """Day by day, in plain words: who, what, about whom, and why they may."""
    page = trail.who_looked(_number(request, "before"))
    context = {
        "days": page.days,
        "earlier": page.earlier,
        "first": "before" not in request.GET,
        "shared": told(request.actor),
    }
    if request.actor.person_id:
        audit.read(request.actor, "access.who_has_looked", subjects=[request.actor.person_id])
    return render(request, "access/who_has_looked.html", context)


@rules.role(Role.DATA_PROTECTION_OFFICER)
@require_GET
def search(request: Request) -> HttpResponse:
    """Rows by person, family, user, kind, action and days. What was searched for is in the trail itself."""
    form, wanted = _wanted(request)
    rows = trail.search(
        request.actor, wanted, before=_number(request, "before"), most=trail.ROWS_PER_PAGE + 1
    )
    shown = rows[: trail.ROWS_PER_PAGE]
    audit.read(request.actor, "access.trail_search", subjects=wanted.whom or (), basis=_asked(form))
    context = {
        "form": form,
        "number_form": NumberForm(prefix="cpr"),
        "purpose_form": PurposeForm(prefix="export"),
        "rows": shown,
        "earlier": shown[-1].id if len(rows) > trail.ROWS_PER_PAGE else None,
        "most": trail.MOST_EXPORTED,
        "few": f":{trail.FEW}",
    }
    return render(request, "access/trail.html", context)


@rules.role(Role.DATA_PROTECTION_OFFICER)
@require_POST
def find_person(request: Request) -> HttpResponse:
    """From a CPR number to the rows about that person: the number never stands in an address."""
    form = NumberForm(request.POST, prefix="cpr")
    person: UUID | None = None
    if form.is_valid():
        person = trail.person_of(request.actor, form.cleaned_data["number"])
        audit.read(request.actor, "access.trail_person", subjects=[person] if person else [])
    if person is not None:
        return redirect(f"{reverse('access:trail')}?person={person}")
    messages.error(request, " ".join(map(str, form.errors.get("number", [_("Nobody has this number.")]))))
    return redirect("access:trail")


@rules.role(Role.DATA_PROTECTION_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, row_id: int) -> HttpResponse:
    """One row. The texts before and after are decrypted on a second press, which is logged with its purpose."""
    found = trail.row_or_404(request.actor, min(row_id, _LARGEST_ID))
    form = PurposeForm(request.POST or None)
    texts: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        audit.note(
            request.actor,
            audit.Verb.READ,
            "access.trail_text",
            subjects=found.subjects,
            basis=form.cleaned_data["purpose"],
            object_id=str(found.id),
        )
        texts = trail.texts(request.actor, found)
    context = {
        "row": found,
        "form": form,
        "opened": texts is not None,
        "texts": _beside(texts or {}),
        "said": said(found.action, found.verb),
        "crumbs": [(_("The log"), reverse("access:trail")), (_("Row %(number)s") % {"number": found.id}, "")],
    }
    answer = render(request, "access/trail_row.html", context, status=400 if form.errors else 200)
    add_never_cache_headers(answer)
    return answer


@rules.role(Role.DATA_PROTECTION_OFFICER)
@require_POST
def export(request: Request) -> HttpResponse:
    """The rows of the present search as CSV, without the encrypted texts."""
    form, wanted = _wanted(request)
    purpose = PurposeForm(request.POST, prefix="export")
    if not purpose.is_valid():
        messages.error(request, " ".join(map(str, purpose.errors["purpose"])))
        return redirect(f"{reverse('access:trail')}?{request.GET.urlencode()}")
    rows = trail.search(request.actor, wanted, most=trail.MOST_EXPORTED)
    asked = f"{purpose.cleaned_data['purpose']} [{_asked(form)}]"
    audit.note(
        request.actor, audit.Verb.EXPORT, "access.trail_export", subjects=wanted.whom or (), basis=asked
    )
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="log.csv"'
    # The mark tells a spreadsheet that this is UTF-8.
    answer.write("\ufeff")
    sheet = csv.writer(answer)
    sheet.writerow(
        [_("Row"), _("When"), _("Who"), _("Kind"), _("Action"), _("Family"), _("Fields"), _("Why")]
    )
    for each in rows:
        cells = (
            str(each.id), timezone.localtime(each.at).isoformat(timespec="seconds"), each.who, each.verb, each.action,
            ", ".join(each.family_numbers or []), ", ".join(each.fields), each.basis or each.purpose,
        )  # fmt: skip
        sheet.writerow([unformulated(cell) for cell in cells])
    add_never_cache_headers(answer)
    return answer


def _wanted(request: Request) -> tuple[SearchForm, trail.Wanted]:
    form = SearchForm(request.GET)
    form.is_valid()
    about = str(form.cleaned_data.get("person") or "") or form.cleaned_data.get("family", "")
    return form, form.wanted(trail.whom(request.actor, about) if about else None)


def _asked(form: SearchForm) -> str:
    """The search in one line, for the trail."""
    return ", ".join(f"{name}: {value}" for name, value in form.cleaned_data.items() if value)


def _beside(texts: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Field, before, after; one line for each field."""
    before, after = texts.get("before") or {}, texts.get("after") or {}
    return [(name, _text(before.get(name)), _text(after.get(name))) for name in sorted({*before, *after})]


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _number(request: Request, name: str) -> int | None:
    """A number of the address; anything else is as if it were not there."""
    typed = request.GET.get(name, "")
    return min(int(typed), _LARGEST_ID) if typed.isascii() and typed.isdigit() and len(typed) < 20 else None
