# SPDX-License-Identifier: EUPL-1.2
"""Emergency access: begin with a reason, confirm, end; and its review by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.access import actions
from familievej.access.forms.emergency import BeginForm, ReviewForm
from familievej.access.models import EmergencyAccess
from familievej.access.queries import emergency as queries
from familievej.access.trail_words import said
from familievej.gate import audit, rules
from familievej.gate.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest

    from familievej.gate.actor import Actor

    class Request(HttpRequest):
        """What the middleware adds."""

        actor: Actor


_SALT = "access.emergency"
# Between the search and the second press: long enough to read the page, too short to come back to it.
_SECONDS = 900


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """Say what has happened and whom it is about. The answer is found or not found, and either way it is logged."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = queries.find(
            request.actor,
            number=data["number"],
            reference=data["reference"],
            reason=data["reason"],
            told=not form.why_not(),
        )
        if found:
            return _confirm(request, found, data["reason"], form.why_not())
        form.add_error(
            None,
            _("Nobody was found. Check the number with whoever told you. The search has been written down."),
        )
    # The number is not sent back: what stands on the screen can be read over a shoulder.
    form.data = {**form.data.dict(), "number": ""} if form.is_bound else {}  # type: ignore[attr-defined]
    context = {
        "form": form,
        "hours": settings.FAMILIEVEJ_EMERGENCY_HOURS,
        "reviews": request.actor.has_role(Role.LEADER, Role.DATA_PROTECTION_OFFICER),
    }
    answer = render(request, "access/emergency.html", context, status=400 if form.errors else 200)
    add_never_cache_headers(answer)
    return answer


def _confirm(request: Request, found: list[UUID], reason: str, kept: str) -> HttpResponse:
    """What will happen. What was found travels signed: the next page opens that and nothing else."""
    note = [str(request.actor.user_id), [str(family) for family in found], reason, kept]
    context = {
        "token": signing.dumps(note, salt=_SALT),
        "families": len(found),
        "hours": settings.FAMILIEVEJ_EMERGENCY_HOURS,
        "reason": reason,
        "kept": kept,
    }
    answer = render(request, "access/emergency_confirm.html", context)
    add_never_cache_headers(answer)
    return answer


@rules.staff
@require_POST
def open_found(request: Request) -> HttpResponse:
    """The second press. A token of somebody else, an old or a changed one opens nothing."""
    try:
        user, families, reason, kept = signing.loads(
            request.POST.get("token", ""), salt=_SALT, max_age=_SECONDS
        )
    except (signing.BadSignature, ValueError):
        user, families, reason, kept = "", [], "", ""
    if user != str(request.actor.user_id) or not families:
        messages.error(request, _("Too much time has passed. Begin again."))
        return redirect("access:emergency")
    already = set(queries.open_now(request.actor).values_list("family_id", flat=True))
    for family in families:
        if UUID(family) not in already:
            actions.emergency_open(
                actor=request.actor, family_id=UUID(family), reason=reason, kept_from_family=kept
            )
    if len(families) > 1:
        number = len(families)
        said_so = ngettext(
            "%(number)d family is open to you. Choose it from the list.",
            "%(number)d families are open to you. Choose from the list.",
            number,
        )
        messages.info(request, said_so % {"number": number})
        return redirect("family:list")
    return redirect("family:page", families[0])


@rules.staff
@require_POST
def end(request: Request, emergency_id: UUID) -> HttpResponse:
    """No longer needed: by whoever used it, or by who reviews it."""
    found = queries.open_now(request.actor).filter(pk=emergency_id).first()
    if found is not None:
        actions.emergency_close(actor=request.actor, emergency=found)
        messages.success(request, _("Emergency access has ended."))
        return redirect("web:today")
    reviewed = queries.one_to_review(request.actor, emergency_id)
    if reviewed.is_open:
        actions.emergency_close(actor=request.actor, emergency=_as_record(reviewed))
        messages.success(request, _("Emergency access has ended."))
    return redirect("access:emergency_review", emergency_id)


@rules.role(Role.LEADER, Role.DATA_PROTECTION_OFFICER)
@require_GET
def reviews(request: Request) -> HttpResponse:
    """Those that wait, and the latest that have been reviewed."""
    found = queries.to_review(request.actor, waiting=None)
    context = {
        "waiting": [each for each in found if each.reviewed_at is None],
        "closed": [each for each in found if each.reviewed_at is not None],
    }
    return render(request, "access/emergencies.html", context)


@rules.role(Role.LEADER, Role.DATA_PROTECTION_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, emergency_id: UUID) -> HttpResponse:
    """Who, why, what was looked at; and, once, what the review found."""
    found = queries.one_to_review(request.actor, emergency_id)
    form = ReviewForm(request.POST or None, was_told=found.told_at is not None)
    if request.method == "POST" and found.reviewed_at is None and form.is_valid():
        actions.emergency_review(
            actor=request.actor,
            emergency=_as_record(found),
            review=form.cleaned_data["review"],
            kept_from_family=form.why_not(),
        )
        messages.success(request, _("The review is saved."))
        return redirect("access:emergencies")
    # With the id of the emergency: while the family is not told, the reading of it is not shown to them either.
    audit.note(
        request.actor,
        audit.Verb.READ,
        "access.emergency",
        subjects=[found.family_id],
        object_id=str(found.id),
    )
    context: dict[str, Any] = {
        "emergency": found,
        "seen": [(each.at, said(each.action, each.verb)) for each in queries.seen_in(found)],
        "form": form,
        "crumbs": [(_("Emergency access"), reverse("access:emergencies")), (found.who, "")],
    }
    return render(request, "access/emergency_review.html", context, status=400 if form.errors else 200)


def _as_record(found: queries.Emergency) -> EmergencyAccess:
    """For the action: the row itself is not open to its reviewer."""
    return EmergencyAccess(
        id=found.id, family_id=found.family_id, user_id=found.user_id, kept_from_family=found.kept
    )
