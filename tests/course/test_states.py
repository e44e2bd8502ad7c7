# SPDX-License-Identifier: EUPL-1.2
"""The table of states is the only truth: what it has is possible, all else is not, and every rule of it matters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familievej.course.states import (
    ENDED,
    TABLE,
    Event,
    Impossible,
    Row,
    State,
    events_from,
    move,
    moves,
    targets,
)


def test_every_state_is_reached_from_nothing() -> None:
    seen: set[State | None] = {None}
    while new := {became for was, became in moves() if was in seen} - seen:
        seen |= new
    assert seen == {None, *State}


def test_every_state_but_the_last_leads_on() -> None:
    assert [state for state in State if not events_from(state)] == [State.CAME_BACK]


def test_from_every_living_state_the_course_can_be_closed() -> None:
    assert [s for s in State if s not in ENDED and targets(s, Event.CLOSE) != {State.CLOSED}] == []


@given(st.lists(st.tuples(st.sampled_from(Event), st.sampled_from([None, *State])), max_size=20))
def test_no_sequence_of_events_reaches_a_state_that_the_table_does_not_allow(
    sequence: list[tuple[Event, State | None]],
) -> None:
    state: State | None = None
    for event, into in sequence:
        rows = [row for row in TABLE if row.event is event and state in row.sources]
        try:
            after = move(state, event, into)
        except Impossible:
            assert into not in {row.target or state for row in rows} or into is None
            continue
        assert after in {row.target or state for row in rows}
        state = after


# What each event must do, written by hand from the reports: every other outcome is wrong.
MUST = {
    (None, Event.ALLOCATE, State.ALLOCATED), (None, Event.OPEN, State.RUNNING), (None, Event.RETURN, State.RUNNING),
    (None, Event.RETURN, State.PHASE_ZERO), (None, Event.RECORD, State.CLOSED),
    (State.ALLOCATED, Event.START, State.PHASE_ZERO), (State.ALLOCATED, Event.START, State.RUNNING),
    (State.PHASE_ZERO, Event.NEXT_PHASE, State.RUNNING), (State.RUNNING, Event.NEXT_PHASE, State.RUNNING),
    (State.PHASE_ZERO, Event.NEXT_PHASE, State.PHASE_ZERO), (State.RUNNING, Event.NEXT_PHASE, State.PHASE_ZERO),
    (State.TAPERING, Event.NEXT_PHASE, State.TAPERING),
    (State.RUNNING, Event.EXTEND, State.RUNNING), (State.TAPERING, Event.EXTEND, State.TAPERING),
    (State.RUNNING, Event.TAPER, State.TAPERING), (State.TAPERING, Event.TAPER, State.TAPERING),
    (State.TAPERING, Event.INTENSIFY, State.RUNNING), (State.TAPERING, Event.INTENSIFY, State.TAPERING),
    *((s, Event.PAUSE, State.PAUSED) for s in (State.PHASE_ZERO, State.RUNNING, State.TAPERING)),
    *((State.PAUSED, Event.RESUME, s) for s in (State.PHASE_ZERO, State.RUNNING, State.TAPERING)),
    *((s, Event.BEGIN_CLOSING, State.CLOSING) for s in (State.PHASE_ZERO, State.RUNNING, State.TAPERING, State.PAUSED)),
    *((State.CLOSING, Event.KEEP_OPEN, s) for s in (State.PHASE_ZERO, State.RUNNING, State.TAPERING)),
    *((s, Event.HAND_OVER, s) for s in State if s not in ENDED),
    *((s, Event.CHANGE_MODEL, s) for s in State if s not in ENDED),
    (State.PHASE_ZERO, Event.CHANGE_MODEL, State.RUNNING), (State.RUNNING, Event.CHANGE_MODEL, State.PHASE_ZERO),
    *((s, Event.CLOSE, State.CLOSED) for s in State if s not in ENDED),
    (State.CLOSED, Event.CORRECT, State.RUNNING), (State.CLOSED, Event.REOPEN, State.CAME_BACK),
}  # fmt: skip


def triples(table: tuple[Row, ...]) -> set[tuple[State | None, Event, State | None]]:
    """Everything that a table allows."""
    return {(source, row.event, row.target or source) for row in table for source in row.sources}


def test_the_table_is_what_the_reports_say() -> None:
    assert triples(TABLE) == MUST


def _mutants() -> list[tuple[str, tuple[Row, ...]]]:
    """The table without each row, without each source of each row, and with each target exchanged."""
    found = []
    for number, row in enumerate(TABLE):
        rest = (*TABLE[:number], *TABLE[number + 1 :])
        name = f"{number}-{row.event.value}"
        found.append((f"{name}-gone", rest))
        other = State.CAME_BACK if row.target is not State.CAME_BACK else State.RUNNING
        found.append((f"{name}-elsewhere", (*rest, replace(row, target=other))))
        found += [
            (
                f"{name}-not-from-{source or 'nothing'}",
                (*rest, replace(row, sources=tuple(set(row.sources) - {source}))),
            )
            for source in row.sources
            if len(row.sources) > 1
        ]
        added = next((s for s in State if (s, row.event, row.target or s) not in triples(TABLE)), None)
        if added:
            found.append(
                (f"{name}-also-from-{added.value}", (*rest, replace(row, sources=(*row.sources, added))))
            )
    return found


MUTANTS = _mutants()


@pytest.mark.parametrize("table", [table for _name, table in MUTANTS], ids=[name for name, _table in MUTANTS])
def test_a_table_with_one_wrong_rule_is_seen(table: tuple[Row, ...]) -> None:
    assert triples(table) != MUST
    assert moves(table) != moves() or triples(table) != triples(TABLE)
