# SPDX-License-Identifier: EUPL-1.2
"""What others have shared with the reader, and what they are told when that begins or ends."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from familievej.access import actions
from familievej.access.notice_words import said
from familievej.access.queries import notices
from familievej.access.views.opened import actor_of
from familievej.gate import audit, rules


@rules.staff
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """POST: all of it has been read."""
    actor, day = actor_of(request), timezone.localdate()
    if request.method == "POST":
        actions.notices_read(actor=actor)
        return redirect("access:told")
    received = notices.received(actor)
    subjects = {each.family.pk for each in received if each.family}
    audit.read(
        actor, "access.told", subjects=subjects, basis=_("You see this because it was shared with you.")
    )
    told = [(notice, said(notice, day)) for notice in notices.notices(actor, day)]
    unread = any(notice.read_at is None for notice, _text in told)
    return render(request, "access/told.html", {"received": received, "told": told, "unread": unread})
