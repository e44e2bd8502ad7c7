# SPDX-License-Identifier: EUPL-1.2
"""Two groups of families whose months are known: the programme's become self-supporting more often from their start."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from tests.analysis.municipality import tables_of

from familievej.analysis.comparison import Against, Comparison
from familievej.analysis.evaluation.rules import Rules
from familievej.analysis.evaluation.run import Evaluation, evaluate
from familievej.analysis.tables import Tables, month_text

FIRST, LAST, MIDDLE = 2015 * 12, 2018 * 12 + 11, 2017 * 12
RULES = Rules(started_before=dt.date(2019, 1, 1))


def group(
    name: str,
    families: int = 26,
    parents: int = 1,
    *,
    lift: float = 0.0,
    slope: float = 0.0,
    staggered: bool = False,
) -> Tables:
    """``lift``: share of months more from the start on; ``slope``: more for each year that passes."""
    chance = np.random.default_rng(len(name))
    rows: dict[str, list[Any]] = {"families": [], "persons": [], "income_support": []}
    for number in range(families):
        start = MIDDLE + (6 * (number % 3) if staggered else 0)
        rows["families"].append((f"{name}{number}", f"{month_text(start)}-15", None, None))
        for parent in range(parents):
            person = f"{name}{number}.{parent}"
            role, born = (
                ("mother", "F") if parent == 0 else ("father", "M"),
                1975 + (number + 7 * parent) % 15,
            )
            rows["persons"].append((person, f"{name}{number}", *role, f"{born}-01-01", None))
            level = 0.25 + 0.3 * chance.random()
            for month in range(FIRST, LAST + 1):
                share = level + lift * (month >= start) + slope * (month - FIRST) / 12
                kind = "self_supporting" if chance.random() < share else "job_ready"
                rows["income_support"].append((person, month_text(month), kind))
    return tables_of(**rows)


def asked(**fields: Any) -> Comparison:
    """A comparison fixed on the first day of the year."""
    usual: dict[str, Any] = {
        "fixed_on": dt.date(2026, 1, 1),
        "group": "Families elsewhere",
        "why": "The same criteria",
    }
    return Comparison(**(usual | fields))


def beside(programme: Tables, others: Tables, **fields: Any) -> Evaluation:
    """The programme's evaluation beside ``others``."""
    return evaluate(programme, RULES, against=Against(asked(**fields), others))
