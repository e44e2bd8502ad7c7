# SPDX-License-Identifier: EUPL-1.2
"""What the tables of one comparison have in common: who is compared, decided when, and from what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from familievej.analysis.comparison.definition import Comparison
from familievej.analysis.comparison.panel import Panel
from familievej.analysis.designs.estimate import PARALLEL
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result
from familievej.analysis.tables import month_text
from familievej.analysis.words import Fact, Text

SOURCE = ("families", "persons", "income_support", "activation")


@dataclass(frozen=True, slots=True)
class Frame:
    """One comparison and its panel."""

    comparison: Comparison
    data: Panel

    def table(
        self,
        name: str,
        title: Text,
        rule: Text,
        citation: str,
        figures: Iterable[Figure],
        *,
        parameters: Mapping[str, Fact] | None = None,
        caveats: Iterable[Caveat] = (),
        assumes: bool = False,
    ) -> Result:
        """A table ``comparison.<name>``; ``assumes``: it rests on both groups developing alike."""
        given, comparison = tuple(figures), self.comparison
        rules = self.data.rules
        return Result(
            id=f"comparison.{name}",
            title=title,
            rule=rule,
            citation=Citation(citation),
            basis=Basis.MEASURED,
            period=Period(month_text(rules.first_month), month_text(rules.last_month)),
            source=SOURCE,
            parameters={
                "outcome": comparison.outcome.value,
                "design": comparison.design.value,
                "compared_group": comparison.group,
                "comparable_because": comparison.why,
                "fixed_on": comparison.fixed_on.isoformat(),
                "fewest": comparison.fewest,
                **rules.shown("nothing_registered", "double_registration", "started_before"),
                **(parameters or {}),
            },
            figures=given,
            persons=max((figure.persons for figure in given), default=0),
            caveats=(*((PARALLEL,) if assumes else ()), *caveats),
        )
