# SPDX-License-Identifier: EUPL-1.2
"""``report.pdf``: the report on paper, as PDF/UA."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from familievej.analysis.report.document import Document, Section
from familievej.base.press import press

_SOURCE = Path(__file__).with_name("report.typ")
_MOST_ROWS = 60
"""A longer table is not set on paper: it is in the workbook, and the paper says so."""
_MANY = 4


def report_pdf(report: Document, *, made: dt.date, fonts: Path) -> bytes:
    """The report set on A4; ``fonts`` is the folder of IBM Plex Sans, which may be missing."""
    moment = int(dt.datetime.combine(made, dt.time(12), dt.UTC).timestamp())
    data: dict[str, Any] = {
        "lang": report.language,
        "title": report.title,
        "lead": report.lead,
        "key": list(report.key),
        "may": list(report.may),
        "may_not": list(report.may_not),
        "words": dict(report.words),
        "sections": _sections(report),
    }
    return press(_SOURCE, (fonts,)).print(data, moment)


def _sections(report: Document) -> list[dict[str, Any]]:
    """The sections; a choice that an earlier one has told is not told again on paper, where all of them are open."""
    made, told = [], dict[tuple[str, str], str]()
    for section in report.sections:
        again = [pair for pair in section.parameters if pair in told]
        content = _section(section)
        if len(again) >= _MANY and "as_in" in report.words:
            earlier = told[again[0]]
            fresh = [list(pair) for pair in section.parameters if pair not in told]
            content["parameters"] = [[report.words["as_in"], earlier], *fresh]
        made.append(content)
        told = dict.fromkeys(section.parameters, section.title) | told
    return made


def _section(section: Section) -> dict[str, Any]:
    short = len(section.grid.cells) <= _MOST_ROWS
    return {
        "title": section.title,
        "unit": section.unit,
        "findings": list(section.findings),
        "caveats": list(section.caveats),
        "picture": section.picture.svg if section.picture else "",
        "described": f"{section.title}. {section.picture.description}" if section.picture else "",
        "columns": list(section.grid.columns),
        "rows": [list(row) for row in section.grid.cells] if short else [],
        "labels": section.grid.labels,
        "rule": section.rule,
        "parameters": [list(pair) for pair in section.parameters],
        "origin": section.origin,
    }
