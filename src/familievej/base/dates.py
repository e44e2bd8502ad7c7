# SPDX-License-Identifier: EUPL-1.2
"""Days as people say and write them: "tirsdag 3. maj" on the screen, 3/5, 3.5.2026 or "3. maj" from the keyboard.

Pure: no clock is read, the day of today is always given. The words on screen follow the active language.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Lean = Literal["nearest", "past", "future"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "marts march mar", "april apr", "maj may", "juni june jun",
            "juli july jul", "august aug", "september sep sept", "oktober october okt oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mandag monday man mon", "tirsdag tuesday tirs tue", "onsdag wednesday ons wed",
            "torsdag thursday tors thu", "fredag friday fre fri", "lørdag saturday lør sat", "søndag sunday søn sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_WORDS = {
    "i dag": 0,
    "idag": 0,
    "today": 0,
    "i morgen": 1,
    "imorgen": 1,
    "tomorrow": 1,
    "i går": -1,
    "igår": -1,
    "yesterday": -1,
}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_NUMBERS = re.compile(
    r"(?P<day>\d{1,2})\s*[./-]\s*(?P<month>\d{1,2})\.?(?:\s*[./ -]\s*(?P<year>\d{4}|\d{2}))?", re.ASCII
)
_NAMED = re.compile(r"(?P<day>\d{1,2})\.?\s*(?P<month>[a-zæøå]+)\.?(?:\s*,?\s*(?P<year>\d{4}))?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class NotADayError(ValueError):
    """The text is no day; ``str()`` says in the active language what to write instead."""


def parse_day(text: str, today: dt.date, lean: Lean = "nearest") -> dt.date:
    """The day that ``text`` names: 3/5, 3/5-2026, 3.5.2026, 2026-05-03, "3. maj", "tirsdag 3. maj", "i morgen".

    A missing year is the one that puts the day nearest to ``today``; ``lean`` "past" or "future" takes the latest day
    not after, or the first not before, ``today``. Two figures of year are within the last 80 or the next 19 years.
    Raises NotADayError with a sentence that says what to mend.
    """
    words = " ".join(text.casefold().replace(" d. ", " ").replace(" den ", " ").split()).strip(" ,")
    if words in _WORDS:
        return today + dt.timedelta(days=_WORDS[words])
    weekday, rest = _split_weekday(words)
    found = _ISO.fullmatch(rest) or _NUMBERS.fullmatch(rest) or _NAMED.fullmatch(rest)
    if not found:
        raise NotADayError(_("Write the day as 3/5 or 3/5-2026."))
    month = _month(found["month"])
    day = int(found["day"])
    if found["year"]:
        when = _exact(_full_year(found["year"], today), month, day)
    else:
        when = _without_year(month, day, weekday, today, lean)
    if weekday is not None and when.weekday() != weekday:
        raise NotADayError(
            _("That is not the right day of the week: %(day)s.") % {"day": say_day(when, None)}
        )
    return when


def say_day(day: dt.date, today: dt.date | None) -> str:
    """ "tirsdag 3. maj"; with the year when it is not that of ``today`` (None: always with the year)."""
    language = (get_language() or "da").split("-")[0]
    pattern = "l j. F" if language == "da" else "l j F"
    if today is None or day.year != today.year:
        pattern += " Y"
    return dateformat.format(day, pattern)


def say_day_short(day: dt.date, today: dt.date | None) -> str:
    """ "3. maj", for tables; the year as in ``say_day``."""
    return say_day(day, today).split(" ", 1)[1]


def say_time(moment: dt.datetime | dt.time) -> str:
    """ "16.32" in Danish (Retskrivningsordbogen § 63), "16:32" in other languages. The moment is already local."""
    danish = (get_language() or "da").startswith("da")
    return f"{moment:%H.%M}" if danish else f"{moment:%H:%M}"


def _split_weekday(words: str) -> tuple[int | None, str]:
    first, _space, rest = words.partition(" ")
    weekday = _WEEKDAYS.get(first.rstrip(".,"))
    if weekday is None:
        return None, words
    return weekday, rest.removeprefix("den ").removeprefix("d. ").strip()


def _month(text: str) -> int:
    if text.isdigit():
        number = int(text)
        if not 1 <= number <= 12:
            raise NotADayError(
                _("There is no month %(month)s. Write a month from 1 to 12.") % {"month": text}
            )
        return number
    try:
        return _MONTHS[text]
    except KeyError:
        raise NotADayError(
            _("“%(month)s” is no month. Write the day as 3/5 or 3 May.") % {"month": text}
        ) from None


def _full_year(text: str, today: dt.date) -> int:
    year = int(text)
    if len(text) == 4:
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise NotADayError(_("The year %(year)s cannot be right.") % {"year": text})
        return year
    year += today.year - today.year % 100
    return year - 100 if year >= today.year + 20 else year


def _exact(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NotADayError(
            _("There is no day %(day)s in month %(month)s of %(year)s.")
            % {"day": day, "month": month, "year": year}
        ) from None


def _without_year(month: int, day: int, weekday: int | None, today: dt.date, lean: Lean) -> dt.date:
    candidates = []
    # 29 February is at most eight years away (1896 to 1904 and 2096 to 2104).
    for year in range(today.year - 8, today.year + 9):
        try:
            candidates.append(dt.date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise NotADayError(_("There is no day %(day)s in month %(month)s.") % {"day": day, "month": month})
    if lean == "past":
        candidates = [d for d in candidates if d <= today]
    elif lean == "future":
        candidates = [d for d in candidates if d >= today]
    # A weekday tells the year apart ("Sunday 3 May" is 2026, not 2027), but reaches no further than the next such day.
    nearest = sorted(candidates, key=lambda d: abs(d - today))[:2]
    return next((d for d in nearest if d.weekday() == weekday), nearest[0])
