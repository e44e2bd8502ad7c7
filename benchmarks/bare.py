# SPDX-License-Identifier: EUPL-1.2
"""The least that Django could do for a page: without middleware, the same SQL is run and the same bytes sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

Statement = tuple[str, Any]


@dataclass(frozen=True)
class Ran:
    """``took`` in milliseconds."""

    sql: str
    params: Any
    took: float


def recorded(ask: Callable[[], bytes]) -> tuple[bytes, list[Ran]]:
    """What ``ask`` answers the second time, and every statement that it ran then."""
    ask()
    found: list[Ran] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        answer = execute(sql, params, many, context)
        found.append(Ran(sql, params, (time.perf_counter() - start) * 1000))
        return answer

    with connection.execute_wrapper(note):
        content = ask()
    return content, found


@contextmanager
def view(statements: list[Statement], content: bytes) -> Iterator[str]:
    """The address of a view that runs ``statements``, reads their rows, and answers with ``content``."""

    def bare(_request: HttpRequest) -> HttpResponse:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description is not None:
                    cursor.fetchall()
        return HttpResponse(content)

    urls: Any = ModuleType("bare_urls")
    urls.urlpatterns = [path("bare/", bare)]
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=urls):
        yield "/bare/"
