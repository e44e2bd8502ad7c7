# SPDX-License-Identifier: EUPL-1.2
"""The longest intervals that the law allows, dated: a model may be stricter, never laxer.

Serviceloven § 70 held until Barnets lov took over on 1 January 2024. Barnets lov § 95, stk. 2 keeps the three months
of the first follow-up; stk. 3 lets the municipality plan the later ones case by case. The six months that report 002
prints as the statutory limit (L633-635) are therefore kept here as the limit until somebody competent changes the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from familievej.practice.schema.parts import Span
from familievej.practice.schema.programme import IntervalKind

BARNETS_LOV = date(2024, 1, 1)


@dataclass(frozen=True)
class Statute:
    """The longest interval of a ``kind``, where it is written, and its period (``ends`` is the first day after)."""

    kind: IntervalKind
    longest: Span
    written: str
    starts: date | None = None
    ends: date | None = None


STATUTES = (
    Statute("first_follow_up", Span(3, "months"), "serviceloven § 70, stk. 1", ends=BARNETS_LOV),
    Statute("first_follow_up", Span(3, "months"), "Barnets lov § 95, stk. 2", starts=BARNETS_LOV),
    Statute("follow_up", Span(6, "months"), "serviceloven § 70, stk. 1", ends=BARNETS_LOV),
    Statute("follow_up", Span(6, "months"), "002 L633-635; jf. Barnets lov § 95, stk. 3", starts=BARNETS_LOV),
)


def statute(kind: str, day: date) -> Statute | None:
    """The limit that holds for this kind of interval on ``day``, if the law has one."""
    holding = (
        each
        for each in STATUTES
        if each.kind == kind
        and (not each.starts or each.starts <= day)
        and (not each.ends or day < each.ends)
    )
    return next(holding, None)
