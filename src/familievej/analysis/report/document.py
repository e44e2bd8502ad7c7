# SPDX-License-Identifier: EUPL-1.2
"""The report as its readers meet it, in one language: sections with sentence, picture, table and caveats.

Browser, paper and workbook are made from this one document, so that none says what another does not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.report.findings import findings
from familievej.analysis.report.labels import PARAMETERS, PLACES, UNITS, label
from familievej.analysis.report.pictures import Picture, picture
from familievej.analysis.report.speech import Speech
from familievej.analysis.result import Basis, Figure, Result, Unit
from familievej.analysis.words import N_, Text, number

Cell = str | int | float | None
_KEY = ("composition", "I1-month", "I2", "I4", "I8", "I9", "comparison-estimate", "economy-long_run-area")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PER_CENT = (Unit.SHARE, Unit.POINTS)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: ``cells`` are shown, ``numbers`` the same as a spreadsheet wants them."""

    columns: tuple[str, ...]
    labels: int  # how many of the columns name the row
    cells: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the evaluation with everything that belongs to it."""

    id: str
    title: str
    findings: tuple[str, ...]
    caveats: tuple[str, ...]
    picture: Picture | None
    grid: Grid
    unit: str
    rule: str
    parameters: tuple[tuple[str, str], ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report in one language."""

    language: str
    title: str
    lead: str
    key: tuple[str, ...]
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    sections: tuple[Section, ...]
    words: Mapping[str, str]


def document(results: Iterable[Result], evaluation: Evaluation, *, language: str, made: dt.date) -> Document:
    """The report of ``results`` (those of ``evaluation``, fit for whoever will read them)."""
    speech = Speech(language)
    tables = tuple(results)
    sections = tuple(_section(result, speech) for result in tables)
    rules = evaluation.rules.shown("first_month", "last_month")
    return Document(
        language=language,
        title=speech.say(N_("What happened around the start of the programme")),
        lead=speech.say(
            N_(
                "%(families)s families with %(persons)s persons, followed in the municipality's registers "
                "from %(first)s to %(last)s. Made on %(made)s."
            ),
            families=evaluation.families,
            persons=evaluation.persons,
            first=speech.month(str(rules["first_month"])),
            last=speech.month(str(rules["last_month"])),
            made=speech.day(made),
        ),
        key=tuple(
            f"{section.title}. {section.findings[0]}"
            for section in sections
            if section.id in _KEY and section.findings
        ),
        may=_may(speech, is_compared=evaluation.has_comparison),
        may_not=_may_not(tables, speech),
        sections=sections,
        words=_words(speech),
    )


def _may(speech: Speech, *, is_compared: bool) -> tuple[str, ...]:
    compared = speech.say(
        N_("How much more, or less, the programme's families changed than those whom they are compared with.")
    )
    return (
        *((compared,) if is_compared else ()),
        speech.say(
            N_(
                "How things stood before, at and after the start, with the uncertainty that the numbers "
                "carry."
            )
        ),
        speech.say(N_("Whether mothers, fathers and the different cohorts follow the same course.")),
        speech.say(
            N_(
                "Where the numbers give reason to ask the families and those who work with them what lies "
                "behind."
            )
        ),
    )


def _may_not(results: tuple[Result, ...], speech: Speech) -> tuple[str, ...]:
    """The caveats that hold for the whole, each once, in the order in which they first appear."""
    weighty = (
        "refused",
        "no_comparison",
        "developed_apart",
        "no_trend",
        "parallel",
        "compared_elsewhere",
        "potential",
        "ashenfelter",
        "nothing_registered",
        "system_change",
        "few_persons",
        "few_closed",
    )
    said = {caveat.code: caveat for result in reversed(results) for caveat in result.caveats}
    return tuple(speech.text(said[code].text) for code in weighty if code in said)


def _section(result: Result, speech: Speech) -> Section:
    basis = {
        Basis.MEASURED: N_("Measured"),
        Basis.EXPERIENCED: N_("Experienced"),
        Basis.ASSUMED: N_("Assumed"),
    }
    return Section(
        id=result.id.replace(".", "-"),
        title=speech.text(result.title),
        findings=tuple(findings(result, speech)),
        caveats=tuple(speech.text(caveat.text) for caveat in result.caveats),
        picture=picture(result, speech),
        grid=_grid(result, speech),
        unit=", ".join(
            dict.fromkeys(label(UNITS, figure.unit.value, speech.language) for figure in result.figures)
        ),
        rule=speech.text(result.rule),
        parameters=tuple(
            (label(PARAMETERS, name, speech.language), _parameter(value, speech))
            for name, value in result.parameters.items()
            if value is not None
        ),
        origin=speech.say(
            N_("%(basis)s. From: %(tables)s. Period: %(first)s to %(last)s. Definition: %(citation)s."),
            basis=speech.say(basis.get(result.basis, N_("From a model"))),
            tables=", ".join(result.source),
            first=speech.month(result.period.first),
            last=speech.month(result.period.last),
            citation=str(result.citation),
        ),
    )


def _parameter(value: object, speech: Speech) -> str:
    match value:
        case Text():
            return speech.text(value)
        case bool():
            return speech.say(N_("yes") if value else N_("no"))
        case float():
            return number(value, speech.language, 3 if value % 1 else 0)
        case "left_out":
            return speech.say(N_("is left out"))
        case str() if _DAY.fullmatch(value):
            return speech.day(dt.date.fromisoformat(value))
        case str():
            return speech.month(label(PLACES, value, speech.language))
        case _:
            return str(value)


def _grid(result: Result, speech: Speech) -> Grid:
    dimensions = result.dimensions
    parts = tuple(dict.fromkeys(name for figure in result.figures for name in figure.parts))
    has_limits = any(figure.low is not None for figure in result.figures)
    has_count = any(figure.count is not None for figure in result.figures)
    names = (
        "value",
        *(("low", "high") if has_limits else ()),
        *(("count",) if has_count else ()),
        "base",
        *parts,
    )
    rows = [(figure, _row(figure, dimensions, speech)) for figure in result.figures]
    return Grid(
        columns=(*(speech.dimension(name) for name in dimensions), *(speech.column(name) for name in names)),
        labels=len(dimensions),
        cells=tuple((*row, *(_cell(figure, name, speech) for name in names)) for figure, row in rows),
        numbers=tuple((*row, *(_number(figure, name) for name in names)) for figure, row in rows),
    )


def _row(figure: Figure, dimensions: tuple[str, ...], speech: Speech) -> tuple[str, ...]:
    at = dict(figure.at)
    return tuple(speech.place(at[name]) if name in at else "" for name in dimensions)


def _number(figure: Figure, name: str) -> Cell:
    if figure.hidden and name not in ("base", "persons"):
        return None
    value = figure.parts.get(name) if name in figure.parts else getattr(figure, name, None)
    return value if isinstance(value, int | float) and not (figure.hidden and not value) else None


def _cell(figure: Figure, name: str, speech: Speech) -> str:
    value = _number(figure, name)
    if value is None or isinstance(value, str):
        return "·" if figure.hidden else "–"
    if name in ("value", "low", "high", "without_dearest", "each", "sum"):
        return speech.amount(value, figure.unit, decimals=1 if figure.unit in _PER_CENT else None)
    if name in ("standardised", "p"):
        return number(value, speech.language, 2 if name == "standardised" else 3)
    if name == "error":
        return speech.amount(value, figure.unit, decimals=1)
    if name == "share_of_registered":
        return speech.amount(value, Unit.SHARE, decimals=1)
    return speech.amount(value, Unit.HOURS if name == "hours" else Unit.PERSONS)


def _words(speech: Speech) -> dict[str, str]:
    return {
        "key": speech.say(N_("In short")),
        "may": speech.say(N_("What these figures can say")),
        "may_not": speech.say(N_("What they cannot say")),
        "table": speech.say(N_("The figures")),
        "method": speech.say(N_("How it is counted")),
        "caveats": speech.say(N_("Before you conclude")),
        "long": speech.say(N_("The table is long: it is in the workbook and on the page.")),
        "as_in": speech.say(N_("The same choices as in")),
        "contents": speech.say(N_("Contents")),
        "hidden": speech.say(
            N_("“·” stands for a figure that is hidden because it, or another by subtraction, is about few.")
        ),
        "limits": speech.say(
            N_(
                "The numbers in brackets are 95 per cent limits: with other families of the same kind the "
                "figure could as well have been anywhere between them."
            )
        ),
    }
