# SPDX-License-Identifier: EUPL-1.2
"""Every choice that steers a figure, by name. None of them hides in a formula; each table prints those it
used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import polars as pl

from familievej.analysis.tables import Tables, month_number, month_text
from familievej.analysis.words import N_, Fact, Refused, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The choices of one evaluation; what is None is derived from the data and printed all the same.

    window:               months followed on each side of the start (report, line 671)
    adult_age:            a month counts from the first whole month at this age (line 2381)
    older_age:            the breakdown "had turned …" at the start (line 2367)
    nothing_registered:   what a month without any registered support is: self-supporting (line 2417), or left out
    double_registration:  a month registered both ways: self-supporting (line 2415), or supported
    first_month, last_month: the months that the registers cover; derived: the first and last month in them
    followed_months:      before and after only families that can be followed so long after the start (line 2342)
    activation_followed_months: the same for activation; the report's own cut-off there is 1 August 2018 (line
    2489) started_before, activation_started_before: the cut-off dates themselves; derived from the two lines
    above first_case_year, last_case_year: calendar years of child cases; derived: from the first start to the
    last month
    selected_on_support:  public support was a criterion for coming in, so a dip at the start is expected (line 706)
    few_persons:          under so many persons a figure is said to rest on few
    dominant_share:       a person who carries so much of a mean is said to dominate it
    closed_needed:        closed courses before client feedback is valid (line 2917)
    """

    window: int = 24
    adult_age: int = 18
    older_age: int = 25
    nothing_registered: Literal["self_supporting", "left_out"] = "self_supporting"
    double_registration: Literal["self_supporting", "supported"] = "self_supporting"
    first_month: int | None = None
    last_month: int | None = None
    followed_months: int = 24
    activation_followed_months: int = 17
    started_before: dt.date | None = None
    activation_started_before: dt.date | None = None
    first_case_year: int | None = None
    last_case_year: int | None = None
    selected_on_support: bool = True
    few_persons: int = 30
    dominant_share: float = 0.5
    closed_needed: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Rules):
    """Rules with nothing left open."""

    first_month: int
    last_month: int
    started_before: dt.date
    activation_started_before: dt.date
    first_case_year: int
    last_case_year: int

    @property
    def last_day(self) -> dt.date:
        """The last observed day."""
        return first_day(self.last_month + 1) - dt.timedelta(days=1)

    def shown(self, *names: str) -> dict[str, Fact]:
        """The named choices as they are printed beside a figure: months as ``2019-12``, dates as ISO."""
        return {name: _shown(name, getattr(self, name)) for name in names}


def settle(rules: Rules, tables: Tables) -> Settled:
    """The rules with what they leave open taken from ``tables``. Raises ``Refused`` where that cannot be."""
    months = _covered(tables)
    first = rules.first_month if rules.first_month is not None else months and months[0]
    last = rules.last_month if rules.last_month is not None else months and months[1]
    if first is None or last is None:
        raise Refused(Text(N_("No month is registered in any table. Say which months the registers cover.")))
    if last < first:
        raise Refused(Text(N_("The last observed month lies before the first.")))
    given = {field.name: getattr(rules, field.name) for field in fields(Rules)}
    last_year = last // 12
    starts = tables.families["start_date"].min()
    first_start = starts.year if isinstance(starts, dt.date) else last_year
    derived = {
        "first_month": first,
        "last_month": last,
        "started_before": first_day(last - rules.followed_months + 1),
        "activation_started_before": first_day(last - rules.activation_followed_months + 1),
        "first_case_year": min(first_start, last_year),
        "last_case_year": last_year,
    }
    return Settled(**given | {name: value for name, value in derived.items() if given[name] is None})


def rules_from(stored: Mapping[str, Any]) -> Rules:
    """Rules from what a form or file holds (dates as ISO text). Raises ``Refused`` for an unknown name or
    value."""
    known = {field.name for field in fields(Rules)}
    choices = {
        "nothing_registered": ("self_supporting", "left_out"),
        "double_registration": ("self_supporting", "supported"),
    }
    for name, value in stored.items():
        if name not in known or (name in choices and value not in choices[name]):
            raise Refused(
                Text(
                    N_("There is no rule %(name)s with the value %(value)s."),
                    {"name": name, "value": str(value)},
                )
            )
    dates = {name: dt.date.fromisoformat(value) for name, value in stored.items() if name in _DATES}
    return Rules(**{**stored, **dates})


_DATES = ("started_before", "activation_started_before")


def first_day(month: int) -> dt.date:
    """The first day of the month with this number."""
    return dt.date(month // 12, month % 12 + 1, 1)


def _covered(tables: Tables) -> tuple[int, int] | None:
    monthly = (tables.income_support, tables.activation, tables.attendance, tables.person_costs)
    months = pl.concat([table["month"] for table in monthly])
    first, last = months.min(), months.max()
    return (first, last) if isinstance(first, int) and isinstance(last, int) else None


def _shown(name: str, value: object) -> Fact:
    if isinstance(value, dt.date):
        return value.isoformat()
    if name in ("first_month", "last_month") and isinstance(value, int):
        return month_text(value)
    return value if isinstance(value, str | int | float | bool) else None


def parse_month(text: str) -> int:
    """``2019-12`` as a month number; raises ValueError."""
    return month_number(dt.date.fromisoformat(f"{text}-01"))
