# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly review: a leader goes through who has access through the unit, and signs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from familievej.access import actions
from familievej.access.forms.review import SignForm
from familievej.access.queries import review as queries
from familievej.gate import audit, rules
from familievej.gate.categories import Basis, Category
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role, Unit

if TYPE_CHECKING:
    from django.http import HttpRequest

    from familievej.gate.actor import Actor

    class Request(HttpRequest):
        """What the middleware adds."""

        actor: Actor


@rules.role(Role.LEADER)
@require_GET
def units(request: Request) -> HttpResponse:
    """The units that the leader leads; with one, that one."""
    found = queries.led_units(request.actor)
    if len(found) == 1:
        return redirect("access:review", found[0].pk)
    rows = []
    for each in found:
        last = queries.last_review(each.pk)
        rows.append((each, last, queries.due(last)))
    return render(request, "access/reviews.html", {"rows": rows, "day": timezone.localdate()})


@rules.role(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: Request, unit_id: UUID) -> HttpResponse:
    """Everybody with access, on what, since when, until when; what is new and what has ended; and the signature."""
    if not queries.leads(request.actor, unit_id):
        raise NoAccess
    of = get_object_or_404(Unit, pk=unit_id)
    found = queries.access_of(of.pk)
    form = SignForm(request.POST or None, initial={"seen": queries.fingerprint(found)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.review_sign(
                actor=request.actor,
                unit=of,
                seen=data["seen"],
                comment=data["comment"],
                review_id=data["review_id"],
            )
        except ValidationError as fault:
            form = SignForm(initial={"seen": queries.fingerprint(found), "comment": data["comment"]})
            messages.error(request, " ".join(fault.messages))
        else:
            messages.success(request, _("Signed. The next review is due in half a year."))
            return redirect("access:review", of.pk)
    last = queries.last_review(of.pk)
    signed = queries.signed_keys(last) if last else None
    audit.read(request.actor, "access.review", subjects={each.family_id for each in found if each.family})
    context = {
        "unit": of,
        "people": [
            _person(list(rows), signed) for _key, rows in groupby(found, key=lambda each: each.user_id)
        ],
        "roles": [(each, Role(each.role).label) for each in queries.holdings_of(of.pk, timezone.now())],
        "last": last,
        "due": queries.due(last),
        "day": timezone.localdate(),
        "ended": queries.ended_since(last, found) if last else [],
        "unused_days": queries.UNUSED_AFTER.days,
        "form": form,
        "crumbs": [(_("Who has access"), reverse("access:reviews")), (of.name, "")],
    }
    return render(request, "access/review.html", context, status=400 if form.errors else 200)


def _person(rows: list[queries.Access], signed: set[str] | None) -> dict[str, object]:
    """One user with each access: on what basis, what it opens, and whether it is new since the last signature."""
    lines = [
        {
            "access": each,
            "basis": Basis(each.basis).label,
            "categories": [Category(category).label for category in each.categories],
            "is_new": signed is not None and each.key not in signed,
        }
        for each in rows
    ]
    return {
        "who": rows[0].who,
        "title": rows[0].title,
        "lines": lines,
        "families": len({each.family_id for each in rows}),
        "new": sum(1 for line in lines if line["is_new"]),
    }
