# SPDX-License-Identifier: EUPL-1.2
"""What a version of a definition holds, checked before it is kept: nothing of it changes once data are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from familievej.analysis.economy.files import calculation_of, prices_of
from familievej.analysis.evaluation.rules import rules_from
from familievej.analysis.words import N_, Refused, Text, say

if TYPE_CHECKING:
    from familievej.analysis.comparison import Comparison
    from familievej.analysis.economy.definition import Calculation, Price
    from familievej.gate.models import Unit

LARGEST = 200_000  # letters of a file that people write by hand


@dataclass(frozen=True)
class Wanted:
    """``design`` has design, outcome and weighted of a :class:`Comparison`; ``compared_unit`` is who it is with.

    ``calculation`` holds what was written: name, text, and of a price catalogue prices_name and prices.
    """

    question: str
    comparison: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    compared_unit: Unit | None = None
    design: Mapping[str, Any] = field(default_factory=dict)
    calculation: Mapping[str, str] = field(default_factory=dict)
    places: int | None = None

    def fields(self) -> dict[str, Any]:
        """As a definition keeps them."""
        return {
            "question": self.question.strip(),
            "comparison": self.comparison.strip(),
            "rules": dict(self.rules),
            "compared_unit": self.compared_unit,
            "design": dict(self.design) if self.compared_unit else {},
            "calculation": dict(self.calculation),
            "places": self.places,
        }

    def check(self, unit: Unit | None, day: dt.date) -> None:
        """For the evaluation of ``unit``. Raises ValidationError by field."""
        rules_from(self.rules)  # an unknown rule or a value that cannot be one is refused here
        if self.compared_unit is not None:
            if unit is None or unit.pk == self.compared_unit.pk:
                said = _(
                    "Compare the families of one unit with those of another. This evaluation is of: %(whom)s."
                )
                raise ValidationError({"compared_unit": said % {"whom": unit or _("all families")}})
            if not self.comparison.strip():
                raise ValidationError({"comparison": _("Write why the two can be compared.")})
            comparison_of(self.compared_unit, self.comparison, self.design, day)
        if self.calculation:
            try:
                calculation_from(self.calculation)
            except Refused as refused:
                raise ValidationError({"calculation": say(refused.text, language()).split("\n")}) from refused


def comparison_of(unit: Unit, why: str, design: Mapping[str, Any], fixed_on: dt.date) -> Comparison:
    """The comparison with the families of ``unit``, as analysis takes it."""
    # What compares is slow to import, and most evaluations have nobody to be compared with.
    from familievej.analysis.comparison import Comparison, Design, Outcome

    return Comparison(
        fixed_on=fixed_on,
        group=unit.name,
        why=why,
        design=Design(design["design"]),
        outcome=Outcome(design["outcome"]),
        weighted=bool(design.get("weighted", True)),
    )


def calculation_from(kept: Mapping[str, str]) -> Calculation:
    """The calculation that was written. Raises ``Refused`` with file, line and field."""

    def catalogue(name: str) -> tuple[Price, ...]:
        if name != kept.get("prices_name"):
            raise Refused(Text(N_("The file %(file)s is not there."), {"file": name}))
        return prices_of(kept["prices"], name)

    return calculation_of(kept["text"], kept["name"], catalogue)


def language() -> str:
    """The reader's, of the two that analysis speaks."""
    return "en" if (get_language() or "da").startswith("en") else "da"
