# SPDX-License-Identifier: EUPL-1.2
"""``report.json``: counts, bases, shares and limits as numbers, unrounded, for the municipality's own
analyst."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields

from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.result import Result, as_json
from familievej.analysis.words import say


def published_json(results: Iterable[Result], language: str) -> bytes:
    """What was published, to hold a later run against it; titles in ``language``."""
    told = {
        result.id: {
            "title": say(result.title, language),
            "figures": [
                {
                    "at": dict(figure.at),
                    "value": figure.value,
                    "base": figure.base,
                    "unit": figure.unit.value,
                    "hidden": figure.hidden,
                }
                for figure in result.figures
            ],
        }
        for result in results
    }
    return json.dumps({"indicators": told}, ensure_ascii=False).encode()


FORMAT = "familievej.evaluation/1"


def report_json(evaluation: Evaluation, *, made: dt.date, sources: Mapping[str, str]) -> bytes:
    """The whole evaluation; ``sources`` are the delivered files with their SHA-256."""
    rules = evaluation.rules
    told = {
        "format": FORMAT,
        "made": made.isoformat(),
        "confidential": "Nothing is suppressed in this file: it is for the municipality's own analyst, not to publish.",
        "extract": {"families": evaluation.families, "persons": evaluation.persons, "files": dict(sources)},
        "rules": rules.shown(*(field.name for field in fields(Settled))),
        "indicators": {result.id: as_json(result) for result in evaluation.results},
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
