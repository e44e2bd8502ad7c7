# SPDX-License-Identifier: EUPL-1.2
"""The picture of the states, drawn from the table alone: a box for each state, an arrow for each move between two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from familievej.course.states import TABLE, Row, State

BOX_W, BOX_H, GAP_X, GAP_Y, EDGE = 150, 46, 72, 64, 24
# Column and row of each state: the road from left to right, rest above, the end at the right.
PLACES: dict[State | None, tuple[int, int]] = {
    None: (0, 1),
    State.ALLOCATED: (1, 1),
    State.PHASE_ZERO: (2, 0),
    State.RUNNING: (2, 2),
    State.TAPERING: (3, 2),
    State.PAUSED: (3, 0),
    State.CLOSING: (4, 1),
    State.CLOSED: (5, 1),
    State.CAME_BACK: (5, 2),
}


@dataclass(frozen=True)
class Box:
    """A state in the picture; without one it is the point where courses begin."""

    x: int
    y: int
    state: State | None

    @property
    def middle(self) -> tuple[int, int]:
        """Where the words stand."""
        return self.x + BOX_W // 2, self.y + BOX_H // 2


@dataclass(frozen=True)
class Arrow:
    """``path`` is the d of an SVG path from one state to another; ``events`` are what leads along it."""

    was: State | None
    became: State
    path: str
    events: tuple[str, ...]


@dataclass(frozen=True)
class Diagram:
    """Everything that the template draws."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def diagram(table: Iterable[Row] = TABLE) -> Diagram:
    """The whole table as a picture. Raises KeyError for a state that has no place in it."""
    table = tuple(table)
    states = dict.fromkeys(s for row in table for s in (*row.sources, row.target) if s is not None)
    boxes = {state: _box(state) for state in (None, *states)}
    found: dict[tuple[State | None, State], list[str]] = {}
    for row in table:
        for source in row.sources:
            if row.target is not None and row.target != source:
                found.setdefault((source, row.target), []).append(row.event.value)
    arrows = tuple(
        Arrow(was, became, _path(boxes[was], boxes[became]), tuple(events))
        for (was, became), events in found.items()
    )
    columns = max(place[0] for place in PLACES.values()) + 1
    rows = max(place[1] for place in PLACES.values()) + 1
    width = columns * BOX_W + (columns - 1) * GAP_X + 2 * EDGE
    return Diagram(width, rows * BOX_H + (rows - 1) * GAP_Y + 2 * EDGE, tuple(boxes.values()), arrows)


def _box(state: State | None) -> Box:
    column, row = PLACES[state]
    return Box(EDGE + column * (BOX_W + GAP_X), EDGE + row * (BOX_H + GAP_Y), state)


def _path(one: Box, other: Box) -> str:
    """From edge to edge, bent a little so that the way there and the way back lie apart."""
    (ax, ay), (bx, by) = one.middle, other.middle
    start, end = _edge(one, bx - ax, by - ay), _edge(other, ax - bx, ay - by)
    dx, dy = end[0] - start[0], end[1] - start[1]
    bend = 0.14
    cx, cy = (start[0] + end[0]) / 2 + dy * bend, (start[1] + end[1]) / 2 - dx * bend
    return f"M{start[0]:.0f} {start[1]:.0f}Q{cx:.0f} {cy:.0f} {end[0]:.0f} {end[1]:.0f}"


def _edge(box: Box, dx: float, dy: float) -> tuple[float, float]:
    """Where the line from the middle towards (dx, dy) leaves the box."""
    x, y = box.middle
    reach = min(
        (BOX_W / 2) / abs(dx) if dx else float("inf"),
        (BOX_H / 2) / abs(dy) if dy else float("inf"),
    )
    return x + dx * reach, y + dy * reach
