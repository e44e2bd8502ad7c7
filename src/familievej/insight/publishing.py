# SPDX-License-Identifier: EUPL-1.2
"""What may be published: the tables of a report with every small number hidden, also against subtraction."""

from __future__ import annotations

import datetime as dt

from familievej.analysis.disclosure_control import Policy, Published, ReleaseLog, protect
from familievej.analysis.evaluation.caveats import of_what_is_shown
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.result import Figure, Result

# Groups inside others whose rest must not be small either, printed or not.
WITHIN = {"older": "parents", "early": "children"}
# Breakdowns that are the analyst's alone: with them in print, so much else must be hidden that nothing is left.
LONG_RUN = "economy.long_run."
UNPUBLISHED = {"I10": {"group": ("late",), "denominator": ("all",)}}


def publishable(
    evaluation: Evaluation,
    *,
    made: dt.date,
    snapshot: str,
    policy: Policy | None = None,
    log: ReleaseLog | None = None,
) -> Published:
    """The tables of ``evaluation`` that may leave the analyst's desk, held against everything in ``log``.

    Sentences about single figures are made anew from those that are shown.
    """
    # A long-run calculation holds what somebody set, and nothing of the registers.
    assumed = {result.id: result for result in evaluation.results if result.id.startswith(LONG_RUN)}
    printed = [_breakdowns(result) for result in evaluation.results if result.id not in assumed]
    safe = protect(
        printed, policy or Policy(), log=log, snapshot=snapshot, released_on=made.isoformat(), within=WITHIN
    )
    safe_ones = {result.id: of_what_is_shown(result, evaluation.rules) for result in safe.results}
    told = tuple({**safe_ones, **assumed}[result.id] for result in evaluation.results)
    return Published(told, safe.release, safe.reasons, safe.withheld)


def _breakdowns(result: Result) -> Result:
    left_out = UNPUBLISHED.get(result.id, {})

    def stays(figure: Figure) -> bool:
        return not any(where in left_out.get(dimension, ()) for dimension, where in figure.at)

    return result.but(figures=tuple(filter(stays, result.figures)))
