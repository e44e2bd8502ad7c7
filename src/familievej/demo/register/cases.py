# SPDX-License-Identifier: EUPL-1.2
"""Child cases 2017-2019 with the published counts by year, by kind and of closed cases.

Counting rules (report, lines 2618-2673): a child has a case in a year when any case or notification touches
the year; a child who had a case in 2017-2019 is closed when none is open on the last day of 2019.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from familievej.demo.published import published
from familievej.demo.register.people import NEW_COHORT
from familievej.demo.register.tables import CaseRow, FamilyRow, PersonRow

YEARS = (2017, 2018, 2019)
SYSTEM_CHANGE = dt.date(2018, 3, 5)
"""The first day in the new case system (line 2606). The old one of 2017 knew no kinds."""
OLD, NEW = "DUBU", "SBSYS"

# Our own choices where the report prints a curve or "over twenty percentage points more": (all, early).
NOTIFIED = {2018: (19, 6), 2019: (41, 12)}
FAMILY_TREATMENT_ALL = {2018: 17, 2019: 27}
PLACED = (4, 2)
LATE_WITH_CASE_2018 = 33
KINDS = ("placement", "family_treatment", "free_place", "notification")


@dataclass
class Child:
    """One child's years with a case, kinds by year, and whether all is closed at the end."""

    person_id: str
    birth: dt.date
    start: dt.date
    years: set[int] = field(default_factory=set)
    closed: bool = True
    kinds: dict[int, set[str]] = field(default_factory=lambda: {2018: set(), 2019: set()})

    @property
    def early(self) -> bool:
        """Whether the child is of the first cohort."""
        return self.start < NEW_COHORT

    def can_have(self, year: int) -> bool:
        """A case may open up to four months before the birth."""
        return self.birth - dt.timedelta(days=120) <= dt.date(year, 11, 1)

    def counted_in(self, year: int) -> bool:
        """The denominator of a kind in a year: included and born by the end of it (line 2728)."""
        return self.start.year <= year and self.birth.year <= year


def make_cases(rng: Random, families: Sequence[FamilyRow], persons: Sequence[PersonRow]) -> list[CaseRow]:
    """Case rows of all children, in the order of the persons."""
    starts = {family.family_id: family.start_date for family in families}
    children = [Child(p.person_id, p.birth_date, starts[p.family_id]) for p in persons if p.role == "child"]
    _spread_years(rng, children)
    _spread_kinds(rng, children)
    return [row for child in children for row in _rows(rng, child)]


def _spread_years(rng: Random, children: Sequence[Child]) -> None:
    counts = published().cases
    whole, first = counts["with_case_all"], counts["with_case_before_2018"]
    early = [child for child in children if child.early]
    late = [child for child in children if not child.early]
    _cohort(
        rng,
        early,
        wanted={year: first[str(year)] for year in YEARS},
        ever=counts["ever"]["before_2018"],
        closed=counts["closed"]["before_2018"],
    )
    _cohort(
        rng,
        late,
        wanted={
            2017: whole["2017"] - first["2017"],
            2018: LATE_WITH_CASE_2018,
            2019: whole["2019"] - first["2019"],
        },
        ever=counts["ever"]["all"] - counts["ever"]["before_2018"],
        closed=counts["closed"]["all"] - counts["closed"]["before_2018"],
    )


def _cohort(rng: Random, group: list[Child], *, wanted: dict[int, int], ever: int, closed: int) -> None:
    """Give exactly ``wanted`` children a case in each year, ``ever`` in any, ``closed`` with all closed.

    Those without a case in 2019 are all closed. They get 2017 first, so that everybody has a year.
    """
    older = sorted(group, key=lambda child: child.birth)
    gone = older[: ever - wanted[2019]]
    rest = older[len(gone) :]
    last = rng.sample([child for child in rest if child.can_have(2019)], wanted[2019])
    for child in last:
        child.years.add(2019)
    for child in gone:
        child.years.add(2017)
    _top_up(rng, last, 2017, wanted[2017] - len(gone))
    second = _top_up(rng, gone, 2018, min(len(gone) // 2, wanted[2018]))
    _top_up(rng, last, 2018, wanted[2018] - second)
    for child in last:
        child.closed = False
    for child in rng.sample(last, closed - len(gone)):
        child.closed = True


def _top_up(rng: Random, group: Iterable[Child], year: int, count: int) -> int:
    able = [child for child in group if child.can_have(year)]
    for child in rng.sample(able, count):
        child.years.add(year)
    return count


def _spread_kinds(rng: Random, children: Sequence[Child]) -> None:
    counts = published().cases
    free_all, free_early = counts["free_place_all"], counts["free_place_before_2018"]
    treated_early = counts["family_treatment_before_2018"]
    placed = _stay_placed(rng, children)
    for year in (2018, 2019):
        _draw(rng, children, "free_place", year, free_all[str(year)], free_early[str(year)], placed)
        _draw(rng, children, "notification", year, *NOTIFIED[year], ())
        all_treated = FAMILY_TREATMENT_ALL[year]
        _draw(rng, children, "family_treatment", year, all_treated, treated_early[str(year)], placed)


def _stay_placed(rng: Random, children: Sequence[Child]) -> set[str]:
    """The same children are placed in both years: the report finds their number unchanged (line 2753)."""
    total, early = PLACED
    both = [c for c in children if {2018, 2019} <= c.years and not c.closed and c.counted_in(2018)]
    chosen = rng.sample([c for c in both if c.early], early)
    chosen += rng.sample([c for c in both if not c.early], total - early)
    for child in chosen:
        child.kinds[2018].add("placement")
        child.kinds[2019].add("placement")
    return {child.person_id for child in chosen}


def _draw(
    rng: Random, children: Sequence[Child], kind: str, year: int, total: int, early: int, but: Collection[str]
) -> None:
    able = [c for c in children if year in c.years and c.counted_in(year) and c.person_id not in but]
    for count, cohort in ((early, True), (total - early, False)):
        group = [c for c in able if c.early is cohort]
        # Those who had it the year before keep it first: measures last longer than a calendar year.
        kept = [c for c in group if year == 2019 and kind != "notification" and kind in c.kinds[2018]]
        kept = kept[:count]
        fresh = [c for c in group if c not in kept]
        for child in kept + rng.sample(fresh, count - len(kept)):
            child.kinds[year].add(kind)


def _rows(rng: Random, child: Child) -> list[CaseRow]:
    rows: list[CaseRow] = []
    if 2017 in child.years:
        start = _day(rng, child, 2017, 1, 8)
        rows.append(CaseRow(child.person_id, "other", start, _later(rng, start, 2017), OLD))
    open_left = not child.closed
    for kind in ("placement", "family_treatment", "free_place"):
        both = [year for year in (2018, 2019) if kind in child.kinds[year]]
        if both:
            rows.append(_measure(rng, child, kind, both, stays=open_left and 2019 in both))
            open_left = open_left and 2019 not in both
    uncovered = [year for year in (2018, 2019) if year in child.years and not _touched(rows, year)]
    if uncovered or open_left:
        years = uncovered or [2019]
        rows.append(_measure(rng, child, "other", years, stays=open_left))
    for year in (2018, 2019):
        if "notification" in child.kinds[year]:
            start = _day(rng, child, year, 3, 11)
            end = start + dt.timedelta(days=rng.randint(1, 25))
            rows.append(CaseRow(child.person_id, "notification", start, end, NEW))
    return rows


def _touched(rows: Sequence[CaseRow], year: int) -> bool:
    return any(
        row.start_date.year <= year and (row.end_date is None or row.end_date.year >= year)
        for row in rows
        if row.source_system == NEW
    )


def _measure(rng: Random, child: Child, kind: str, years: Sequence[int], *, stays: bool) -> CaseRow:
    start = _day(rng, child, years[0], 3, 8)
    end = None if stays else _later(rng, start, years[-1])
    return CaseRow(child.person_id, kind, start, end, NEW)


def _day(rng: Random, child: Child, year: int, first_month: int, last_month: int) -> dt.date:
    """A day in the months of the year, not before the system was in use nor long before the birth."""
    day = dt.date(year, rng.randint(first_month, last_month), rng.randint(1, 27))
    earliest = child.birth - dt.timedelta(days=120)
    if year == 2018:
        earliest = max(earliest, SYSTEM_CHANGE)
    return max(day, earliest)


def _later(rng: Random, start: dt.date, year: int) -> dt.date:
    """An end in ``year``, at least a fortnight after the start and before Christmas."""
    first = max(start + dt.timedelta(days=14), dt.date(year, 2, 1))
    room = (dt.date(year, 12, 20) - first).days
    return first + dt.timedelta(days=rng.randint(0, max(0, room)))
