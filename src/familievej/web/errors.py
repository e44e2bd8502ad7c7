# SPDX-License-Identifier: EUPL-1.2
"""Pages for what went wrong: each says what to do now.

400, 413 and 500 may come before or because of a broken session, database or address: they use a template that needs
none of them and speaks both languages.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

BAD_REQUEST, FORBIDDEN, NOT_FOUND, TOO_LARGE, FAILED = 400, 403, 404, 413, 500

_START = {"da": "Gå til forsiden", "en": "Go to the start page"}
# Both languages in the page itself: the catalogue may be what failed. Title, then what to do.
_TEXTS = {
    BAD_REQUEST: {
        "da": (
            "Det kunne ikke læses",
            "Siden fik noget, den ikke forstår. Gå tilbage, og prøv igen, eller begynd fra forsiden.",
        ),
        "en": (
            "That could not be read",
            "The page was sent something it does not understand. Go back and try again.",
        ),
    },
    TOO_LARGE: {
        "da": (
            "Det er for stort",
            "Der blev sendt mere, end systemet tager imod. Intet er gemt. Vælg en mindre fil, eller del den op.",
        ),
        "en": (
            "That is too large",
            "More was sent than the system takes. Nothing was saved. Choose a smaller file, or split it.",
        ),
    },
    FAILED: {
        "da": (
            "Noget gik galt hos os",
            "Det er ikke din skyld. Det sidste er ikke gemt, men kladder er. Vent et øjeblik, og prøv igen.",
        ),
        "en": (
            "Something went wrong here",
            "It is not your fault. The last thing was not saved, but drafts are. Wait a moment, and try again.",
        ),
    },
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when more was sent than the server takes."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _plain(TOO_LARGE)
    return _plain(BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "web/errors/forbidden.html", status=FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose proof has run out (``CSRF_FAILURE_VIEW``)."""
    return render(request, "web/errors/stale_form.html", status=FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not open to whoever asks, and the page does not tell which."""
    return render(request, "web/errors/not_found.html", status=NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _plain(FAILED)


def _plain(status: int) -> HttpResponse:
    texts = [
        {"lang": lang, "title": title, "what": what, "start": _START[lang]}
        for lang, (title, what) in _TEXTS[status].items()
    ]
    # The plain name of the stylesheet: finding the hashed one could be what failed.
    context = {"style": f"{settings.STATIC_URL}web/plain.css", "texts": texts}
    return HttpResponse(render_to_string("web/errors/plain.html", context), status=status)
