# SPDX-License-Identifier: EUPL-1.2
"""A session ends when nobody has used it for a while, and at the end of the working day whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from familievej.gate.actor import NOBODY

LONGEST = timedelta(hours=12).total_seconds()
# The session row is written at most this often, so that reading pages does not write.
STEP = 60
BEGAN, SEEN = "fv_began", "fv_seen"


class IdleLimitMiddleware:
    """Logs out after ``FAMILIEVEJ_IDLE_MINUTES`` without a request, and after twelve hours. Comes after the actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time())
        seen = request.session.get(SEEN, now)
        began = request.session.setdefault(BEGAN, now)
        if now - seen > settings.FAMILIEVEJ_IDLE_MINUTES * 60 or now - began > LONGEST:
            return self._end(request)
        if SEEN not in request.session or now - seen >= STEP:
            request.session[SEEN] = now
        return self.get_response(request)

    def _end(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        request.actor = NOBODY  # type: ignore[attr-defined]
        messages.info(
            request,
            _("You were logged out because the page had not been used for a while. Your drafts are kept."),
        )
        back = (
            request.get_full_path()
            if request.method == "GET" and not request.headers.get("HX-Request")
            else "/"
        )
        response = redirect_to_login(back)
        if request.headers.get("HX-Request"):
            # htmx would follow a redirect and put the login page inside a part of this one.
            return HttpResponse(status=204, headers={"HX-Redirect": response.url})
        return response
