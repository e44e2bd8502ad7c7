# SPDX-License-Identifier: EUPL-1.2
"""The edges of the rules, where a slip of one would not show elsewhere (``make mutants`` asks for each of them)."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.course.test_known_answers import EARLY, ENDS, START, TWELVE_WEEKS, WHOLE

from familievej.course.capacity import Load, Room, rooms
from familievej.course.clips import clips_at_closing
from familievej.course.contacts import ContactRoom
from familievej.course.phases import Entered, due_events, stretches
from familievej.course.states import Event, Impossible, State, move, targets
from familievej.practice.schema.programme import Limit

LIMIT = Limit(id="l", per="worker", least=6, aim=8, most=10, source="own prøve")


@pytest.mark.parametrize(
    ("carried", "few", "over_aim", "free", "level"),
    [
        (5, True, False, 5, "free"),
        (6, False, False, 4, "free"),
        (8, False, False, 2, "free"),
        (9, False, True, 1, "last"),
        (10, False, True, 0, "full"),
        (11, False, True, 0, "over"),
    ],
)
def test_each_edge_of_a_limit(carried: int, few: bool, over_aim: bool, free: int, level: str) -> None:
    room = Room(LIMIT, carried)
    assert (room.has_few, room.over_aim, room.free, room.level) == (few, over_aim, free, level)
    bare = Room(LIMIT.model_copy(update={"least": None, "aim": None}), carried)
    assert (bare.has_few, bare.over_aim) == (False, False)


def test_nobody_carries_anything_to_begin_with() -> None:
    for counts in ("families", "child_cases", "participants", "workers"):
        assert Load().counted(LIMIT.model_copy(update={"counts": counts, "groups_count": True})) == 0


def test_no_clip_and_all_of_them_are_both_within_what_the_programme_gives() -> None:
    assert [clips_at_closing(given, 3, False, 0) for given in range(4)] == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="0 to 3"):
        clips_at_closing(-1, 3, False, 0)


def test_no_contact_is_left_when_all_have_been_and_none_is_owed() -> None:
    limit = EARLY.contacts
    assert limit is not None
    assert [ContactRoom(limit, held).left for held in (0, 12, 13)] == [12, 0, 0]


def test_the_phase_that_is_left_is_over_and_one_that_was_passed_by_is_not_there() -> None:
    now = stretches(TWELVE_WEEKS.road(), [Entered("motivation", START, ENDS[0])], START)
    assert [each.is_now for each in now] == [True, False, False]
    left = [Entered("motivation", START, ENDS[0], dt.date(2025, 9, 20))]
    over = stretches(TWELVE_WEEKS.road(), left, START)
    assert (over[0].state, over[0].last, over[1].starts) == (
        "done",
        dt.date(2025, 9, 19),
        dt.date(2025, 9, 20),
    )
    passed = stretches(WHOLE.road(), [Entered("de-foerste-tre-uger", START, None)], START)
    assert [each.phase.id for each in passed][:2] == ["de-foerste-tre-uger", "udredning-og-plan"]


def test_only_the_way_in_may_be_passed_by() -> None:
    zero, first, *_rest = WHOLE.road()
    again = zero.model_copy(update={"id": "igen"})
    found = stretches([zero, again, first], [Entered("fase-0", START, None)], START)
    assert [each.phase.id for each in found] == ["fase-0", "igen", "de-foerste-tre-uger"]
    assert [each.phase.id for each in stretches([zero, again, first], [], START)] == ["de-foerste-tre-uger"]


def test_what_need_not_happen_has_no_day() -> None:
    phase = WHOLE.road()[1]
    event = phase.events[0].model_copy(update={"required": False})
    (due,) = due_events(phase.model_copy(update={"events": (event,)}), START, dt.date(2025, 9, 21), {})
    assert due.by is None
    without = phase.model_copy(update={"deadlines": False})
    assert [each.by for each in due_events(without, START, dt.date(2025, 9, 21), {})] == [None]


def test_a_limit_of_one_role_is_not_that_of_another() -> None:
    limits = tuple(
        LIMIT.model_copy(update={"id": role or "alle", "role": role}) for role in (None, "leder", "raadgiver")
    )
    assert [room.limit.id for room in rooms(limits, "worker", Load(), "leder")] == ["alle", "leder"]
    assert len(rooms(limits, "worker", Load())) == 3
    assert rooms(limits, "team", Load()) == []


def test_a_move_with_one_way_needs_no_choice_and_one_with_several_does() -> None:
    assert move(State.RUNNING, Event.PAUSE) is State.PAUSED
    assert move(State.RUNNING, Event.PAUSE, State.PAUSED) is State.PAUSED
    several = targets(State.CLOSING, Event.KEEP_OPEN)
    assert len(several) > 1
    for into in several:
        assert move(State.CLOSING, Event.KEEP_OPEN, into) is into
    for wrong in (None, State.CLOSED):
        with pytest.raises(Impossible):
            move(State.CLOSING, Event.KEEP_OPEN, wrong)
    with pytest.raises(Impossible):
        move(State.CLOSED, Event.PAUSE)
