# SPDX-License-Identifier: EUPL-1.2
"""A consent on paper: what it says, who has answered and when, as PDF/UA in Danish or English."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from familievej.access import words
from familievej.access.openness import last_answers
from familievej.base.dates import say_day, say_time
from familievej.base.press import press
from familievej.gate import audit
from familievej.gate.categories import Verb
from familievej.gate.decide import require

if TYPE_CHECKING:
    from familievej.access.queries.consents import Reading
    from familievej.gate.actor import Actor

SOURCE = Path(__file__).with_name("consent.typ")


def render(reading: Reading, language: str) -> bytes:
    """The consent as PDF bytes in ``language`` ("da" or "en"). The same reading gives the same bytes."""
    with translation.override(language):
        texts = _texts(reading, language)
    moment = dt.datetime.combine(reading.day, dt.time(), dt.UTC)
    return press(SOURCE, (settings.FAMILIEVEJ_FONTS,)).print(texts, int(moment.timestamp()))


def answer(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The PDF, in ``?language=`` or that of the reader. Its name says nothing about anybody; the print is logged."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    basis = require(actor, Verb.READ, reading.consent)
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = translation.get_language() or settings.LANGUAGE_CODE
    pdf = render(reading, language)
    audit.note(
        actor,
        audit.Verb.PRINT,
        "access.consent",
        subjects=[reading.consent.subject_id],
        basis=basis.sentence,
        object_id=str(reading.consent.pk),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    name = _("consent")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _texts(reading: Reading, language: str) -> dict[str, Any]:
    status = words.status(reading)
    last = last_answers(reading.facts)
    return {
        "lang": language.split("-")[0],
        "title": _("Who may know what"),
        "headline": words.headline(reading),
        "sentences": words.sentences(reading),
        "signers_title": _("Answers"),
        "signers": [
            {
                "name": reading.names.get(pk, ""),
                "answer": (_("yes") if last[pk].yes else _("no")) if pk in last else _("has not answered"),
                "when": _moment(last[pk].at) if pk in last else "",
            }
            for pk in reading.asked
        ],
        "history_title": _("What has happened"),
        "history": [{"when": _moment(event.at), "text": event.text} for event in words.history(reading)],
        "status": f"{status.word}. {status.text}",
        "edition": _("Version %(number)d, as it stood on %(day)s. What counts is what stands in the system.")
        % {"number": reading.consent.version, "day": say_day(reading.day, None)},
    }


def _moment(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    return _("%(day)s at %(time)s") % {"day": say_day(local.date(), None), "time": say_time(local)}
