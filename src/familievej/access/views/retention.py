# SPDX-License-Identifier: EUPL-1.2
"""How long everything is kept, in words; what is due, counted; and its deletion, ordered with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from familievej.access.actions.retention import retention_count, retention_delete
from familievej.access.forms.retention import CountForm, DeleteForm
from familievej.access.models import RetentionRun
from familievej.access.queries.retention import last_run, lines_of
from familievej.access.retention.words import rules as rules_in_words
from familievej.access.views.opened import actor_of
from familievej.gate import rules
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role

BAD_REQUEST = 400
SHOWN = 20
COMMANDS = 'familievej retention\nfamilievej retention --run --reason "…"'


@rules.role(Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The rules as the tables declare them, what the last count found, and the runs. Nobody is named."""
    actor = actor_of(request)
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retention_count(actor=actor, run_id=form.cleaned_data["run_id"])
        messages.success(request, _("It is being counted. Open this page again in a moment."))
        return redirect("access:retention")
    last = last_run()
    context = {
        "rules": rules_in_words(),
        "commands": COMMANDS,
        "form": form,
        "last": last,
        "lines": lines_of(last) if last and not last.deletes else [],
        "runs": RetentionRun.objects.all()[:SHOWN],
        "deletes": actor.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "access/retention.html", context, status=BAD_REQUEST if form.errors else 200)


@rules.role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Order the deletion of what the count ``run_id`` found."""
    counted = RetentionRun.objects.filter(pk=run_id, deletes=False).first()
    if counted is None:
        raise NoAccess
    here = reverse("access:retention")
    form = DeleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            retention_delete(actor=actor_of(request), counted=counted.pk, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("It is being deleted. Open this page again in a moment."))
            return redirect(here)
    context = {
        "title": _("Delete what has been kept long enough?"),
        "text": ngettext(
            "%(count)d record is deleted. It cannot be brought back.",
            "%(count)d records are deleted. They cannot be brought back.",
            counted.rows,
        )
        % {"count": counted.rows},
        "action": _("Delete it"),
        "cancel": here,
        "form": form,
        "danger": True,
    }
    return render(request, "web/confirm.html", context, status=BAD_REQUEST if form.errors else 200)
