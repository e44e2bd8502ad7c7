# SPDX-License-Identifier: EUPL-1.2
"""Nobody can work out a small number, whatever is subtracted from what."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.disclosure_control.adversary import possible

from familievej.analysis.disclosure_control.cells import Cell, Relation, System
from familievej.analysis.disclosure_control.counts import CountTable, Place, Totals, count_system
from familievej.analysis.disclosure_control.needs import Reason
from familievej.analysis.disclosure_control.policy import Policy, Zero
from familievej.analysis.disclosure_control.shield import exposures, interval, shield
from familievej.analysis.words import Refused

POLICY = Policy()
SUPPORT = ("job_ready", "activity_ready", "other", "self_supporting")


def crossed(rows: list[list[int]], name: str = "t") -> System:
    """A table of rows and columns with all margins."""
    down, across = range(len(rows)), range(len(rows[0]))
    counts: dict[Place, int] = {(f"r{i}", f"c{j}"): rows[i][j] for i in down for j in across}
    counts |= {(f"r{i}", "all"): sum(rows[i]) for i in down}
    counts |= {("all", f"c{j}"): sum(row[j] for row in rows) for j in across}
    counts["all", "all"] = sum(map(sum, rows))
    totals = {
        "row": {"all": tuple(f"r{i}" for i in down)},
        "column": {"all": tuple(f"c{j}" for j in across)},
    }
    return CountTable(name, counts, ("row", "column"), totals).system()


def safe(system: System, policy: Policy = POLICY) -> set[str]:
    """The hidden cells, checked."""
    protection = shield(system, policy)
    assert not protection.exposed
    assert exposures(system, policy, set(protection.hidden)) == ()
    return set(protection.hidden)


def test_fathers_cannot_be_had_by_subtracting_mothers_from_both_as_in_tabel_1_3() -> None:
    # 004, lines 843-866: fathers 3 + 2 + 1 were merged to "6", but mothers and both were printed.
    mothers = dict(zip(SUPPORT, (22, 17, 5, 13), strict=True))
    fathers = dict(zip(SUPPORT, (3, 2, 1, 28), strict=True))
    counts: dict[Place, int] = {("mothers", s): mothers[s] for s in SUPPORT}
    counts |= {("fathers", s): fathers[s] for s in SUPPORT}
    counts |= {("both", s): mothers[s] + fathers[s] for s in SUPPORT}
    counts |= {(who, "all"): sum(counts[who, s] for s in SUPPORT) for who in ("mothers", "fathers", "both")}
    totals: Totals = {"role": {"both": ("mothers", "fathers")}, "support": {"all": SUPPORT}}
    table = CountTable("1.3", counts, ("role", "support"), totals)
    as_printed = {table.key("fathers", s) for s in SUPPORT[:3]}
    assert set(exposures(table.system(), POLICY, as_printed)) == as_printed
    hidden = safe(table.system())
    for support in SUPPORT[:3]:
        assert table.key("fathers", support) in hidden
        assert hidden & {table.key("mothers", support), table.key("both", support)}
        assert interval(table.system(), POLICY, hidden, table.key("fathers", support))[1] >= 5


def test_a_known_total_does_not_give_away_the_one_hidden_cell() -> None:
    counts: dict[Place, int] = {("yes",): 2, ("no",): 30, ("unknown",): 12, ("all",): 44}
    table = CountTable(
        "t", counts, ("answer",), {"answer": {"all": ("yes", "no", "unknown")}}, frozenset({("all",)})
    )
    hidden = safe(table.system())
    assert hidden == {"t|yes", "t|unknown"}  # the smaller of the others; never the total that everybody knows


def test_a_known_total_under_the_threshold_cannot_be_protected_and_that_is_said() -> None:
    counts: dict[Place, int] = {("yes",): 1, ("no",): 3, ("all",): 4}
    table = CountTable("t", counts, ("answer",), {"answer": {"all": ("yes", "no")}}, frozenset({("all",)}))
    assert set(shield(table.system(), POLICY).exposed) == {"t|yes", "t|no"}


def test_two_small_cells_that_hide_each_other_are_not_enough() -> None:
    # 3 + 4 = 7: both are known to be from 1 to 4 if only they are hidden … unless one may be 6.
    hidden = safe(crossed([[3, 4, 20], [30, 40, 50]]))
    assert {"t|r0|c0", "t|r0|c1"} <= hidden


def test_a_group_inside_another_leaves_no_small_rest() -> None:
    system = System(
        (Cell("all", 34), Cell("over 25", 32), Cell("rest", 2, published=False)),
        (Relation("all", ("over 25", "rest")),),
    )
    assert safe(system) == {"over 25"}


def test_98_municipalities_by_9_criteria_with_regions_and_country_are_safe() -> None:
    chance = random.Random(98)
    regions = [f"region {n}" for n in range(5)]
    places = [f"municipality {n:02}" for n in range(98)]
    criteria = [f"criterion {n}" for n in range(9)]
    members = {region: tuple(places[n::5]) for n, region in enumerate(regions)}
    counts: dict[Place, int] = {
        (p, c): int(chance.paretovariate(0.9)) * chance.choice((0, 1, 2, 4)) for p in places for c in criteria
    }
    for upper, parts in (*members.items(), ("Denmark", tuple(regions))):
        counts |= {(upper, c): sum(counts[part, c] for part in parts) for c in criteria}
    counts |= {(p, "any"): sum(counts[p, c] for c in criteria) for p in (*places, *regions, "Denmark")}
    totals = {"place": {**members, "Denmark": tuple(regions)}, "criterion": {"any": tuple(criteria)}}
    table = CountTable("1", counts, ("place", "criterion"), totals)
    small = {table.key(*place) for place, count in counts.items() if 0 < count < 5}
    assert len(small) > 100
    hidden = safe(table.system())
    assert small <= hidden
    assert table.key("Denmark", "any") not in hidden
    assert len(hidden) < len(counts) * 0.75


@pytest.mark.parametrize("threshold", [0, 1, 2])
def test_a_threshold_that_protects_nobody_is_refused(threshold: int) -> None:
    with pytest.raises(Refused, match="must be 3 or more"):
        Policy(threshold=threshold)


def test_a_zero_is_shown_or_hidden_as_the_policy_says() -> None:
    system = crossed([[0, 20], [10, 30]])
    assert safe(system) == set()
    assert "t|r0|c0" in safe(system, Policy(zero=Zero.HIDDEN))


def test_a_share_of_nobody_and_one_of_everybody_are_hidden() -> None:
    cells = (
        Cell("n", 20, zero_hides=True),
        Cell("k", 20, zero_hides=True),
        Cell("rest", 0, published=False, zero_hides=True),
    )
    system = System(cells, (Relation("n", ("k", "rest")),))
    assert safe(system) & {"n", "k"}
    assert safe(system, Policy(certain_hides=False)) == set()


def test_a_sum_that_one_or_two_make_is_hidden_and_cannot_be_subtracted() -> None:
    cells = (
        Cell("children", 2_400_000.0, amount=True, persons=20, largest=(2_000_000.0, 90_000.0)),
        Cell("mothers", 900_000.0, amount=True, persons=30, largest=(60_000.0, 50_000.0)),
        Cell("fathers", 400_000.0, amount=True, persons=20, largest=(40_000.0, 30_000.0)),
        Cell("all", 3_700_000.0, amount=True, persons=70, largest=(2_000_000.0, 90_000.0)),
    )
    system = System(cells, (Relation("all", ("children", "mothers", "fathers")),))
    protection = shield(system, POLICY)
    assert protection.hidden["children"] is Reason.DOMINANCE
    hidden = safe(system)
    low, high = interval(system, POLICY, hidden, "children")
    # What a reader must reckon with is far enough away that the two largest are no longer 85 % of it.
    assert high >= 2_090_000 / 0.85
    assert low <= 2_400_000 * 0.85


def test_with_and_without_the_dearest_is_that_person_in_clear_unless_one_is_hidden() -> None:
    cells = (
        Cell("with", 2_600_000.0, amount=True, persons=40, largest=(500_000.0, 400_000.0)),
        Cell("without", 2_100_000.0, amount=True, persons=39, largest=(400_000.0, 300_000.0)),
        Cell("dearest", 500_000.0, amount=True, persons=1, largest=(500_000.0,), published=False),
    )
    system = System(cells, (Relation("with", ("without", "dearest")),))
    assert "dearest" in exposures(system, POLICY, set())
    assert len(safe(system)) == 1


def grid(wide: int, most: int) -> st.SearchStrategy[list[list[int]]]:
    """Two rows of ``wide`` numbers up to ``most``."""
    row = st.lists(st.integers(0, most), min_size=wide, max_size=wide)
    return st.lists(row, min_size=2, max_size=2)


def nobody_knows(rows: list[list[int]], threshold: int, zero: Zero, most: int) -> None:
    system, policy = crossed(rows), Policy(threshold=threshold, zero=zero)
    hidden = set(shield(system, policy).hidden)
    values = possible(system, hidden, least=1 if zero is Zero.SHOWN else 0, most=most)
    for cell in system.cells:
        if 0 < (cell.value or 0) < threshold or (cell.value == 0 and zero is Zero.HIDDEN):
            assert cell.key in hidden
            assert max(values[cell.key]) >= threshold, (cell.key, values[cell.key])


# The second adversary tries inner cells up to the largest printed margin: what it finds is then all there is.
@settings(max_examples=40)
@given(grid(2, 9), st.sampled_from([3, 5]), st.sampled_from(list(Zero)))
def test_whoever_tries_every_solution_never_knows_that_a_number_is_small(
    rows: list[list[int]], threshold: int, zero: Zero
) -> None:
    nobody_knows(rows, threshold, zero, most=18)


@settings(max_examples=12)
@given(grid(3, 3), st.sampled_from(list(Zero)))
def test_nor_in_a_wider_table(rows: list[list[int]], zero: Zero) -> None:
    nobody_knows(rows, 3, zero, most=9)


@settings(max_examples=15)
@given(st.lists(st.integers(0, 9), min_size=8, max_size=8), st.sampled_from([3, 5]))
def test_three_dimensions_where_fractions_would_deceive_are_checked_in_whole_numbers(
    values: list[int], threshold: int
) -> None:
    places: list[Place] = [(a, b, c) for a in "xy" for b in "xy" for c in "xy"]
    counts: dict[Place, int] = dict(zip(places, values, strict=True))
    for number in range(3):
        for place in list(counts):
            if place[number] == "x":
                other = (*place[:number], "y", *place[number + 1 :])
                counts[(*place[:number], "all", *place[number + 1 :])] = counts[place] + counts[other]
    totals = {dimension: {"all": ("x", "y")} for dimension in "123"}
    system = CountTable("t", counts, ("1", "2", "3"), totals).system()
    safe(system, Policy(threshold=threshold))


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_the_intervals_of_the_programme_are_those_of_whoever_tries_everything(rows: list[list[int]]) -> None:
    system = crossed(rows)
    hidden = {"t|r0|c0", "t|r0|c1", "t|r1|c0", "t|r1|c1"}
    policy = Policy(zero=Zero.HIDDEN)
    tried = possible(system, hidden, least=0, most=14)
    for key in hidden:
        assert interval(system, policy, hidden, key) == (min(tried[key]), max(tried[key]))


def test_two_tables_are_one_system_and_a_false_equation_is_refused() -> None:
    both = count_system(
        [CountTable("a", {("x",): 12}, ("d",)), CountTable("b", {("y",): 9}, ("d",))],
        extra=[Relation("a|x", ("b|y", "rest"))],
        rest=[Cell("rest", 3, published=False)],
    )
    assert len(safe(both)) == 1
    with pytest.raises(ValueError, match="parts sum to 9"):
        System((Cell("a", 12), Cell("b", 9)), (Relation("a", ("b",)),))
