# SPDX-License-Identifier: EUPL-1.2
"""What leaves the package: every table has gone through disclosure control."""

from __future__ import annotations

from collections.abc import Iterable

from familievej.analysis.result import Figure, Result

THRESHOLD = 5


def published(results: Iterable[Result]) -> tuple[Result, ...]:
    """The tables with small numbers hidden."""
    return tuple(result.but(figures=tuple(map(_safe, result.figures))) for result in results)


def _safe(figure: Figure) -> Figure:
    rest = figure.base - (figure.count or 0)
    small = any(0 < number < THRESHOLD for number in (figure.base, figure.count or 0, rest))
    return figure.hide("protected") if small else figure
