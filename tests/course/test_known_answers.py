# SPDX-License-Identifier: EUPL-1.2
"""The days, clips, contacts and limits that the reports give, as known answers; and each rule made wrong is seen."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familievej.course import capacity, phases
from familievej.course.capacity import Load, Room
from familievej.course.clips import clips_at_closing, use_clip
from familievej.course.contacts import ContactRoom
from familievej.course.phases import Entered, after_pause, due_events, last_day, next_phases, stretches
from familievej.practice.schema.programme import Programme
from familievej.practice.shipped import load_shipped

START = dt.date(2025, 9, 1)


def programme(name: str, model: str = "start") -> Programme:
    """A programme of the shipped library."""
    found = load_shipped(model).model.programme(name)
    assert found is not None
    return found


TWELVE_WEEKS = programme("intensiv-hjemmeindsats")
WHOLE = programme("sammenhaengende-indsats")
EARLY = programme("tidlig-forebyggelse")
# 002 L1528-1531, L1554-1610: three phases of four weeks.
ENDS = [dt.date(2025, 9, 28), dt.date(2025, 10, 26), dt.date(2025, 11, 23)]


def test_the_twelve_weeks_from_1_september_2025_end_28_september_26_october_and_23_november() -> None:
    assert [each.last for each in stretches(TWELVE_WEEKS.road(), [], START)] == ENDS
    entered = [Entered("motivation", START, ENDS[0])]
    assert [each.last for each in stretches(TWELVE_WEEKS.road(), entered, START)] == ENDS


def test_a_moved_end_moves_the_phases_after_it_and_none_before() -> None:
    moved = [
        Entered("motivation", START, ENDS[0], dt.date(2025, 9, 29)),
        Entered("afdaekning", dt.date(2025, 9, 29), dt.date(2025, 11, 2)),
    ]
    found = stretches(TWELVE_WEEKS.road(), moved, START)
    assert [each.last for each in found] == [ENDS[0], dt.date(2025, 11, 2), dt.date(2025, 11, 30)]
    assert [each.state for each in found] == ["done", "now", "ahead"]


def test_a_phase_zero_has_no_deadline_and_may_be_passed_by() -> None:
    road = WHOLE.road()
    assert last_day(road[0], START) is None
    assert [each.by for each in due_events(road[0], START, None, {})] == []
    assert [phase.id for phase in next_phases(road, "")] == ["fase-0", "de-foerste-tre-uger"]
    assert stretches(road, [], START)[0].phase.id == "de-foerste-tre-uger"
    assert stretches(road, [Entered("fase-0", START, None)], START)[1].starts is None


def test_the_first_three_weeks_end_after_three_weeks_and_the_first_dialogue_is_due_after_two() -> None:
    phase = WHOLE.road()[1]
    assert last_day(phase, START) == dt.date(2025, 9, 21)
    (due,) = due_events(phase, START, dt.date(2025, 9, 21), {})
    assert due.by == dt.date(2025, 9, 15)
    assert not due.is_late(dt.date(2025, 9, 15))
    assert due.is_late(dt.date(2025, 9, 16))
    (done,) = due_events(phase, START, dt.date(2025, 9, 21), {"foerste-dialog": dt.date(2025, 9, 20)})
    assert not done.is_late(dt.date(2025, 12, 1))


def test_a_pause_of_a_week_moves_the_last_day_by_a_week() -> None:
    assert after_pause(ENDS[0], dt.date(2025, 9, 8), dt.date(2025, 9, 15)) == dt.date(2025, 10, 5)
    assert after_pause(None, START, START) is None


def test_three_clips_bring_a_family_back_three_times_and_not_a_fourth() -> None:
    left = clips_at_closing(3, 3, False, 0)
    seen = [left]
    for _time in range(3):
        left = clips_at_closing(0, 3, True, use_clip(left))
        seen.append(left)
    assert seen == [3, 2, 1, 0]
    with pytest.raises(ValueError, match="new allocation"):
        use_clip(left)
    with pytest.raises(ValueError, match="0 to 3"):
        clips_at_closing(4, 3, False, 0)
    hedensted = programme("klar-til-laering", "hedensted").closing
    assert hedensted is not None
    assert hedensted.clips == 3


def test_twelve_contacts_and_the_thirteenth_needs_a_yes() -> None:
    limit = EARLY.contacts
    assert limit is not None
    assert (limit.most, limit.of_which[0].number, limit.beyond) == (12, 2, "leder")
    assert not ContactRoom(limit, held=11).next_needs_yes
    assert ContactRoom(limit, held=11).left == 1
    assert ContactRoom(limit, held=12).next_needs_yes
    assert not ContactRoom(limit, held=12, agreed=1).next_needs_yes
    assert ContactRoom(limit, held=13, agreed=1).next_needs_yes


def test_ten_families_a_coordinator_and_thirty_a_team() -> None:
    (own,) = capacity.rooms(WHOLE.capacity, "worker", Load(families=9))
    (team,) = capacity.rooms(WHOLE.capacity, "team", Load(families=30))
    assert (own.limit.most, own.free, own.is_full, own.level) == (10, 1, False, "last")
    assert (team.limit.most, team.free, team.is_full, team.level) == (30, 0, True, "full")
    (over,) = capacity.rooms(WHOLE.capacity, "worker", Load(families=11))
    assert (over.free, over.level) == (0, "over")


def test_six_to_twelve_families_a_worker_in_early_prevention_and_groups_weigh() -> None:
    (few,) = capacity.rooms(EARLY.capacity, "worker", Load(families=5))
    (full,) = capacity.rooms(EARLY.capacity, "worker", Load(families=9, groups=3))
    assert (few.limit.least, few.limit.most, few.has_few) == (6, 12, True)
    assert full.is_full
    (alone,) = capacity.rooms(WHOLE.capacity, "worker", Load(families=9, groups=3))
    assert not alone.is_full, "groups weigh where the programme says so, and nowhere else"


def test_twenty_five_child_cases_are_aimed_at_and_thirty_the_most() -> None:
    (room,) = capacity.rooms(
        programme("hyppig-opfoelgning", "herning").capacity, "worker", Load(3, child_cases=26)
    )
    assert (room.limit.aim, room.limit.most, room.over_aim, room.is_full, room.carried) == (
        25,
        30,
        True,
        False,
        26,
    )


@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), st.integers(0, 40), st.integers(0, 60))
def test_phases_follow_each_other_without_a_gap_or_a_day_twice(start: dt.date, moved: int, rest: int) -> None:
    planned = stretches(
        TWELVE_WEEKS.road(), [Entered("motivation", start, start + dt.timedelta(days=moved))], start
    )
    for one, following in itertools.pairwise(planned):
        assert one.last
        assert following.starts == one.last + phases.DAY
    day = start + dt.timedelta(days=rest)
    assert after_pause(planned[0].last, start, day) == start + dt.timedelta(days=moved + rest)


def _wrong_free(self: Room) -> int:
    return self.limit.most - self.carried + 1


DAYS = test_the_twelve_weeks_from_1_september_2025_end_28_september_26_october_and_23_november
MOVED = test_a_moved_end_moves_the_phases_after_it_and_none_before
THREE = test_the_first_three_weeks_end_after_three_weeks_and_the_first_dialogue_is_due_after_two
TEN = test_ten_families_a_coordinator_and_thirty_a_team
SIX = test_six_to_twelve_families_a_worker_in_early_prevention_and_groups_weigh
AIM = test_twenty_five_child_cases_are_aimed_at_and_thirty_the_most
TWELVE = test_twelve_contacts_and_the_thirteenth_needs_a_yes
# Each rule made wrong, in the module that has it: the known answers of this file must then fail.
WRONG: list[tuple[str, Any, str, Any, Callable[[], None]]] = [
    ("a phase one day longer", phases, "DAY", dt.timedelta(days=0), DAYS),
    ("no last day", phases, "last_day", lambda _phase, _starts: None, MOVED),
    ("events without their own day", phases, "_by", lambda _p, _e, _s, last: last, THREE),
    ("late on the day itself", phases.Due, "is_late", lambda self, day: self.by <= day, THREE),
    ("one place too many", Room, "free", property(_wrong_free), TEN),
    ("full one too late", Room, "is_full", property(lambda self: self.carried > self.limit.most), TEN),
    ("groups never weigh", Load, "counted", lambda self, _limit: self.families, SIX),
    ("groups always weigh", Load, "counted", lambda self, _limit: self.families + self.groups, SIX),
    ("nobody has few", Room, "has_few", property(lambda _self: False), SIX),
    ("no aim", Room, "over_aim", property(lambda _self: False), AIM),
    ("the 13th as the others", ContactRoom, "next_needs_yes", property(lambda c: c.held > c.most), TWELVE),
    ("a yes that opens nothing", ContactRoom, "most", property(lambda self: self.limit.most), TWELVE),
]


@pytest.mark.parametrize(
    ("where", "name", "wrong", "seen_by"), [rule[1:] for rule in WRONG], ids=[r[0] for r in WRONG]
)
def test_a_rule_made_wrong_is_seen(
    where: Any, name: str, wrong: Any, seen_by: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, wrong)
    with pytest.raises(AssertionError):
        seen_by()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("use_clip", lambda left: left), ("clips_at_closing", lambda given, _most, _came, _left: given)],
    ids=["a clip that is not used up", "clips given anew at every closing"],
)
def test_a_rule_of_clips_made_wrong_is_seen(name: str, wrong: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), name, wrong)
    with pytest.raises((AssertionError, ValueError, pytest.fail.Exception)):
        test_three_clips_bring_a_family_back_three_times_and_not_a_fourth()
