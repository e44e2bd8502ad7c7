# SPDX-License-Identifier: EUPL-1.2
"""The four files of a report: all of them are written, or none."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from familievej.analysis.disclosure_control import Published, ReleaseLog
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.report.data import published_json, report_json
from familievej.analysis.report.document import document
from familievej.analysis.report.html import body, report_html
from familievej.analysis.report.workbook import report_xlsx
from familievej.insight.paper import report_pdf
from familievej.insight.publishing import publishable

NAMES = ("report.json", "report.html", "report.pdf", "report.xlsx")
PART, PUBLISHED, RELEASE = "report.part", "published.json", "release.json"
Told = Callable[[str], None]


def published(
    evaluation: Evaluation, *, made: dt.date, sources: Mapping[str, str], log: ReleaseLog | None = None
) -> Published:
    """What of ``evaluation`` may be published, beside everything that ``log`` says is out already."""
    # What the data are known by when a later release is held against this one.
    snapshot = " ".join(sorted(sources.values()))
    return publishable(evaluation, made=made, snapshot=snapshot, log=log)


def contents(
    evaluation: Evaluation,
    fit: Published,
    *,
    language: str,
    made: dt.date,
    sources: Mapping[str, str],
    fonts: Path,
    told: Told,
) -> dict[str, bytes]:
    """The files of the report by name. ``report.json`` is the analyst's own; in the others small numbers are hidden."""
    report = document(fit.results, evaluation, language=language, made=made)
    made_by: dict[str, Callable[[], bytes]] = {
        "report.json": lambda: report_json(evaluation, made=made, sources=sources),
        "report.html": lambda: report_html(report),
        "report.pdf": lambda: report_pdf(report, made=made, fonts=fonts),
        "report.xlsx": lambda: report_xlsx(report),
    }
    files = {}
    for name, make in made_by.items():
        told(name)
        files[name] = make()
    return files


def kept(evaluation: Evaluation, fit: Published, *, language: str, made: dt.date) -> dict[str, bytes]:
    """What the application keeps of a run: the page without its frame, the published figures, the release."""
    report = document(fit.results, evaluation, language=language, made=made)
    return {
        PART: body(report, level=2).encode(),
        PUBLISHED: published_json(fit.results, language),
        RELEASE: json.dumps(ReleaseLog((fit.release,)).as_json()).encode(),
    }


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
