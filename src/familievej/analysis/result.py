# SPDX-License-Identifier: EUPL-1.2
"""What every analysis gives: one ``Result`` is one table of figures, with all that is needed to judge it.

A figure is never alone: it carries what it is a share of, how many persons stand behind it and its limits;
the result carries period, source, rule, the parameters that steer it and the caveats that come with it (rule
6 of the product).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from familievej.analysis.words import Fact, Text


class Unit(StrEnum):
    """What ``Figure.value`` counts in."""

    SHARE = "share"  # 0 to 1
    POINTS = "percentage points"  # a difference of shares, -1 to 1
    PERSONS = "persons"
    FAMILIES = "families"
    MONTHS = "months"
    HOURS = "hours a day"
    DAYS = "days a month"
    YEARS = "years"
    DKK = "kr."
    NUMBER = "number"  # a mean of counts: notifications a child


class Basis(StrEnum):
    """How a figure is known."""

    MEASURED = "measured"
    EXPERIENCED = "experienced"
    ASSUMED = "assumed"
    MODELLED = "modelled"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule or formula comes from: a report with its lines, a law, a paper."""

    work: str
    lines: str = ""

    def __str__(self) -> str:
        return f"{self.work}, {self.lines}" if self.lines else self.work


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something that a reader must know before concluding; ``code`` is stable, for programs and tests."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Period:
    """First and last month or year that the figures are about, as ``2017-01`` or ``2017``."""

    first: str
    last: str


Place = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A break that a picture draws and a table notes: from this place on, another system, another rule …"""

    at: tuple[str, str | int]
    text: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell.

    at:       where it stands, e.g. (("group", "mothers"), ("t", -3)); unique within a result
    value:    in ``unit``; None when there is nothing to compute it from, or when it is hidden
    base:     N of the value: what it is a share or mean of (months, children, person-months)
    persons:  how many different persons are in ``base``; what the rule about small cells looks at
    count:    the numerator of a share, whole; None where there is none
    low, high: 95 % limits in ``unit``; None where there are none
    parts:    named parts of the figure that are shown with it (e.g. months that rest on nothing registered)
    counted, uncounted: where one person may stand more than once in ``base`` (months): how many different persons are
              in ``count``, and how many in the rest; None where each stands once
    largest:  the largest contributions of single persons to a sum or mean, largest first, for the dominance rule;
              never shown or written
    hidden:   why the value is not shown ("small", "secondary", "dominance", "certain"); empty when it is shown
    """

    at: Place
    value: float | None
    unit: Unit
    base: int
    persons: int
    count: int | None = None
    counted: int | None = None
    uncounted: int | None = None
    low: float | None = None
    high: float | None = None
    parts: Mapping[str, float | int] = field(default_factory=dict)
    largest: tuple[float, ...] = ()
    hidden: str = ""

    def where(self, dimension: str) -> str | int:
        """The place of this figure along one dimension; raises KeyError."""
        return dict(self.at)[dimension]

    def hide(self, why: str, *, base: bool = True) -> Figure:
        """The same place with nothing to read; with ``base=False`` what it is a share of stays readable."""
        bare = replace(self, value=None, count=None, counted=None, uncounted=None, low=None, high=None)
        bare = replace(bare, parts={}, largest=(), hidden=why)
        return replace(bare, base=0, persons=0) if base else bare


@dataclass(frozen=True, slots=True)
class Result:
    """One table of figures about one question.

    id:          stable, dotted: "I1.month", "economy.half_years"
    title:       what the table shows
    rule:        how it is counted, in words that name the parameters
    citation:    where the rule comes from
    basis:       measured, experienced, assumed or modelled
    period:      the months or years that the figures are about
    source:      which tables the figures come from, and the extract's fingerprint when there is one
    parameters:  every choice that steers a figure, by name
    figures:     the cells, in reading order
    persons:     different persons in the whole table
    caveats:     what must be said with it
    marks:       breaks along a dimension, such as a new source system
    """

    id: str
    title: Text
    rule: Text
    citation: Citation
    basis: Basis
    period: Period
    source: tuple[str, ...]
    parameters: Mapping[str, Fact | Text]
    figures: tuple[Figure, ...]
    persons: int
    caveats: tuple[Caveat, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Names of the dimensions along which the figures stand, in order."""
        return tuple(dict.fromkeys(name for figure in self.figures for name, _place in figure.at))

    def at(self, **place: str | int) -> Figure:
        """The one figure at exactly ``place``; raises KeyError when there is none."""
        wanted = set(place.items())
        for figure in self.figures:
            if set(figure.at) == wanted:
                return figure
        raise KeyError(place)

    def along(self, **place: str | int) -> Iterator[Figure]:
        """The figures whose place includes ``place``, in reading order."""
        wanted = set(place.items())
        return (figure for figure in self.figures if wanted <= set(figure.at))

    def but(self, **changes: Any) -> Result:
        """The same result with other figures, caveats …"""
        return replace(self, **changes)


def as_json(result: Result) -> dict[str, Any]:
    """Everything that a program may want to know, numbers unrounded, sentences in English beside their codes.

    What only the disclosure rules need (``largest``) is left out.
    """
    return {
        "id": result.id,
        "title": str(result.title),
        "rule": str(result.rule),
        "citation": str(result.citation),
        "basis": result.basis.value,
        "period": {"first": result.period.first, "last": result.period.last},
        "source": list(result.source),
        "parameters": {
            name: str(value) if isinstance(value, Text) else value
            for name, value in result.parameters.items()
        },
        "persons": result.persons,
        "caveats": [{"code": caveat.code, "text": str(caveat.text)} for caveat in result.caveats],
        "marks": [{mark.at[0]: mark.at[1], "text": str(mark.text)} for mark in result.marks],
        "figures": [_figure(figure) for figure in result.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    told: dict[str, Any] = {
        **dict(figure.at),
        "value": figure.value,
        "unit": figure.unit.value,
        "count": figure.count,
        "base": figure.base,
        "persons": figure.persons,
        "low": figure.low,
        "high": figure.high,
        **figure.parts,
    }
    if figure.hidden:
        told |= dict.fromkeys(("base", "persons"), None) if not figure.base else {}
        told["hidden"] = figure.hidden
    return told
