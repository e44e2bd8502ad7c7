# SPDX-License-Identifier: EUPL-1.2
"""What may be published: the tables of a report with every small number hidden, also against subtraction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from familievej.analysis.result import Figure, Result

THRESHOLD = 5


def publishable(results: Sequence[Result], *, made: dt.date, snapshot: str) -> tuple[Result, ...]:
    """``results`` with nothing in them that tells about fewer than the threshold."""
    return tuple(replace(result, figures=tuple(map(_shown, result.figures))) for result in results)


def _shown(figure: Figure) -> Figure:
    rest = figure.base - figure.count if figure.count is not None else figure.base
    few = (0 < figure.base < THRESHOLD) or (figure.count is not None and 0 < figure.count < THRESHOLD)
    return figure.hide("protected") if few or 0 < rest < THRESHOLD else figure
