# SPDX-License-Identifier: EUPL-1.2
"""Homes as soft outlines: the space of those who live together, joined between rows where they stand apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from familievej.people.pictures.kin.data import Home
from familievej.people.pictures.kin.lines import Line
from familievej.people.pictures.svg import Box, Point
from familievej.people.pictures.text import text_width

Cells = Sequence[tuple[str, Box]]
LABEL_SIZE = 12.0
_INSET = 3.0
_NESTED = 4.0
_NECK = 26.0


@dataclass(frozen=True)
class HomeLabel:
    """A home's name at the left end of its baseline."""

    text: str
    x: float
    y: float
    area: Box


@dataclass(frozen=True)
class HomeShape:
    """A home's outline as closed loops, and its name where there was room for it."""

    home: Home
    loops: tuple[tuple[Point, ...], ...]
    label: HomeLabel | None


def home_shapes(
    homes: Sequence[Home], rows: Sequence[Cells], lines: Iterable[Line], occupied: Iterable[Box]
) -> list[HomeShape]:
    """Return the shapes of all homes that have a member; homes that share a member lie one inside the other.

    Names of homes keep clear of `lines` and of `occupied`: symbols and names of persons.
    """
    shapes: list[HomeShape] = []
    depth: dict[str, int] = {}
    taken = [*occupied, *(_around(start, end) for line in lines for start, end in pairwise(line.points))]
    drawn = [home for home in homes if home.members]
    for home in drawn:
        depth[home.key] = sum(bool(home.members & other.members) for other in drawn if other.key in depth)
    for home in drawn:
        runs = [list(_runs(row, home.members, _INSET + _NESTED * depth[home.key])) for row in rows]
        boxes = [box for row in runs for box in row] + list(_necks(runs))
        shared = frozenset[str]().union(*(other.members for other in drawn if other is not home))
        label = _label(home, _strips(home, rows, shared, _INSET + _NESTED * depth[home.key]), taken)
        if label:
            taken.append(label.area)
        shapes.append(HomeShape(home, outline(boxes), label))
    return shapes


def _runs(row: Cells, members: frozenset[str], inset: float) -> Iterator[Box]:
    """Yield a box for each group of members that stand side by side."""
    group: Box | None = None
    for key, cell in row:
        if key in members:
            group = Box(group.x0, group.y0, cell.x1, group.y1) if group else cell
        elif group:
            yield group.inset(inset)
            group = None
    if group:
        yield group.inset(inset)


def _necks(rows: Sequence[Sequence[Box]]) -> Iterator[Box]:
    """Yield boxes in the bands that join each group to the nearest group of the row above."""
    for upper, lower in pairwise(rows):
        for box in lower:
            if upper:
                yield _neck(min(upper, key=lambda other: _distance(other, box)), box)
        for box in upper:
            if lower and all(_distance(box, other) > 0 for other in lower):
                yield _neck(box, min(lower, key=lambda other: _distance(box, other)))


def _distance(a: Box, b: Box) -> float:
    return max(a.x0 - b.x1, b.x0 - a.x1, 0.0)


def _neck(upper: Box, lower: Box) -> Box:
    x0, x1 = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    if x1 - x0 < _NECK:
        x0, x1 = (
            max(min(upper.x1, lower.x1) - _NECK, min(upper.x0, lower.x0)),
            max(upper.x0, lower.x0) + _NECK,
        )
        x0, x1 = min(x0, x1), max(x0, x1)
    return Box(x0, upper.y1 - 1, x1, lower.y0 + 1)


def outline(boxes: Sequence[Box]) -> tuple[tuple[Point, ...], ...]:
    """Return the outline of the union of `boxes` as closed loops of corners."""
    xs = sorted({x for box in boxes for x in (box.x0, box.x1)})
    ys = sorted({y for box in boxes for y in (box.y0, box.y1)})
    full = {
        (i, j)
        for i, x in enumerate(xs[:-1])
        for j, y in enumerate(ys[:-1])
        if any(box.x0 <= x < box.x1 and box.y0 <= y < box.y1 for box in boxes)
    }
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in full:
        right, below = i + 1, j + 1
        sides = (
            ((i, j), (right, j), (i, j - 1)),
            ((right, j), (right, below), (right, j)),
            ((right, below), (i, below), (i, below)),
            ((i, below), (i, j), (i - 1, j)),
        )
        for start, end, neighbour in sides:
            if neighbour not in full:
                edges.setdefault(start, []).append(end)
    return tuple(
        tuple((xs[i], ys[j]) for i, j in loop)
        for loop in _loops({corner: edges[corner] for corner in sorted(edges)})
    )


def _loops(edges: dict[tuple[int, int], list[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the closed walks along `edges`, clockwise, each without corners on a straight line."""
    while any(edges.values()):
        start = next(corner for corner, ends in edges.items() if ends)
        walk = [start]
        here = edges[start].pop()
        while here != start:
            last = walk[-1]
            walk.append(here)
            heading = (here[0] - last[0], here[1] - last[1])
            # Where two boxes touch at a corner, turning right keeps to the same box.
            ends = edges[here]
            here = next(
                (e for e in ends if (e[0] - here[0], e[1] - here[1]) == (-heading[1], heading[0])), ends[0]
            )
            ends.remove(here)
        count = len(walk)
        yield [
            corner
            for at, corner in enumerate(walk)
            if not _straight(walk[at - 1], corner, walk[(at + 1) % count])
        ]


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def _around(start: Point, end: Point) -> Box:
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Box(x0 - 3, y0 - 1, x1 + 3, y1 + 1)


def _label(home: Home, strips: Iterable[tuple[float, Box]], taken: Sequence[Box]) -> HomeLabel | None:
    """Return the name where no line or other name is: under its own lowest members first, then above them.

    None where there is no room for it: the legend then names the home.
    """
    if not home.name:
        return None
    room = text_width(home.name, LABEL_SIZE)
    found = ((penalty, free) for penalty, strip in strips for free in _free(strip, taken))
    fitting = [(penalty, free) for penalty, free in found if free.x1 - free.x0 >= room]
    if not fitting:
        return None
    _, free = min(fitting, key=lambda each: each[0])
    area = Box(free.x0, free.y0, free.x0 + room, free.y1)
    return HomeLabel(home.name, area.x0, area.y1 - 3, area)


def _strips(
    home: Home, rows: Sequence[Cells], shared: frozenset[str], inset: float
) -> Iterator[tuple[float, Box]]:
    """Yield the free margins of the home's groups with a small penalty for the less natural ones."""
    own = home.members - shared or home.members
    for at, row in enumerate(reversed(rows)):
        for box in _runs(row, own, inset):
            x0, x1 = box.x0 + 9, box.x1 - 7
            yield 2.0 * at, Box(x0, box.y1 - LABEL_SIZE - 4, x1, box.y1 - 3)
            yield 2.0 * at + 1.0, Box(x0, box.y0 + 3, x1, box.y0 + LABEL_SIZE + 4)


def _free(strip: Box, taken: Sequence[Box]) -> Iterator[Box]:
    """Yield the parts of `strip` that nothing has taken, from left to right."""
    x = strip.x0
    for other in sorted((box for box in taken if box.overlaps(strip)), key=lambda box: box.x0):
        if other.x0 - x > 4:
            yield Box(x, strip.y0, other.x0, strip.y1)
        x = max(x, other.x1)
    if strip.x1 > x:
        yield Box(x, strip.y0, strip.x1, strip.y1)
