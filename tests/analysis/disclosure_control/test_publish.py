# SPDX-License-Identifier: EUPL-1.2
"""Results as they may be published: what is hidden cannot be had from what is left."""

from __future__ import annotations

from collections.abc import Iterable

from familievej.analysis.disclosure_control import PROTECTED, Policy, Reason, ReleaseLog, protect
from familievej.analysis.result import Basis, Citation, Figure, Period, Result, Unit
from familievej.analysis.words import Text


def result(figures: Iterable[Figure], name: str = "t") -> Result:
    given = tuple(figures)
    period, citation = Period("2017", "2019"), Citation("none")
    persons = max(figure.persons for figure in given)
    return Result(
        name, Text("t"), Text("t"), citation, Basis.MEASURED, period, ("persons",), {}, given, persons
    )


def share(count: int, base: int, **place: str | int) -> Figure:
    return Figure(tuple(place.items()), count / base, Unit.SHARE, base, base, count, low=0.1, high=0.9)


def test_a_share_of_few_is_hidden_with_its_limits_and_so_is_one_that_gives_it_away() -> None:
    table = result(
        [share(35, 90, group="parents"), share(33, 56, group="mothers"), share(2, 34, group="fathers")]
    )
    out = protect([table])
    fathers = out.results[0].at(group="fathers")
    assert (fathers.value, fathers.count, fathers.low, fathers.hidden) == (None, None, None, PROTECTED)
    assert [out.results[0].at(group=group).hidden for group in ("parents", "mothers")].count(PROTECTED) == 1
    assert out.reasons["t|group=fathers|k"] is Reason.SMALL
    assert [caveat.code for caveat in out.results[0].caveats] == ["protected"]


def test_a_share_of_all_but_few_is_hidden_too() -> None:
    out = protect([result([share(32, 34, group="fathers")])])
    assert out.results[0].figures[0].hidden == PROTECTED


def test_a_share_of_everybody_is_hidden_unless_the_policy_shows_it() -> None:
    table = result([share(34, 34, group="fathers")])
    assert protect([table]).results[0].figures[0].hidden == PROTECTED
    assert protect([table], Policy(certain_hides=False)).results[0].figures[0].value == 1


def test_categories_that_sum_to_a_base_do_not_give_away_the_one_hidden() -> None:
    counts = {"job_ready": 22, "activity_ready": 17, "other": 3, "self_supporting": 14}
    out = protect([result(share(k, 56, support=support) for support, k in counts.items())])
    hidden = [figure.where("support") for figure in out.results[0].figures if figure.hidden]
    assert "other" in hidden
    assert len(hidden) == 2


def test_a_mean_that_one_child_dominates_is_hidden_and_so_is_the_mean_without_that_child() -> None:
    def mean(name: str, total: float, base: int, largest: tuple[float, ...]) -> Figure:
        parts = {"sum": total, "without_dearest": (total - largest[0]) / (base - 1)}
        at = (("role", name),)
        return Figure(at, total / base, Unit.DKK, base, base, count=base - 4, parts=parts, largest=largest)

    table = result(
        [mean("children", 2_300_000, 79, (2e6, 6e4)), mean("mothers", 9e5, 56, (5e4, 4e4))], "costs"
    )
    children, mothers = protect([table]).results[0].figures
    assert children.hidden == PROTECTED
    assert children.base == 79
    assert mothers.value == 9e5 / 56
    assert "without_dearest" not in mothers.parts
    assert mothers.largest == ()


def test_parts_of_few_are_left_out() -> None:
    figure = share(20, 50, group="parents")
    with_parts = Figure(figure.at, 0.4, Unit.SHARE, 50, 50, 20, parts={"nothing_registered": 2})
    assert protect([result([with_parts])]).results[0].figures[0].parts == {}


def test_a_group_inside_another_leaves_no_small_rest() -> None:
    out = protect([result([share(40, 90, group="parents"), share(38, 80, group="older")])])
    assert any(figure.hidden for figure in out.results[0].figures)


def test_the_same_base_in_two_tables_is_hidden_in_both_or_protected_otherwise() -> None:
    first = result(
        [share(20, 33, group="parents"), share(18, 30, group="mothers"), share(2, 3, group="fathers")], "a"
    )
    second = result([share(12, 33, group="parents"), share(11, 30, group="mothers")], "b")
    out = protect([first, second])
    shown = {f.where("group") for r in out.results for f in r.figures if f.base}
    assert shown != {"parents", "mothers"}


def test_a_release_is_remembered_and_the_next_one_sees_it() -> None:
    october = protect([result([share(40, 90, group="parents")])], snapshot="a", released_on="2026-10-23")
    log = ReleaseLog((october.release,))
    november = protect(
        [result([share(41, 91, group="parents")])], log=log, snapshot="b", released_on="2026-11-23"
    )
    assert november.results[0].figures[0].hidden == PROTECTED
    again = protect(
        [result([share(40, 90, group="parents")])], log=log, snapshot="a", released_on="2026-11-23"
    )
    assert again.results[0].figures[0].value == 40 / 90


def test_a_year_of_months_that_are_one_person_s_is_hidden_and_cannot_be_subtracted() -> None:
    def months(group: str, count: int, base: int, counted: int, persons: int = 20) -> Figure:
        return Figure(
            (("group", group),), count / base, Unit.SHARE, base, persons, count, counted=counted, uncounted=persons - 1
        )  # fmt: skip

    alone = protect([result([months("fathers", 12, 240, 1)])])
    assert alone.results[0].figures[0].hidden == PROTECTED
    assert alone.reasons["t|group=fathers|k"] is Reason.SMALL
    assert protect([result([months("fathers", 12, 240, 6)])]).results[0].figures[0].count == 12
    # All but one month are those of nearly everybody: the rest tells of one person.
    rest = Figure((("group", "all"),), 228 / 240, Unit.SHARE, 240, 20, 228, counted=20, uncounted=1)
    assert protect([result([rest])]).results[0].figures[0].hidden == PROTECTED
    joined = [
        months("parents", 92, 960, 25, 60),
        months("mothers", 80, 720, 24, 40),
        months("fathers", 12, 240, 1),
    ]
    hidden = [
        figure.where("group") for figure in protect([result(joined)]).results[0].figures if figure.hidden
    ]
    assert len(hidden) == 2
    assert "fathers" in hidden
