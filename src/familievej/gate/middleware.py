# SPDX-License-Identifier: EUPL-1.2
"""Every request is one transaction of one actor, behind both locks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from familievej.base import once
from familievej.gate.acting import acting
from familievej.gate.actor import actor_for

SERVER_ERROR = 500
READS = frozenset({"GET", "HEAD"})


class ActorMiddleware:
    """Sets ``request.actor`` and runs the view inside :func:`acting`; a server error rolls everything back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        user = getattr(request, "user", None)
        actor = actor_for(user)
        request.actor = actor  # type: ignore[attr-defined]
        with acting(actor), once.reading() if request.method in READS else nullcontext():
            response = self.get_response(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        if actor.user_id is not None:
            # What somebody has read must not come back in a browser that the next one sits down at.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
