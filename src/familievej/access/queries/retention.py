# SPDX-License-Identifier: EUPL-1.2
"""Runs of retention, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from familievej.access.models import RetentionRun
from familievej.access.retention.words import term
from familievej.gate.declare import gated_models


@dataclass(frozen=True)
class DueLine:
    """So many rows of one purpose are due, on which rule."""

    purpose: str
    rule: str
    rows: int


def last_run() -> RetentionRun | None:
    """The latest, whatever it was."""
    return RetentionRun.objects.first()


def lines_of(run: RetentionRun) -> list[DueLine]:
    """What a run counted or deleted, in words: tables of one purpose and one rule together."""
    models = {model._meta.db_table: model for model in gated_models()}
    found: dict[tuple[str, str], int] = {}
    for line in run.lines:
        gated: Any = getattr(models.get(line["table"]), "gated", None)
        purpose, rule = (str(gated.purpose), term(gated.retention)) if gated else (line["table"], "")
        found[purpose, rule] = found.get((purpose, rule), 0) + line["rows"]
    return [DueLine(purpose, rule, rows) for (purpose, rule), rows in sorted(found.items())]
