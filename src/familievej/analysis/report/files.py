# SPDX-License-Identifier: EUPL-1.2
"""Writes the files of a report: all of them, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.report.data import report_json


def write(
    out: Path, evaluation: Evaluation, *, language: str, made: dt.date, sources: Mapping[str, str]
) -> list[Path]:
    """The report of ``evaluation`` in the folder ``out`` (made when missing); gives the paths written.

    Every file is made before the first is written, so that a folder never holds half of two reports.
    """
    contents: dict[str, bytes] = {"report.json": report_json(evaluation, made=made, sources=sources)}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (out / f".{name}.new").write_bytes(content)
    for name in contents:
        (out / f".{name}.new").replace(out / name)
    return [out / name for name in contents]
