# SPDX-License-Identifier: EUPL-1.2
"""Figures as a language writes them: shares as per cent, money in kr., limits in brackets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from familievej.analysis.report.labels import COLUMNS, DIMENSIONS, PLACES, label
from familievej.analysis.result import Figure, Unit
from familievej.analysis.words import N_, Text, number, say

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
NO_BREAK = "\N{NO-BREAK SPACE}"  # a number and what it counts stay on one line
_DECIMALS = {Unit.HOURS: 1, Unit.DAYS: 1, Unit.MONTHS: 1, Unit.YEARS: 1}


@dataclass(frozen=True, slots=True)
class Speech:
    """One language."""

    language: str

    def say(self, message: str, **facts: str | int) -> str:
        """The message in this language with its facts; mark the message with ``N_`` where it is written."""
        return say(Text(message, facts), self.language)

    def text(self, text: Text) -> str:
        """A sentence of a result."""
        return say(text, self.language)

    def place(self, name: str | int) -> str:
        """A place of a figure."""
        return label(PLACES, name, self.language)

    def dimension(self, name: str) -> str:
        """A dimension of figures."""
        return label(DIMENSIONS, name, self.language)

    def column(self, name: str) -> str:
        """A column of a table."""
        return label(COLUMNS, name, self.language)

    def amount(self, value: float | None, unit: Unit, decimals: int | None = None) -> str:
        """A value with its unit, e.g. "29 %", "6,7 timer" or "1.049.791 kr."."""
        if value is None:
            return "–"
        places = decimals if decimals is not None else _DECIMALS.get(unit, 0)
        match unit:
            case Unit.SHARE:
                return f"{number(100 * value, self.language, places)}{NO_BREAK}%"
            case Unit.POINTS:
                sign = "+" if round(100 * value, places) > 0 else ""
                return self.say(
                    N_("%(points)s points"), points=f"{sign}{number(100 * value, self.language, places)}"
                )
            case Unit.DKK:
                return self.say(N_("%(amount)s kr."), amount=number(value, self.language, places))
            case _:
                return number(value, self.language, places)

    def limits(self, figure: Figure) -> str:
        """ "(20–41)" or nothing where there are none."""
        if figure.low is None or figure.high is None:
            return ""
        scale = 100 if figure.unit in (Unit.SHARE, Unit.POINTS) else 1
        places = _DECIMALS.get(figure.unit, 0)
        low, high = (number(scale * value, self.language, places) for value in (figure.low, figure.high))
        # With minus signs a dash between two numbers cannot be read.
        if "−" in low + high:
            return self.say(N_("(from %(low)s to %(high)s)"), low=low, high=high)
        return f"({low}–{high})"

    def figure(self, figure: Figure) -> str:
        """ "29 % (20–41; N = 72)", or that it is hidden."""
        if figure.hidden:
            return self.say(N_("hidden, because it is about few"))
        if figure.value is None:
            return self.say(N_("nothing to count"))
        behind = self.say(N_("N = %(base)s"), base=figure.base).replace(" ", NO_BREAK)
        if figure.persons != figure.base:
            behind = self.say(N_("%(n)s, %(persons)s persons"), n=behind, persons=figure.persons)
        limits = self.limits(figure)
        inside = f"{limits[1:-1]}; {behind}" if limits else behind
        return f"{self.amount(figure.value, figure.unit)} ({inside})"

    def month(self, text: str) -> str:
        """``2017-06`` as "June 2017"; anything else as it stands."""
        year, _dash, month = text.partition("-")
        if not (year.isdigit() and month.isdigit()):
            return text
        return f"{self.say(MONTHS[int(month) - 1])} {year}"

    def day(self, day: dt.date) -> str:
        """A date as "23 November 2026"."""
        return self.say(
            N_("%(day)s %(month)s %(year)s"),
            day=day.day,
            month=self.say(MONTHS[day.month - 1]),
            year=str(day.year),
        )
