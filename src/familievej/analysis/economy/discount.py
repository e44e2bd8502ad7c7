# SPDX-License-Identifier: EUPL-1.2
"""Discount rates as the Danish Ministry of Finance has recommended them, each with the day it was set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from familievej.analysis.words import N_, Refused, Text


@dataclass(frozen=True, slots=True)
class Rates:
    """Real discount rates that hold from ``since`` until the next set.

    steps: (last year of the step counted from the present-value year, rate a year); the last step has no end (None)
    """

    since: dt.date
    steps: tuple[tuple[int | None, float], ...]
    source: str

    def factor(self, years: int) -> float:
        """What 1 kr. ``years`` after the present-value year is worth in it; before it (negative) more than 1 kr.

        The rate of each step holds for the years of that step (Finansministeriet, 7 January 2021, note to table 1).
        """
        if years < 0:
            return float((1 + self.steps[0][1]) ** -years)
        factor, done = 1.0, 0
        for last, rate in self.steps:
            here = years if last is None else min(years, last)
            factor /= (1 + rate) ** (here - done)
            done = here
        return factor


RATES: tuple[Rates, ...] = (
    Rates(
        dt.date(1999, 11, 1),
        ((None, 0.06),),
        "Finansministeriet: Vejledning i udarbejdelse af samfundsøkonomiske konsekvensvurderinger, 1999",
    ),
    Rates(
        dt.date(2013, 5, 31),
        ((35, 0.04), (70, 0.03), (None, 0.02)),
        "Finansministeriet: Ny og lavere samfundsøkonomisk diskonteringsrente, 31 May 2013",
    ),
    Rates(
        dt.date(2021, 1, 7),
        ((35, 0.035), (70, 0.025), (None, 0.015)),
        "Finansministeriet: Dokumentationsnotat for den samfundsøkonomiske diskonteringsrente, 7 January 2021",
    ),
)


def rates_on(day: dt.date) -> Rates:
    """The recommended rates on ``day``; raises ``Refused`` for a day before the first set."""
    known = [rates for rates in RATES if rates.since <= day]
    if not known:
        message = N_("No discount rate is known for %(day)s; the first set holds from %(first)s.")
        raise Refused(Text(message, {"day": day.isoformat(), "first": RATES[0].since.isoformat()}))
    return known[-1]


def flat(rate: float, source: str) -> Rates:
    """One rate for all years, of the user's own choice."""
    if not -0.5 < rate < 1:
        raise Refused(Text(N_("A discount rate is a share a year: 3.5 %% is written 0.035.")))
    return Rates(dt.date.min, ((None, rate),), source)
