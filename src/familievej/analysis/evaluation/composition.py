# SPDX-License-Identifier: EUPL-1.2
"""Who the families are: persons and ages, sex of the children, support at the start and in the time before.

Source: lines 780-922 (Tabel 1.1 to 1.5); GX-R90.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from familievej.analysis.evaluation import caveats
from familievej.analysis.evaluation.intervals import Estimate, mean, wilson
from familievej.analysis.evaluation.months import SUPPORT, PersonMonths
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.evaluation.support import REPORT, SOURCE
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result, Unit
from familievej.analysis.tables import Tables, month_text
from familievej.analysis.words import N_, Text

DAYS_A_YEAR = 365.25
# A month with several kinds is counted once, as the first of these: so the parts add up to the parents.
ORDER = ("self_supporting", "other", "activity_ready", "job_ready")


def persons_and_ages(tables: Tables, rules: Settled) -> Result:
    """Persons and mean age at the start by role and cohort (Tabel 1.1, lines 780-800); the unborn count as 0
    years."""
    people = tables.followed().with_columns(
        age=pl.max_horizontal(
            (pl.col("start_date") - pl.col("birth_date")).dt.total_days() / DAYS_A_YEAR, pl.lit(0.0)
        )
    )
    figures = [
        _age(role, cohort, rows)
        for role, chosen in (("child", "child"), ("father", "father"), ("mother", "mother"))
        for cohort, rows in _cohorts(people.filter(pl.col("role") == chosen), rules)
    ]
    figures += [_families(cohort, rows) for cohort, rows in _cohorts(people, rules)]
    return _result(
        rules,
        "composition",
        Text(N_("Persons in the families and their age at the start")),
        Text(
            N_(
                "Number of persons and their mean age on the day of the start. A child not yet born counts "
                "as 0 years. The cohorts are those who started before %(day)s and later."
            ),
            {"day": rules.started_before.isoformat()},
        ),
        "780-800",
        figures,
        people.height,
    )


def sex_of_children(tables: Tables, rules: Settled) -> Result:
    """Boys and girls (Tabel 1.2, lines 822-831); a child of unknown sex, mostly unborn, has a line of its
    own."""
    children = tables.persons.filter(pl.col("role") == "child")
    sexes = [("boys", "M"), ("girls", "F")]
    counts = {name: int((children["sex"] == sex).sum()) for name, sex in sexes}
    if unknown := children.height - sum(counts.values()):
        counts["sex_unknown"] = unknown
    figures = [
        _share((("sex", name),), count, children.height, wilson(count, children.height))
        for name, count in counts.items()
    ]
    title, rule = (
        Text(N_("Boys and girls")),
        Text(N_("Share of the children in the families. 95%% limits by Wilson.")),
    )
    return _result(rules, "composition.sex", title, rule, "822-831", figures, children.height, ("persons",))


def support_at_start(seen: PersonMonths, rules: Settled) -> Result:
    """What the parents lived on in the month of the start (Tabel 1.3, lines 843-866).

    Every parent is in exactly one line, so the lines add up to the parents; the printed table's do not.
    """
    at_start = seen.months.filter(pl.col("t") == 0).join(seen.adults.select("person", "role"), on="person")
    figures: list[Figure] = []
    for group, condition in _roles().items():
        rows = at_start.filter(condition)
        left = rows
        for kind in ORDER:
            # "Nothing registered" is a line of its own: what it means is not known.
            column = pl.col("self") if kind == "self_supporting" else pl.col(kind)
            figures.append(_kind(group, kind, left.filter(column).height, rows.height))
            left = left.filter(~column)
        figures.append(_kind(group, "nothing_registered", left.height, rows.height))
    return _result(
        rules,
        "composition.support",
        Text(N_("What the parents lived on in the month of the start")),
        Text(
            N_(
                "Each parent observed in the month of the start is in one line, the first that fits: "
                "registered as self-supporting, other support, activity-ready, job-ready, nothing "
                "registered. Parents under %(age)s are not in it. 95%% limits by Wilson."
            ),
            {"age": rules.adult_age},
        ),
        "843-866",
        figures,
        at_start.height,
        SOURCE,
        _too_young(seen, at_start.height),
    )


def support_before(seen: PersonMonths, rules: Settled) -> Result:
    """Mean months with each kind of support in the window before the start (Tabel 1.4, lines 875-901)."""
    before = seen.months.filter(pl.col("t") < 0).join(seen.adults.select("person", "role"), on="person")
    kinds = {"self_supporting": pl.col("self_supporting"), **{kind: pl.col(kind) for kind in SUPPORT}}
    figures = [
        _months(group, kind, rows.group_by("person").agg(months=expression.sum())["months"])
        for group, condition in _roles().items()
        for rows in [before.filter(condition)]
        for kind, expression in kinds.items()
    ]
    return _result(
        rules,
        "composition.support_before",
        Text(N_("Months with each kind of support before the start")),
        Text(
            N_(
                "Mean number of months a parent in the %(window)s months before the start. A month with two "
                "kinds counts in both, and months before the age of %(age)s in none, so the lines need not "
                "add up to %(window)s. 95%% limits by Student's t."
            ),
            {"window": rules.window, "age": rules.adult_age},
        ),
        "875-901",
        figures,
        before["person"].n_unique(),
        SOURCE,
    )


def _roles() -> dict[str, pl.Expr]:
    return {
        "parents": pl.lit(value=True),
        "mothers": pl.col("role") == "mother",
        "fathers": pl.col("role") == "father",
    }


def _cohorts(people: pl.DataFrame, rules: Settled) -> Iterator[tuple[str, pl.DataFrame]]:
    early = pl.col("start_date") < rules.started_before
    yield "everybody", people
    yield "early", people.filter(early)
    yield "late", people.filter(~early)


def _age(role: str, cohort: str, rows: pl.DataFrame) -> Figure:
    estimate = mean(rows["age"].to_numpy().astype(np.float64))
    return Figure(
        at=(("role", role), ("cohort", cohort)),
        value=estimate.value,
        unit=Unit.YEARS,
        base=rows.height,
        persons=rows.height,
        low=estimate.low,
        high=estimate.high,
    )


def _families(cohort: str, rows: pl.DataFrame) -> Figure:
    families = rows["family_id"].n_unique()
    return Figure(
        at=(("role", "families"), ("cohort", cohort)),
        value=float(families),
        unit=Unit.FAMILIES,
        base=families,
        persons=rows.height,
    )


def _kind(group: str, kind: str, count: int, base: int) -> Figure:
    return _share((("group", group), ("support", kind)), count, base, wilson(count, base))


def _share(at: tuple[tuple[str, str | int], ...], count: int, base: int, estimate: Estimate) -> Figure:
    return Figure(
        at=at,
        value=estimate.value,
        unit=Unit.SHARE,
        base=base,
        persons=base,
        count=count,
        low=estimate.low,
        high=estimate.high,
    )


def _months(group: str, kind: str, months: pl.Series) -> Figure:
    estimate = mean(months.to_numpy().astype(np.float64))
    return Figure(
        at=(("group", group), ("support", kind)),
        value=estimate.value,
        unit=Unit.MONTHS,
        base=months.len(),
        persons=months.len(),
        low=estimate.low,
        high=estimate.high,
    )


def _too_young(seen: PersonMonths, observed: int) -> tuple[Caveat, ...]:
    if seen.adults.height == observed:
        return ()
    sentence = N_(
        "Not every parent is in this table: some were under age in the month of the start, or are not covered."
    )
    return (Caveat("not_observed", Text(sentence)),)


def _result(
    rules: Settled,
    name: str,
    title: Text,
    rule: Text,
    lines: str,
    figures: list[Figure],
    persons: int,
    source: tuple[str, ...] = ("families", "persons"),
    said: tuple[Caveat, ...] = (),
) -> Result:
    return Result(
        id=name,
        title=title,
        rule=rule,
        citation=Citation(REPORT, lines),
        basis=Basis.MEASURED,
        period=Period(month_text(rules.first_month), month_text(rules.last_month)),
        source=source,
        parameters=rules.shown("window", "adult_age", "started_before", "first_month", "last_month"),
        figures=tuple(figures),
        persons=persons,
        caveats=(*said, *caveats.few(figures, rules)),
    )
