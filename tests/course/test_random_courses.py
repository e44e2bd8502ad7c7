# SPDX-License-Identifier: EUPL-1.2
"""Whatever is tried with a course, in whatever order: what is written is a path through the table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import SYSTEM
from tests.course.conftest import EARLY, TWELVE, WHOLE, Town, days, second_coordinator

from familievej.course import actions as course
from familievej.course.models import Course
from familievej.course.states import TABLE, Event, State

pytestmark = pytest.mark.django_db
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "begin",
                "next",
                "move",
                "level",
                "pause",
                "resume",
                "closing",
                "keep",
                "close",
                "reopen",
                "hand_over",
            ]
        ),
        st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=12)
@given(acts=ACTS, key=st.sampled_from([WHOLE, EARLY, TWELVE]))
def test_whatever_is_tried_with_a_course_its_moves_are_the_tables(
    acts: list[tuple[str, int]], key: str, django_db_blocker: Any, request: pytest.FixtureRequest
) -> None:
    town: Town = request.getfixturevalue("town")
    with transaction.atomic():
        made = town.allocated(key, starts=days(-200))
        for need in ("start", "close"):
            town.meet(made, need)
        second = second_coordinator(town.cast)
        for number, (act, choice) in enumerate(acts):
            day = days(-150 + number)
            try:
                with transaction.atomic():
                    made = _try(town, made, act, choice, day, second)
            except ValidationError:
                made = Course.objects.get(pk=made.pk)
        is_a_path(made)
        transaction.set_rollback(True)


def _try(town: Town, made: Course, act: str, choice: int, day: dt.date, second: Any) -> Course:
    levels = [level.id for level in town.programme(made.programme_key).levels] or ["ingen"]
    said: dict[str, Any] = {"actor": SYSTEM, "course": made, "day": day}
    who = [town.cast.coordinator, second][choice % 2]
    acts: dict[str, tuple[Any, dict[str, Any]]] = {
        "begin": (course.course_begin, {"access_agreement": "Ring"}),
        "next": (course.phase_next, {}),
        "move": (course.phase_move, {"last": day + dt.timedelta(days=choice), "reason": "Ferie"}),
        "level": (course.level_set, {"level": levels[choice % len(levels)], "reason": "Går bedre"}),
        "pause": (course.pause, {"reason": "Ferie"}),
        "resume": (course.resume, {}),
        "closing": (course.closing_begin, {"reason": "Målene er nået"}),
        "keep": (course.closing_undo, {"reason": "Ny uro"}),
        "hand_over": (
            course.coordinator_change,
            {"coordinator": who, "reason": "Orlov", "note": "Kender familien"},
        ),
        "close": (
            course.course_close,
            {"reason": "x", "remaining_need": "x", "way_on": "almindelig", "clips": choice},
        ),
        "reopen": (
            course.course_reopen,
            {"coordinator": who, "why_coordinator": "Kender", "reason": "Ny uro"},
        ),
    }
    does, more = acts[act]
    found = does(**said, **more)
    return found if act == "reopen" else made


def is_a_path(made: Course) -> None:
    """Its written moves follow each other and are the table's; the state is the last one's."""
    triples = {(source, row.event, row.target or source) for row in TABLE for source in row.sources}
    for one in Course.objects.filter(family=made.family_id):
        state: State | None = None
        for row in one.coursemoves.order_by("made_at"):
            assert (row.was or None) == (state.value if state else None)
            assert (state, Event(row.event), State(row.became)) in triples
            state = State(row.became)
        assert one.state == state
        assert (one.ends is not None) == (state in {State.CLOSED, State.CAME_BACK})
        assert one.coursephases.filter(ends__isnull=True).count() <= 1
