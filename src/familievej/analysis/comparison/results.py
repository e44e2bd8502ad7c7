# SPDX-License-Identifier: EUPL-1.2
"""The tables of a comparison: first how large a difference can be seen at all, then the rest, or a refusal."""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from familievej.analysis.comparison import estimates
from familievej.analysis.comparison.definition import Comparison, Design
from familievej.analysis.comparison.panel import panel
from familievej.analysis.comparison.tables import Frame
from familievej.analysis.designs import balance, refuse_too_few, smallest_share_difference
from familievej.analysis.designs.balance import ALIKE
from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.result import Caveat, Figure, Result, Unit
from familievej.analysis.tables import Tables
from familievej.analysis.words import N_, Refused, Text


@dataclass(frozen=True, slots=True)
class Against:
    """A comparison and the tables of those compared with: the same nine, of families that are not in the "
    "programme."""

    comparison: Comparison
    others: Tables


def compare(programme: Tables, rules: Settled, against: Against) -> tuple[Result, ...]:
    """The tables of the comparison. Where a group is too small, the first alone, with the refusal as its caveat."""
    comparison = against.comparison
    data = panel(programme, against.others, rules, comparison)
    frame = Frame(comparison, data)
    try:
        size = _size(frame)
    except Refused as refused:
        return (_refused(frame, refused.text),)
    made = [size, _balance(frame)]
    tables = estimates.around_start if comparison.design is Design.DIFFERENCE else estimates.staggered
    return (*made, *tables(frame))


def _size(frame: Frame) -> Result:
    """The smallest difference first. Raises ``Refused``, in words without small numbers."""
    data, comparison = frame.data, frame.comparison
    inside, outside = data.sizes()
    try:
        refuse_too_few(inside, outside, comparison.fewest)
    except Refused:
        message = N_(
            "One of the groups has fewer than %(fewest)s persons who can be followed before and after: too few for a "
            "comparison. Wait for more families, or tell what happened without comparing."
        )
        raise Refused(Text(message, {"fewest": comparison.fewest})) from None
    base = _mean(data.persons.filter(pl.col("treated") == 1)["outcome_before"])
    each, together = data.persons.height / data.families, _go_together(data.persons)
    smallest = smallest_share_difference(base, inside, outside, cluster_size=each, correlation=together)
    figures = (
        Figure((("measure", "smallest"),), smallest, Unit.POINTS, inside + outside, inside + outside),
        Figure((("measure", "in_programme"),), inside, Unit.PERSONS, inside, inside),
        Figure((("measure", "compared_with"),), outside, Unit.PERSONS, outside, outside),
    )
    rule = N_(
        "The smallest rise, from where the programme's parents stood before, that these numbers of persons "
        "would show in four of five cases (two-sided test at 5 %%; persons of one family count for less). A "
        "smaller one can be there without being seen."
    )
    title = Text(N_("How large a difference can be seen at all"))
    citation = "Fleiss, Statistical Methods for Rates and Proportions, 4.2"
    told = {"share_before": round(base, 3), "go_together": round(together, 3), "power": 0.8, "level": 0.05}
    return frame.table("size", title, Text(rule), citation, figures, parameters=told)


def _refused(frame: Frame, why: Text) -> Result:
    rule = Text(N_("A comparison is made when both groups are large enough, and not otherwise."))
    title = Text(N_("The comparison was not made"))
    return frame.table("size", title, rule, "", (), caveats=(Caveat("refused", why),))


def _balance(frame: Frame) -> Result:
    persons = frame.data.persons
    figures = []
    for line in balance(persons, "treated", frame.data.characteristics, fewest=frame.comparison.fewest):
        unit = _UNITS.get(line.characteristic, Unit.SHARE)
        apart = {"standardised": line.difference} if math.isfinite(line.difference) else {}
        for group, value in (("in_programme", line.treated), ("compared_with", line.compared)):
            n = persons.filter(pl.col("treated") == (group == "in_programme")).height
            count = round(value * n) if line.characteristic == "mother" else None
            at = (("characteristic", line.characteristic), ("group", group))
            figures.append(
                Figure(at, value, unit, n, n, count=count, parts=apart if group == "in_programme" else {})
            )
    is_unlike = any(abs(figure.parts.get("standardised", 0)) > MENDABLE for figure in figures)
    caveats = (Caveat("unlike", Text(_UNLIKE)),) if is_unlike else ()
    told = {"alike_below": ALIKE, "mendable_below": MENDABLE}
    rule = N_(
        "Means in the two groups before the start. The difference is in standard deviations; below a tenth "
        "groups are usually called alike (Austin 2009), above a quarter regression alone does not mend it "
        "(Rubin 2001)."
    )
    title = Text(N_("Were the two groups alike before?"))
    return frame.table(
        "balance",
        title,
        Text(rule),
        "Austin, Statistics in Medicine 2009",
        tuple(figures),
        parameters=told,
        caveats=caveats,
    )


MENDABLE = 0.25
AUSTIN = "Austin, Statistics in Medicine 2009"
_UNITS = {"age": Unit.YEARS, "children": Unit.NUMBER}
_UNLIKE = N_(
    "The groups were not alike before the start. Part of any difference after it may be the difference that "
    "was there."
)


def _mean(values: pl.Series) -> float:
    found = values.mean()
    return float(found) if isinstance(found, float) else 0.0


def _go_together(persons: pl.DataFrame) -> float:
    """How alike the parents of one family are in the outcome before: the intraclass correlation, from 0 to 1.

    One-way analysis of variance (Donner and Koval, Biometrics 1980).
    """
    families = persons.group_by("family").agg(
        n=pl.len(),
        mean=pl.col("outcome_before").mean(),
        within=pl.col("outcome_before").var(ddof=0) * pl.len(),
    )
    total, groups = persons.height, families.height
    if groups < 2 or total <= groups:
        return 0.0
    whole = _mean(persons["outcome_before"])
    n = families["n"].cast(pl.Float64).to_numpy()
    between = float((n * (families["mean"].to_numpy() - whole) ** 2).sum()) / (groups - 1)
    within = float(families["within"].sum()) / (total - groups)
    size = (total - float((n**2).sum()) / total) / (groups - 1)
    spread = between + (size - 1) * within
    return min(1.0, max(0.0, (between - within) / spread)) if spread else 0.0
