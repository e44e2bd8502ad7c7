# SPDX-License-Identifier: EUPL-1.2
"""What the layout needs on every page, under the one name ``shell``. One query, for a paragraph of the handbook."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from familievej.gate.actor import NOBODY, Actor
from familievej.web.navigation import menu
from familievej.web.paragraphs import paragraph_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Also works for a request that failed before anybody knew who it was from."""
    actor: Actor = getattr(request, "actor", NOBODY)
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "shell": {
            "demo": settings.FAMILIEVEJ_DEMO,
            "account": reverse("mfa_index") if known else "",
            "name": str(user) if known else "",
            "log_in": "" if known or request.path == reverse("account_login") else reverse("account_login"),
            "languages": [
                get_language_info(code) for code, _name in settings.LANGUAGES if code != get_language()
            ],
            "here": request.get_full_path() if request.method == "GET" else "/",
            "nav": menu(actor, request.path),
            # Asked for where it is shown: a part that htmx swaps in has no place for it.
            "paragraph": SimpleLazyObject(lambda: paragraph_of(request)),
        }
    }
