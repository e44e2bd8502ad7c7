# SPDX-License-Identifier: EUPL-1.2
"""Requests for access: the data protection officer orders an answer, and fetches it when it is ready."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.access.actions.answering import answer_order
from familievej.access.forms.answering import AnswerForm
from familievej.access.models import AnswerState, SubjectAnswer
from familievej.access.queries.trail import person_of
from familievej.access.subject_access.work import unsealed
from familievej.access.views.opened import actor_of
from familievej.gate import audit, rules
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role

BAD_REQUEST = 400
SHOWN = 50


@rules.role(Role.DATA_PROTECTION_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Order an answer; and those that the officer has ordered in the last thirty days. It names nobody."""
    actor = actor_of(request)
    form = AnswerForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid() and _ordered(request, form):
        messages.success(request, _("It is being collected. Open this page again in a moment."))
        return redirect("access:answers")
    rows = SubjectAnswer.objects.visible_to(actor).defer("sealed")[:SHOWN]
    context = {"form": form, "answers": rows}
    answer = render(request, "access/answers.html", context, status=BAD_REQUEST if form.errors else 200)
    add_never_cache_headers(answer)
    return answer


def _ordered(request: HttpRequest, form: AnswerForm) -> bool:
    actor, data = actor_of(request), form.cleaned_data
    person = person_of(actor, data["number"])
    receiver = person_of(actor, data["receiver"]) if data["receiver"] else person
    known = [each for each in (person, receiver) if each]
    audit.read(actor, "access.answer_find", subjects=known, basis=data["purpose"])
    if person is None:
        form.add_error("number", _("Nobody has this number."))
    if receiver is None and data["receiver"]:
        form.add_error("receiver", _("Nobody has this number."))
    if person is None or receiver is None:
        return False
    answer_order(
        actor=actor,
        person_id=person,
        receiver_id=receiver,
        purpose=data["purpose"],
        language=data["language"],
        answer_id=data["answer_id"],
    )
    return True


@rules.role(Role.DATA_PROTECTION_OFFICER)
@require_GET
def fetch(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """The answer as one ZIP file, for the officer who ordered it. Logged as taken out."""
    actor = actor_of(request)
    row = SubjectAnswer.objects.visible_to(actor).filter(pk=answer_id, state=AnswerState.READY).first()
    if row is None:
        raise NoAccess
    audit.note(
        actor,
        audit.Verb.EXPORT,
        "access.answer_fetch",
        subjects={row.person_id, row.receiver_id},
        basis=row.purpose,
        object_id=str(row.pk),
    )
    answer = HttpResponse(unsealed(row), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="answer.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(answer)
    return answer
