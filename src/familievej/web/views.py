# SPDX-License-Identifier: EUPL-1.2
"""The page "I dag", the demonstration's personas, the language switch."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import i18n
from django.views.decorators.http import require_GET, require_POST

from familievej.base import today as registry
from familievej.gate import audit, rules
from familievej.gate.actor import Actor
from familievej.web import personas

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LOGGED_IN = rules.Rule("whoever has logged in", lambda actor: actor.user_id is not None)


@dataclass(frozen=True)
class ShortList:
    """One of the three lists of the page."""

    id: str
    title: _StrPromise
    empty: _StrPromise
    lines: list[registry.Line]
    praise: bool


@rules.opens(LOGGED_IN)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The start page: three short lists for staff; a family member goes on to the family's plan."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_staff and actor.person_id is not None:
        return redirect("portal:plan")
    if not actor.is_staff:
        return render(request, "web/no_role.html")
    day = timezone.localdate()
    lists = _lists(actor, day)
    shown = {line.subject for short in lists for line in short.lines if line.subject}
    if shown:
        audit.read(
            actor, "web.today", subjects=shown, basis=str(_("These are the families that you work with."))
        )
    return render(request, "web/today.html", {"day": day, "lists": lists})


def _lists(actor: Actor, day: dt.date) -> list[ShortList]:
    found = registry.lines(actor, day)
    if not any(found.values()):
        return []
    bucket = registry.Bucket
    return [
        ShortList("now", _("Now"), _("Nothing is due. Well followed up."), found[bucket.NOW], praise=True),
        ShortList("week", _("This week"), _("Nothing more this week."), found[bucket.WEEK], praise=False),
        ShortList(
            "waiting",
            _("Waiting for others"),
            _("You are waiting for nobody."),
            found[bucket.WAITING],
            praise=False,
        ),
    ]


@rules.public("outside the demonstration it is not there at all")
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """The cast, a card each."""
    return render(request, "web/demo.html", {"cast": personas.cast()})


@rules.public("outside the demonstration it is not there at all")
@require_POST
def demo_login(request: HttpRequest, slug: str) -> HttpResponse:
    """Become a persona."""
    personas.become(request, slug)
    return redirect("web:today")


@rules.public("a stranger reads the login page in a chosen language too")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of this browser, and go back to the page."""
    response: HttpResponse = i18n.set_language(request)
    return response


@rules.public("the page is closed to everybody")
def closed(request: HttpRequest) -> HttpResponse:
    """A page of django-allauth that this house does not have."""
    raise Http404
