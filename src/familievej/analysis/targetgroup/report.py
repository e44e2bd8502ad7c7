# SPDX-License-Identifier: EUPL-1.2
"""The tables as a document: browser, paper and workbook are all made from it (``analysis.report``)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from familievej.analysis.report.document import Document, Grid, Section
from familievej.analysis.result import Figure, Result, as_json
from familievej.analysis.targetgroup import labels
from familievej.analysis.targetgroup.bars import bars
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.ruletext import in_words
from familievej.analysis.targetgroup.ruletext import words as spoken
from familievej.analysis.words import N_, Text, say

FORMAT = "familievej.targetgroup/1"
_WORDS = {
    "key": N_("How the target group is counted"),
    "may": N_("What these figures can say"),
    "may_not": N_("What they cannot say"),
    "table": N_("The figures"),
    "method": N_("How it is counted"),
    "caveats": N_("Before you conclude"),
    "long": N_("The table is long: it is in the workbook and on the page."),
    "contents": N_("Contents"),
    "hidden": N_(
        "“·” stands for a figure that is hidden because it, or another by subtraction, is about few."
    ),
    "limits": N_("Every figure stands beside what it is a share or mean of."),
}
_MAY = (
    N_("How many children and parents the rules reach, and how large a part of all vulnerable that is."),
    N_("What the target group has contact with, beside other vulnerable children and adults."),
)


def document(results: Sequence[Result], rules: Rules, year: int, *, language: str, made: dt.date) -> Document:
    """The report of ``results``, which must be fit to be published (``published``)."""

    def told(text: Text) -> str:
        return say(text, language)

    caveats = {told(caveat.text): None for result in results for caveat in result.caveats}
    return Document(
        language=language,
        title=told(Text(N_("The target group for a coherent effort for families"))),
        lead=told(
            Text(
                N_("%(rules)s, version %(version)s, counted for %(year)s. Made on %(made)s."),
                {
                    "rules": spoken(rules.words),
                    "version": rules.version,
                    "year": str(year),
                    "made": made.isoformat(),
                },
            )
        ),
        key=tuple(told(part) for part in in_words(rules, year)),
        may=tuple(told(Text(message)) for message in _MAY),
        may_not=tuple(caveats),
        sections=tuple(section(result, rules, language) for result in results),
        words={name: told(Text(message)) for name, message in _WORDS.items()},
    )


def section(result: Result, rules: Rules, language: str) -> Section:
    """One table with its picture. The caveats stand once, at the front."""
    parameters = tuple((name, str(value)) for name, value in result.parameters.items())
    return Section(
        id=result.id.replace(".", "-"),
        title=say(result.title, language),
        findings=(),
        caveats=tuple(say(caveat.text, language) for caveat in result.caveats),
        picture=bars(result, rules, language),
        grid=_grid(result, rules, language),
        unit=", ".join(dict.fromkeys(figure.unit.value for figure in result.figures)),
        rule=say(result.rule, language),
        parameters=parameters,
        origin=str(result.citation),
    )


def _grid(result: Result, rules: Rules, language: str) -> Grid:
    spans = any(figure.low is not None for figure in result.figures)
    columns = [say(labels.heading(name), language) for name in result.dimensions]
    titles = [N_("Value"), N_("Of"), *([N_("95 %% interval")] if spans else [])]
    rows = [
        ([say(labels.place(rules, name, key), language) for name, key in figure.at], figure)
        for figure in result.figures
    ]
    return Grid(
        columns=(*columns, *(say(Text(title), language) for title in titles)),
        labels=len(columns),
        cells=tuple((*places, *_cells(figure, spans, language)) for places, figure in rows),
        numbers=tuple((*places, *_numbers(figure, spans, language)) for places, figure in rows),
    )


def _cells(figure: Figure, spans: bool, language: str) -> tuple[str, ...]:
    value = "·" if figure.hidden else labels.value(figure, language)
    return (value, labels.base(figure, language), *([labels.limits(figure, language)] if spans else []))


def _numbers(figure: Figure, spans: bool, language: str) -> tuple[str | float | None, ...]:
    base = figure.base if figure.base or not figure.hidden else None
    return (figure.value, base, *([labels.limits(figure, language)] if spans else []))


def report_json(results: Sequence[Result], *, made: dt.date) -> bytes:
    """The tables for a program."""
    told = {"format": FORMAT, "made": made.isoformat(), "results": [as_json(result) for result in results]}
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
