# SPDX-License-Identifier: EUPL-1.2
"""The four files of a report: all of them are written, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.report.data import published_json, report_json
from familievej.analysis.report.document import document
from familievej.analysis.report.html import body, report_html
from familievej.analysis.report.workbook import report_xlsx
from familievej.insight.paper import report_pdf
from familievej.insight.publishing import publishable

NAMES = ("report.json", "report.html", "report.pdf", "report.xlsx")
PART, PUBLISHED = "report.part", "published.json"
Told = Callable[[str], None]


def contents(
    evaluation: Evaluation,
    *,
    language: str,
    made: dt.date,
    sources: Mapping[str, str],
    fonts: Path,
    told: Told,
    kept: bool = False,
) -> dict[str, bytes]:
    """The files of the report by name. ``report.json`` is the analyst's own; in the others small numbers are
    hidden.

    With ``kept`` also what the application keeps of a run: the page without its frame, and the published
    figures.
    """
    told("disclosure control")
    results = publishable(evaluation.results, made=made, snapshot=_snapshot(sources))
    report = document(results, evaluation, language=language, made=made)
    made_by: dict[str, Callable[[], bytes]] = {
        "report.json": lambda: report_json(evaluation, made=made, sources=sources),
        "report.html": lambda: report_html(report),
        "report.pdf": lambda: report_pdf(report, made=made, fonts=fonts),
        "report.xlsx": lambda: report_xlsx(report),
    }
    if kept:
        made_by |= {
            PART: lambda: body(report, level=2).encode(),
            PUBLISHED: lambda: published_json(results, language),
        }
    files = {}
    for name, make in made_by.items():
        told(name)
        files[name] = make()
    return files


def write(out: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes ``files`` into ``out`` (made when missing); gives the paths.

    Each is written beside its place and then moved, so that a folder never holds half a file.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / f".{name}.new").write_bytes(content)
    for name in files:
        (out / f".{name}.new").replace(out / name)
    return [out / name for name in files]


def _snapshot(sources: Mapping[str, str]) -> str:
    """What the data are known by when a later release is held against this one."""
    return " ".join(sorted(sources.values()))
