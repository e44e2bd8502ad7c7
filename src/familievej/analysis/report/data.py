# SPDX-License-Identifier: EUPL-1.2
"""``report.json``: counts, bases, shares and limits as numbers, unrounded, for the municipality's own
analyst."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields

from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.result import as_json

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
