# SPDX-License-Identifier: EUPL-1.2
"""The answer as files. What comes in has gone through disclosure control already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from familievej.analysis.report.workbook import report_xlsx
from familievej.analysis.result import Result
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.report import document, report_json
from familievej.insight.paper import report_pdf

TYPES = {
    "report.pdf": "application/pdf",
    "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "report.json": "application/json",
}


def one(
    name: str,
    results: Sequence[Result],
    rules: Rules,
    year: int,
    *,
    language: str,
    made: dt.date,
    fonts: Path,
) -> bytes:
    """One of ``TYPES``; raises KeyError for another name."""
    report = document(results, rules, year, language=language, made=made)
    make = {
        "report.pdf": lambda: report_pdf(report, made=made, fonts=fonts),
        "report.xlsx": lambda: report_xlsx(report),
        "report.json": lambda: report_json(results, made=made),
    }
    return make[name]()
