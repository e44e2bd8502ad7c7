# SPDX-License-Identifier: EUPL-1.2
"""The road keeps time in order, marks today, folds the past, and never prints words over words."""

from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from familievej.followup.road import MOST_PAST, Milestone, MilestoneKind, road
from familievej.followup.road_layout import MOST_LANES, lay_out

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 22)


def milestone(key: str, days: int, text: str = "") -> Milestone:
    return Milestone(key, TODAY + timedelta(days=days), MilestoneKind.MEETING, text)


random_milestones = st.lists(
    st.builds(
        Milestone,
        key=st.uuids().map(str),
        day=st.dates(date(2020, 1, 1), date(2028, 1, 1)),
        kind=st.sampled_from(MilestoneKind),
        text=st.text(max_size=60),
    ),
    max_size=50,
)


@settings(max_examples=60, deadline=None)
@given(random_milestones, st.sampled_from([640.0, 1120.0]), st.booleans())
def test_no_words_cover_other_words_or_poles_and_nothing_is_lost(
    milestones: list[Milestone], width: float, fold: bool
) -> None:
    drawn = road(
        milestones,
        today=TODAY,
        prefix="r",
        title="The road",
        width=width,
        fold_before=None if fold else date.min,
    )
    ET.fromstring(drawn.wide.svg)  # noqa: S314
    plan = lay_out(drawn.shown, TODAY, "22 November", width=width, folded=bool(drawn.folded))
    flags = [plan.flag(stop) for stop in plan.stops]
    assert not any(one.overlaps(other) for one, other in combinations(flags, 2))
    for stop in plan.stops:
        for other in plan.stops:
            area = plan.flag(other)
            if other is not stop and other.above is stop.above and other.lane < stop.lane:
                assert not area.x0 < stop.x < area.x1
    assert all(flag.x1 <= width and flag.y0 >= 0 and flag.y1 <= plan.height for flag in flags)
    assert all(stop.lane < MOST_LANES for stop in plan.stops)
    on_the_road = [row.key for stop in plan.stops for row in stop.rows]
    assert sorted(on_the_road + [row.key for row in drawn.early]) == sorted(each.key for each in milestones)


def test_the_oldest_is_left_and_what_is_agreed_for_later_is_right_of_today() -> None:
    rows = road(
        [milestone("b", 40), milestone("a", -40), milestone("c", 0)], today=TODAY, prefix="r", title="R"
    ).rows
    assert [(row.key, row.when) for row in rows] == [("a", "past"), ("c", "today"), ("b", "future")]
    plan = lay_out(rows, TODAY, "22 November", width=1120, folded=False)
    x = {stop.rows[0].key: stop.x for stop in plan.stops if stop.rows}
    assert x["a"] < plan.today == x["c"] < x["b"]


def test_milestones_close_together_become_one_mark_with_their_number() -> None:
    drawn = road(
        [milestone("a", -300), *(milestone(str(day), -100 - day) for day in range(3))],
        today=TODAY,
        prefix="r",
        title="R",
    )
    svg = ET.fromstring(drawn.wide.svg)  # noqa: S314
    words = [element.text for element in svg.iter(f"{SVG}text")]
    assert "3" in words
    assert "and 2 more" in words


def test_a_long_past_is_folded_and_stays_in_the_list() -> None:
    drawn = road((milestone(str(at), -10 * at) for at in range(1, 31)), today=TODAY, prefix="r", title="R")
    assert len(drawn.rows) == 30
    assert len(drawn.shown) == MOST_PAST
    assert drawn.folded == "14 earlier since 26 January 2026"


def test_what_lies_ahead_is_never_folded() -> None:
    drawn = road([milestone("a", 5)], today=TODAY, prefix="r", title="R", fold_before=date(2030, 1, 1))
    assert [row.folded for row in drawn.rows] == [False]


def test_an_empty_road_says_so_and_still_marks_today() -> None:
    drawn = road([], today=TODAY, prefix="r", title="R")
    assert drawn.wide.description == "Nothing has been written on the road yet."
    assert "Today" in drawn.wide.svg


def test_a_milestone_that_stands_alone_may_be_a_link() -> None:
    item = Milestone(
        "a", TODAY + timedelta(days=9), MilestoneKind.MEETING, "Coordinating meeting", "/meetings/1/"
    )
    svg = ET.fromstring(road([item], today=TODAY, prefix="r", title="R").wide.svg)  # noqa: S314
    assert svg.get("role") == "group"
    assert [link.get("href") for link in svg.iter(f"{SVG}a")] == ["/meetings/1/"]
