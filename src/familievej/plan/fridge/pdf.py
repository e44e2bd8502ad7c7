# SPDX-License-Identifier: EUPL-1.2
"""The fridge plan as a PDF: one A4 page, always, that a screen reader can read too (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from familievej.base.papertext import clean
from familievej.base.press import press
from familievej.plan.fridge.choose import LEAST_TYPE
from familievej.plan.fridge.content import FridgePage
from familievej.plan.fridge.words import labels, left_out, say_edition, say_meeting, say_when

SOURCE = Path(__file__).with_name("fridge.typ")


def render(page: FridgePage, language: str, fonts: Sequence[Path] = ()) -> bytes:
    """The page as PDF bytes in ``language`` ("da" or "en": headings, dates and the language the file declares).

    ``fonts`` are folders with font files (IBM Plex Sans; see ``press`` for what happens without). The same page gives
    the same bytes.
    """
    moment = dt.datetime.combine(page.as_of, dt.time(), dt.UTC)
    return press(SOURCE, tuple(fonts)).print(_texts(page, language), int(moment.timestamp()))


def _texts(page: FridgePage, language: str) -> dict[str, Any]:
    """Everything ``fridge.typ`` sets, as texts."""
    label = labels(language)
    return {
        "lang": language.split("-")[0],
        "type": LEAST_TYPE,
        "label": label,
        "title": clean(page.title) or label["untitled"],
        "goals": [{"whose": g.whose or "", "words": g.words, "dir": direction(g.words)} for g in page.goals],
        "steps": [
            {
                "who": step.who,
                "when": _untorn(step.when, say_when(step.when, page.as_of, language)),
                "what": step.what,
                "dir": direction(step.what),
            }
            for step in page.steps
        ],
        "meeting": say_meeting(page.meeting, page.as_of, language) if page.meeting else "",
        "place": page.meeting.place if page.meeting else "",
        "coordinator": page.coordinator.name if page.coordinator else "",
        "phone": page.coordinator.phone if page.coordinator else "",
        "left_out": left_out(page, language),
        "edition": say_edition(page, language),
    }


def _untorn(when: dt.date | str | None, said: str) -> str:
    """A day holds together on its line; what the family wrote may be broken."""
    return said.replace(" ", "\N{NO-BREAK SPACE}") if isinstance(when, dt.date) else said


def direction(text: str) -> str:
    """ "rtl" for a text that begins in Arabic, Hebrew or the like, else "ltr" (first strong letter, UAX #9 rule P2)."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"
