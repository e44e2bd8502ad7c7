# SPDX-License-Identifier: EUPL-1.2
"""Rounding instead of hiding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familievej.analysis.disclosure_control import Cell, CountTable, Relation, System, rounded
from familievej.analysis.disclosure_control.counts import Place, Totals
from familievej.analysis.disclosure_control.rounding import nearest
from familievej.analysis.words import Refused


@pytest.mark.parametrize(("value", "told"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (-3, -5), (56, 55)])
def test_a_count_is_rounded_to_the_nearest_five(value: int, told: int) -> None:
    assert nearest(value, 5) == told


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.sampled_from([3, 5, 10]))
def test_totals_are_those_of_the_rounded_parts_so_that_they_narrow_nothing(
    values: list[int], base: int
) -> None:
    counts: dict[Place, int] = {
        (r, c): values[2 * i + j] for i, r in enumerate("abc") for j, c in enumerate("xy")
    }
    counts |= {("all", c): sum(counts[r, c] for r in "abc") for c in "xy"}
    counts |= {(r, "all"): counts[r, "x"] + counts[r, "y"] for r in ("a", "b", "c", "all")}
    totals: Totals = {"row": {"all": ("a", "b", "c")}, "column": {"all": ("x", "y")}}
    table = CountTable("t", counts, ("row", "column"), totals)
    told = rounded(table.system(), base)
    inner = [told.values[table.key(r, c)] for r in "abc" for c in "xy"]
    assert told.values["t|all|all"] == sum(inner)
    assert all(
        abs(told.values[table.key(*place)] - counts[place]) <= base / 2
        for place in counts
        if "all" not in place
    )
    assert told.furthest <= 6 * base / 2


def test_what_cannot_be_rounded_is_refused() -> None:
    one = System((Cell("a", 7),))
    with pytest.raises(Refused, match="3 or more"):
        rounded(one, 2)
    with pytest.raises(Refused, match="Only counts"):
        rounded(System((Cell("kr", 7.5, amount=True),)))
    two_ways = System(
        (
            Cell("all", 9),
            *(Cell(f"{way}{n}", v) for way, vs in (("a", (2, 7)), ("b", (4, 5))) for n, v in enumerate(vs)),
        ),
        (Relation("all", ("a0", "a1")), Relation("all", ("b0", "b1"))),
    )
    with pytest.raises(Refused, match="no longer agree"):
        rounded(two_ways)
