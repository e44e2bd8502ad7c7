# SPDX-License-Identifier: EUPL-1.2
"""``/health/`` for whoever watches the service: before host check, session and gate, it tells of the house alone."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

PATH = "/health/"


class HealthMiddleware:
    """200 ``{"status": "ok"}`` when the database answers, else 503 with what is wrong. Comes first of all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return _report() if request.path == PATH else self.get_response(request)


def _report() -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return JsonResponse({"status": "failing", "database": "does not answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})
