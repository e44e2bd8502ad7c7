# SPDX-License-Identifier: EUPL-1.2
"""Sentences that are made here and spoken later, in the language of whoever reads them.

The catalogue is the one of the whole system (``locale/<language>/LC_MESSAGES/django.mo``), read with Python's
own gettext, so that analysis needs no Django. Mark every sentence with ``N_`` where it is written: that is
how ``make messages`` finds it.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LANGUAGES = ("da", "en")
MINUS = "\N{MINUS SIGN}"
_LOCALE = Path(__file__).resolve().parent.parent / "locale"

Fact = str | int | float | bool | None


def N_(message: str) -> str:  # noqa: N802  the name that gettext's tools look for
    """``message`` itself: marks it for the catalogue."""
    return message


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet spoken: the English message id and the facts that fill it in (``%(name)s``).

    A fact may be a ``Text`` itself; whole numbers are written as the language groups them, decimals with one
    decimal. What must not be grouped (years, months, ids) or needs another precision is given as text.
    """

    message: str
    facts: Mapping[str, Fact | Text] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self, "en")


@dataclass(frozen=True, slots=True)
class Given(Text):
    """Words that come in both languages with the data, such as a criterion of a municipality's own."""

    danish: str = ""


class Refused(Exception):
    """The question cannot be answered from these data; ``text`` says why and what would help."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def say(text: Text, language: str) -> str:
    """The sentence in ``language`` ("da" or "en"); a message without a translation is said in English."""
    if isinstance(text, Given):
        return text.danish if language == "da" else text.message
    message = _catalogue(language).gettext(text.message) if text.message else ""
    if not text.facts:
        return message.replace("%%", "%")
    return message % {name: _fact(fact, language) for name, fact in text.facts.items()}


def number(value: float, language: str, decimals: int = 0) -> str:
    """``value`` with ``decimals`` decimals, grouped by thousands: 1.234,5 in Danish, 1,234.5 in English."""
    # Rounded first: "-0" is no number that anybody writes.
    written = f"{round(value, decimals) or 0.0:,.{decimals}f}".replace("-", MINUS)
    return written.translate(str.maketrans(",.", ".,")) if language == "da" else written


def _fact(fact: Fact | Text, language: str) -> str:
    match fact:
        case Text():
            return say(fact, language)
        case bool():
            return say(Text(N_("yes") if fact else N_("no")), language)
        case int():
            return number(fact, language)
        case float():
            return number(fact, language, 1)
        case None:
            return "–"
        case _:
            return fact


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    return gettext.translation("django", localedir=_LOCALE, languages=[language], fallback=True)
