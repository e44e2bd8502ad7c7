# SPDX-License-Identifier: EUPL-1.2
"""The states of a course and what leads from one to another: one table, and nothing about it is written twice.

From :data:`TABLE` come the picture (:mod:`familievej.course.diagram`), the guard in the database
(:mod:`familievej.course.states_sql`) and what the actions allow. Sources: phase 0 000 L2504-2534; tapering that may
rise again 000 L1366-1370; closing 004 L1537-1541; the way back by a clip 000 L1141-1143.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a course stands."""

    ALLOCATED = "allocated", _("allocated")
    PHASE_ZERO = "phase_zero", _("trust first")
    RUNNING = "running", _("running")
    TAPERING = "tapering", _("tapering")
    PAUSED = "paused", _("paused")
    CLOSING = "closing", _("being closed")
    CLOSED = "closed", _("closed")
    CAME_BACK = "came_back", _("came back")


class Event(models.TextChoices):
    """What may happen to a course."""

    ALLOCATE = "allocate", _("a place is given")
    OPEN = "open", _("begun without a written method")
    RECORD = "record", _("recorded after it ended")
    START = "start", _("started")
    NEXT_PHASE = "next_phase", _("next phase")
    EXTEND = "extend", _("the dates are moved")
    TAPER = "taper", _("help becomes less")
    INTENSIFY = "intensify", _("help becomes more again")
    PAUSE = "pause", _("paused")
    RESUME = "resume", _("goes on after the pause")
    BEGIN_CLOSING = "begin_closing", _("closing is prepared")
    KEEP_OPEN = "keep_open", _("goes on after all")
    HAND_OVER = "hand_over", _("the coordinator changes")
    CHANGE_MODEL = "change_model", _("follows another version")
    CLOSE = "close", _("closed")
    REOPEN = "reopen", _("the family comes back on a clip")
    RETURN = "return", _("begun by a clip")
    CORRECT = "correct", _("the register corrected the last day")


@dataclass(frozen=True)
class Row:
    """``event`` leads from each of ``sources`` (None: there was no course yet) to ``target``; None: it stays."""

    event: Event
    sources: tuple[State | None, ...]
    target: State | None
    why: str | Promise


_WORKING = (State.PHASE_ZERO, State.RUNNING, State.TAPERING)
_OPEN = (State.PHASE_ZERO, State.RUNNING)
_STEADY = (State.ALLOCATED, State.TAPERING, State.PAUSED, State.CLOSING)
_LIVE = (State.ALLOCATED, *_WORKING, State.PAUSED, State.CLOSING)

TABLE: tuple[Row, ...] = (
    Row(Event.ALLOCATE, (None,), State.ALLOCATED, _("The family has a place and a coordinator.")),
    Row(Event.OPEN, (None,), State.RUNNING, _("A course that follows no adopted model yet.")),
    Row(Event.RETURN, (None,), State.RUNNING, _("A clip opens work without a new allocation.")),
    Row(Event.RETURN, (None,), State.PHASE_ZERO, _("The same, into a phase without deadlines.")),
    Row(Event.RECORD, (None,), State.CLOSED, _("What a register tells of the past.")),
    Row(Event.START, (State.ALLOCATED,), State.PHASE_ZERO, _("The first phase is a phase 0.")),
    Row(Event.START, (State.ALLOCATED,), State.RUNNING, _("The first phase has dates.")),
    Row(Event.NEXT_PHASE, (State.PHASE_ZERO, State.RUNNING), State.RUNNING, _("On to the next phase.")),
    Row(Event.NEXT_PHASE, (State.PHASE_ZERO, State.RUNNING), State.PHASE_ZERO, _("A phase without deadlines.")),
    Row(Event.NEXT_PHASE, (State.TAPERING,), State.TAPERING, _("A further phase with less help.")),
    Row(Event.EXTEND, (State.RUNNING, State.TAPERING), None, _("The end of the phase is moved, with a reason.")),
    Row(Event.TAPER, (State.RUNNING, State.TAPERING), State.TAPERING, _("Things go better; help becomes less.")),
    Row(Event.INTENSIFY, (State.TAPERING,), State.RUNNING, _("Things grow harder; help becomes more.")),
    Row(Event.INTENSIFY, (State.TAPERING,), State.TAPERING, _("More help again, still less than at first.")),
    Row(Event.PAUSE, _WORKING, State.PAUSED, _("The work rests, with a reason.")),
    Row(Event.RESUME, (State.PAUSED,), State.PHASE_ZERO, _("It was in phase 0 before the pause.")),
    Row(Event.RESUME, (State.PAUSED,), State.RUNNING, _("It was running before the pause.")),
    Row(Event.RESUME, (State.PAUSED,), State.TAPERING, _("It was tapering before the pause.")),
    Row(Event.BEGIN_CLOSING, (*_WORKING, State.PAUSED), State.CLOSING, _("An end is planned with the family.")),
    Row(Event.KEEP_OPEN, (State.CLOSING,), State.PHASE_ZERO, _("Something new came up; it was in phase 0.")),
    Row(Event.KEEP_OPEN, (State.CLOSING,), State.RUNNING, _("Something new came up; it was running.")),
    Row(Event.KEEP_OPEN, (State.CLOSING,), State.TAPERING, _("Something new came up; it was tapering.")),
    Row(Event.HAND_OVER, _LIVE, None, _("Somebody else coordinates, with a reason and a handover.")),
    Row(Event.CHANGE_MODEL, _STEADY, None, _("Another version is followed, with a reason.")),
    Row(Event.CHANGE_MODEL, _OPEN, State.PHASE_ZERO, _("The same, into a phase without deadlines.")),
    Row(Event.CHANGE_MODEL, _OPEN, State.RUNNING, _("The same, into a phase with dates.")),
    Row(Event.CLOSE, _LIVE, State.CLOSED, _("It ends, and it is said how, why and who takes over.")),
    Row(Event.CORRECT, (State.CLOSED,), State.RUNNING, _("A register says that it had not ended.")),
    Row(Event.REOPEN, (State.CLOSED,), State.CAME_BACK, _("A new course follows this one; one clip is used.")),
)  # fmt: skip

ENDED = frozenset({State.CLOSED, State.CAME_BACK})
"""A course in one of these has a last day; in all others it has none."""


class Impossible(ValueError):
    """The table has no such move. ``state`` and ``event`` say which."""

    def __init__(self, state: State | None, event: Event) -> None:
        super().__init__(f"{event.value} is impossible from {state.value if state else 'nothing'}")
        self.state, self.event = state, event


def targets(state: State | None, event: Event, table: Iterable[Row] = TABLE) -> frozenset[State | None]:
    """Where ``event`` may lead from ``state``; empty when it is impossible."""
    return frozenset(row.target or state for row in table if row.event == event and state in row.sources)


def move(state: State | None, event: Event, into: State | None = None, table: Iterable[Row] = TABLE) -> State:
    """The state after ``event``; ``into`` says which when there are several. Raises Impossible."""
    found = targets(state, event, table)
    if into is None and len(found) == 1:
        into = next(iter(found))
    if into is None or into not in found:
        raise Impossible(state, event)
    return into


def events_from(state: State | None, table: Iterable[Row] = TABLE) -> list[Event]:
    """What may happen to a course in ``state``, in the order of the table."""
    return list(dict.fromkeys(row.event for row in table if state in row.sources))


def moves(table: Iterable[Row] = TABLE) -> list[tuple[State | None, State]]:
    """Every (state before, state after) that the table allows, staying where one is left out."""
    found = {
        (source, row.target): None
        for row in table
        for source in row.sources
        if row.target is not None and source != row.target
    }
    return list(found)
