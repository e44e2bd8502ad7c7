# SPDX-License-Identifier: EUPL-1.2
"""What does it change to choose otherwise? Two sets of rules on the same register and year, side by side."""

from __future__ import annotations

from familievej.analysis.result import Basis, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.targetgroup.counts import Counts
from familievej.analysis.targetgroup.indicators import ROLES, SOURCE, WORK, caveats
from familievej.analysis.targetgroup.ruletext import rule
from familievej.analysis.words import N_, Fact, Text


def compare(first: Counts, second: Counts, municipality: int | None = None) -> Result:
    """The size of the target group under both, and the second less the first. Raises ValueError for two years."""
    if first.year != second.year:
        raise ValueError("two sets of rules are compared on one year")
    figures = []
    for role, name in ROLES.items():
        numbers = [
            counts.total("persons", role, True, municipality=municipality) for counts in (first, second)
        ]
        for side, number in zip(("first", "second"), numbers, strict=True):
            place: Place = (("group", name), ("rules", side))
            figures.append(Figure(place, float(number), Unit.PERSONS, number, number, number))
        change = numbers[1] - numbers[0]
        place = (("group", name), ("rules", "difference"))
        figures.append(Figure(place, float(change), Unit.PERSONS, abs(change), abs(change)))
    return Result(
        id="targetgroup.compare",
        title=Text(N_("What other rules change")),
        rule=Text(
            N_("Rules A: %(first)s Rules B: %(second)s"),
            {"first": rule(first.rules, first.year), "second": rule(second.rules, second.year)},
        ),
        citation=Citation(WORK, "131-172"),
        basis=Basis.MEASURED,
        period=Period(str(first.year), str(first.year)),
        source=SOURCE,
        parameters=differences(first, second),
        figures=tuple(figures),
        persons=max(figure.persons for figure in figures),
        caveats=caveats(first),
    )


def differences(first: Counts, second: Counts) -> dict[str, Fact]:
    """The choices in which the two differ: ``at_least: 1 -> 2``."""
    before, after = first.rules.choices.model_dump(), second.rules.choices.model_dump()
    changed: dict[str, Fact] = {
        name: f"{before[name]} → {after[name]}" for name in before if before[name] != after[name]
    }
    if (first.rules.id, first.rules.version) != (second.rules.id, second.rules.version):
        changed["rules"] = (
            f"{first.rules.id} {first.rules.version} → {second.rules.id} {second.rules.version}"
        )
    return changed
