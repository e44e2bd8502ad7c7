# SPDX-License-Identifier: EUPL-1.2
"""The administrator's pages of the import: send in, see what it means, load; and the history."""

from __future__ import annotations

import csv
import uuid
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.base.sheets import unformulated
from familievej.base.uploads import is_too_large
from familievej.extract import actions, queries
from familievej.extract.forms import DeliveryForm
from familievej.extract.page import Progress, progress_of, rows_of
from familievej.extract.tables import TABLES
from familievej.gate import audit
from familievej.gate.models import Role
from familievej.gate.rules import role

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_htmx.middleware import HtmxDetails

    from familievej.extract.models import ImportRun
    from familievej.gate.actor import Actor

    class Request(HttpRequest):
        """What the middleware adds."""

        actor: Actor
        htmx: HtmxDetails


_PER_PAGE = 20
_FAULTS_PER_PAGE = 50


@role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: Request) -> HttpResponse:
    """The form, and every delivery so far."""
    form = DeliveryForm()
    if request.method == "POST":
        form = DeliveryForm(request.POST, request.FILES, too_large=is_too_large(request))
        if form.is_valid():
            run = actions.delivery_receive(
                actor=request.actor,
                files=form.cleaned_data["delivery"],
                run_id=form.cleaned_data["run_id"],
                unit=form.unit,
            )
            return redirect("extract:run", run.pk)
    page = Paginator(queries.runs(request.actor), _PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "extract/imports.html",
        {"form": form, "page": page, "tables": TABLES},
        status=400 if form.errors else 200,
    )


@role(Role.ADMINISTRATOR)
@require_GET
def run(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """One delivery: how far it is, what is wrong with it, what it means."""
    found = queries.run(request.actor, run_id)
    template = "extract/run_state.html" if request.htmx else "extract/run.html"
    return render(request, template, _context(request, found))


@role(Role.ADMINISTRATOR)
@require_POST
def load(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Order the loading. A second click changes nothing."""
    actions.delivery_order(actor=request.actor, run=queries.run(request.actor, run_id))
    return redirect("extract:run", run_id)


@role(Role.ADMINISTRATOR)
@require_POST
def drop(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Leave it."""
    actions.delivery_drop(actor=request.actor, run=queries.run(request.actor, run_id))
    return redirect("extract:imports")


@role(Role.ADMINISTRATOR)
@require_POST
def again(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Start work anew that failed or stopped."""
    actions.delivery_again(actor=request.actor, run=queries.run(request.actor, run_id))
    return redirect("extract:run", run_id)


@role(Role.ADMINISTRATOR)
@require_GET
def faults(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """The listed faults as CSV, for whoever mends the extract."""
    found = queries.run(request.actor, run_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="faults.csv"'
    # The mark tells a spreadsheet that this is UTF-8.
    response.write("\ufeff")
    sheet = csv.writer(response)
    sheet.writerow(
        [_("File"), _("Line"), _("Column"), _("Value"), _("What is wrong"), _("What was expected")]
    )
    for fault in found.faults:
        cells = (fault.file, str(fault.line or ""), fault.column, fault.value, fault.what, fault.expected)
        sheet.writerow([unformulated(cell) for cell in cells])
    audit.note(request.actor, audit.Verb.EXPORT, "extract.faults", object_id=str(found.pk))
    return response


def _context(request: Request, found: ImportRun) -> dict[str, Any]:
    listed = [] if found.is_busy else found.faults
    progress: Progress | None = progress_of(found) if found.is_busy else None
    return {
        "run": found,
        "rows": rows_of(found),
        "progress": progress,
        "faults": Paginator(listed, _FAULTS_PER_PAGE).get_page(request.GET.get("page")),
        "unlisted": found.fault_count + found.warning_count - len(listed),
        "crumbs": [(_("Import"), reverse("extract:imports")), (_("Register extract"), "")],
    }
