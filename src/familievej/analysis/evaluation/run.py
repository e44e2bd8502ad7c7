# SPDX-License-Identifier: EUPL-1.2
"""The whole evaluation: every indicator of one extract by one set of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.analysis import economy
from familievej.analysis.evaluation import activation, cases, composition, costs, daycare, feedback, support
from familievej.analysis.evaluation.caveats import with_comparison
from familievej.analysis.evaluation.months import PersonMonths, observe
from familievej.analysis.evaluation.rules import Rules, Settled, settle
from familievej.analysis.result import Result
from familievej.analysis.soundness import refuse_unsound
from familievej.analysis.tables import Tables

if TYPE_CHECKING:
    from familievej.analysis.comparison import Against
    from familievej.analysis.economy import Calculation

Progress = Callable[[str], None]
ESTIMATE = "comparison.estimate"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: the tables in the order of the report, by the rules that were used."""

    rules: Settled
    results: tuple[Result, ...]
    families: int
    persons: int

    @property
    def has_comparison(self) -> bool:
        """Whether others stand beside the programme's families: only then may one speak of an effect."""
        return any(result.id == ESTIMATE for result in self.results)

    def result(self, name: str) -> Result:
        """The table with this id; raises KeyError."""
        for result in self.results:
            if result.id == name:
                return result
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class _Data:
    """What a step may look at."""

    tables: Tables
    seen: PersonMonths
    years: cases.ChildYears
    rules: Settled


STEPS: dict[str, Callable[[_Data], Result]] = {
    "composition": lambda data: composition.persons_and_ages(data.tables, data.rules),
    "composition.sex": lambda data: composition.sex_of_children(data.tables, data.rules),
    "composition.support": lambda data: composition.support_at_start(data.seen, data.rules),
    "composition.support_before": lambda data: composition.support_before(data.seen, data.rules),
    "I1.month": lambda data: support.i1_self_support_by_month(data.seen, data.rules),
    "I2": lambda data: support.i2_self_support_before_after(data.seen, data.rules),
    "I3": lambda data: support.i3_support_kinds_before_after(data.seen, data.rules),
    "I4": lambda data: activation.i4_activation_degree(data.seen, data.rules),
    "I5": lambda data: activation.i5_activation_by_kind(data.seen, data.rules),
    "I6": lambda data: daycare.i6_hours_a_day(data.tables, data.rules),
    "I7": lambda data: daycare.i7_days_a_month(data.tables, data.rules),
    "I8": lambda data: cases.i8_children_with_a_case(data.tables, data.years, data.rules),
    "I9": lambda data: cases.i9_closed_cases(data.tables, data.years, data.rules),
    "I10": lambda data: cases.i10_children_by_kind(data.tables, data.years, data.rules),
    "I11": lambda data: costs.i11_costs_by_half_year(data.tables, data.rules),
    "I11.year_before": lambda data: costs.i11_costs_of_the_year_before(data.tables, data.rules),
    "I12": lambda data: feedback.i12_target_reached(data.tables, data.rules),
}
"""Every table in the order of the report, by the id that it gets."""


def quietly(_step: str) -> None:
    """Tells nobody how far it has come."""


def evaluate(
    tables: Tables,
    rules: Rules | None = None,
    progress: Progress = quietly,
    *,
    against: Against | None = None,
    calculation: Calculation | None = None,
    places: int | None = None,
) -> Evaluation:
    """All indicators of ``tables``. Raises ``Refused`` when the data cannot carry an evaluation at all.

    ``progress`` hears the id of each table before it is made. ``against``: also beside a comparison group;
    ``calculation``: also what may be saved in the long run;
    ``places``: how many families the programme has room for at a time, for its cost a place and year.
    """
    refuse_unsound(tables)
    settled = settle(rules or Rules(), tables)
    progress("months")
    seen = observe(tables, settled)
    years = cases.child_years(tables, settled)
    results = []
    for name, step in STEPS.items():
        progress(name)
        results.append(step(_Data(tables, seen, years, settled)))
    if against:
        progress("comparison")
        results = _beside_others(results, tables, settled, against)
    progress("economy")
    results += economy.results(tables, calculation, places=places)
    return Evaluation(settled, tuple(results), tables.families.height, tables.persons.height)


def _beside_others(results: list[Result], tables: Tables, rules: Settled, against: Against) -> list[Result]:
    """The tables with those of the comparison; what was said for want of one is taken back where there is one."""
    # pyfixest and what it brings is slow to import, and most evaluations have nobody to compare with.
    from familievej.analysis.comparison import compare

    refuse_unsound(against.others)
    compared = compare(tables, rules, against)
    if any(result.id == ESTIMATE for result in compared):
        results = [with_comparison(result) for result in results]
    return [*results, *compared]
