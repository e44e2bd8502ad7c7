# SPDX-License-Identifier: EUPL-1.2
"""The finished geometry of a genogram: symbols, labels, lines and homes in user units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from familievej.people.pictures.kin.data import COUPLES, GenogramPerson, Kin, Sex, Tie, TieKind
from familievej.people.pictures.kin.homes import HomeShape, home_shapes
from familievej.people.pictures.kin.lines import Line, Run, beside, runs_of
from familievej.people.pictures.kin.order import ordered
from familievej.people.pictures.kin.place import Label, Scale, columns, label
from familievej.people.pictures.kin.structure import Structure, structure
from familievej.people.pictures.svg import Box
from familievej.people.pictures.text import text_width

MARGIN = 4.0
_LABEL_GAP = 9.0
_INDEX_RING = 5.0
_TRIANGLE = 0.78


@dataclass(frozen=True)
class Arrangement:
    """Who stands where in order, before any sizes: the costly part, shared by the sizes a picture is drawn in."""

    plan: Structure
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Placed:
    """A person with the middle and radius of the symbol, the words, and the space they take."""

    person: GenogramPerson
    x: float
    y: float
    radius: float
    words: Label
    symbol: Box
    label: Box
    cell: Box
    is_index: bool

    def top(self, x: float) -> float:
        """Return the y at which a line coming down at `x` meets the outline of the symbol."""
        aside, reach = abs(x - self.x), self.symbol.y1 - self.y
        if self.person.unborn:
            return self.y - reach + aside * 2
        if self.person.sex is Sex.MALE:
            return self.y - reach
        if self.person.sex is Sex.FEMALE:
            return self.y - sqrt(max(reach**2 - aside**2, 0))
        return self.y - reach + aside


@dataclass(frozen=True)
class Layout:
    """A genogram ready to be drawn."""

    width: float
    height: float
    people: tuple[Placed, ...]
    lines: tuple[Line, ...]
    homes: tuple[HomeShape, ...]
    scale: Scale
    kin: Kin


def arrange(kin: Kin) -> Arrangement:
    """Return the family in rows, each in its order."""
    plan = structure(kin)
    return Arrangement(plan, ordered(plan))


def lay_out(arrangement: Arrangement, names: Mapping[str, tuple[str, str]], scale: Scale) -> Layout:
    """Return the geometry at `scale`; `names` gives name and note of each person by key."""
    plan, rows = arrangement.plan, arrangement.rows
    x = {cell: value + MARGIN for cell, value in columns(plan, rows, scale).items()}
    bands = runs_of(plan, rows, x, scale)
    words = {p.key: label(p, *names[p.key], scale) for p in plan.kin.people}
    edges = _row_edges(rows, bands, words, scale)
    people = {p.key: _placed(p, plan, x[p.key], edges, words[p.key], scale) for p in plan.kin.people}
    tracer = _Tracer(plan, rows, x, edges, people, scale)
    lines = (*tracer.couples(), *tracer.bands(bands))
    width = max((person.cell.x1 for person in people.values()), default=0.0)
    for line in lines:
        width = max(width, *(point[0] + 2 for point in line.points))
    height = edges[-1][1] if edges else 0.0
    cells = [[(cell, people[cell].cell) for cell in row if cell in people] for row in rows]
    occupied = [box for placed in people.values() for box in (placed.symbol, placed.label)]
    shapes = home_shapes(plan.kin.homes, cells, lines, occupied)
    return Layout(
        width + MARGIN, height + MARGIN, tuple(people.values()), tuple(lines), tuple(shapes), scale, plan.kin
    )


def _row_edges(
    rows: Sequence[Sequence[str]], bands: Sequence[Sequence[Run]], words: Mapping[str, Label], scale: Scale
) -> list[tuple[float, float]]:
    """Return top and bottom of every row, with room above each for the lanes of its band."""
    edges: list[tuple[float, float]] = []
    y = MARGIN
    for at, row in enumerate(rows):
        lanes = 1 + max((run.lane for run in bands[at] if run.flat), default=-1)
        y += (scale.band if at or lanes else 0.0) + max(lanes - 1, 0) * scale.lane
        tallest = max((words[cell].height(scale) for cell in row if cell in words), default=0.0)
        height = scale.strip * 2 + scale.symbol + _LABEL_GAP + tallest
        edges.append((y, y + height))
        y += height
    return edges


def _placed(
    person: GenogramPerson,
    plan: Structure,
    x: float,
    edges: Sequence[tuple[float, float]],
    words: Label,
    scale: Scale,
) -> Placed:
    top, bottom = edges[plan.row[person.key]]
    y = top + scale.strip + scale.radius
    is_index = person.key == plan.kin.index
    reach = scale.radius + (_INDEX_RING if is_index else 0.0)
    if person.unborn:
        reach = scale.radius * _TRIANGLE
    widest = max(
        [text_width(line, scale.name, bold=True) for line in words.name]
        + [text_width(line, scale.note) for line in words.note],
        default=0.0,
    )
    start = y + scale.radius + _LABEL_GAP
    return Placed(
        person,
        x,
        y,
        scale.radius,
        words,
        symbol=Box(x - reach, y - reach, x + reach, y + reach),
        label=Box(x - widest / 2, start, x + widest / 2, start + words.height(scale)),
        cell=Box(x - scale.cell / 2, top, x + scale.cell / 2, bottom),
        is_index=is_index,
    )


@dataclass(frozen=True)
class _Tracer:
    """Turns runs and couples into lines."""

    plan: Structure
    rows: Sequence[Sequence[str]]
    x: Mapping[str, float]
    edges: Sequence[tuple[float, float]]
    people: Mapping[str, Placed]
    scale: Scale

    def couples(self) -> list[Line]:
        """Return the lines between partners who stand side by side."""
        lines = []
        for tie in self.plan.level_ties:
            if tie.kind in COUPLES and beside(self.rows[self.plan.row[tie.a]], tie):
                left, right = sorted((self.people[tie.a], self.people[tie.b]), key=lambda each: each.x)
                points = ((_side(left, 1), left.y), (_side(right, -1), right.y))
                lines.append(Line(points, tie.kind, (tie,)))
        return lines

    def bands(self, bands: Sequence[Sequence[Run]]) -> list[Line]:
        """Return trunks, bars and drops of every run."""
        return [line for row, band in enumerate(bands) for run in band for line in self._run(run, row)]

    def _run(self, run: Run, row: int) -> list[Line]:
        above = self.edges[row - 1][1] if row else MARGIN
        y = above + self.scale.band / 2 + run.lane * self.scale.lane
        if run.tie is not None:
            return self._bridge(run, run.tie, y)
        if run.net is None:
            return []
        start = (run.tops[0], self._leave(run.net.source, run.tops[0]))
        if not run.flat:
            branch = run.net.branches[0]
            end = run.ports[branch.cell]
            return [Line((start, (end, self._reach(branch.cell, end))), branch.kind, branch.ties)]
        low, high = run.span
        lines = [Line((start, (start[0], y)), run.kind, ()), Line(((low, y), (high, y)), run.kind, ())]
        for branch in run.net.branches:
            end = run.ports[branch.cell]
            leave = (run.meet.get(branch.cell, end), y)
            lines.append(Line((leave, (end, self._reach(branch.cell, end))), branch.kind, branch.ties))
        return lines

    def _bridge(self, run: Run, tie: Tie, y: float) -> list[Line]:
        a, b = run.ports[tie.a], run.ports[tie.b]
        points = ((a, self.people[tie.a].top(a)), (a, y), (b, y), (b, self.people[tie.b].top(b)))
        lines = [Line(points, tie.kind, (tie,))]
        for cell, x in run.ports.items():
            if cell not in tie.pair:
                lines.append(Line(((x, y), (x, self._reach(cell, x))), TieKind.PARENT, ()))
        return lines

    def _leave(self, cell: str, x: float) -> float:
        """Return the y at which a line starts downwards from a cell: under the words of a person."""
        if cell in self.people:
            return self.people[cell].label.y1 + 4
        for joint in self.plan.joints.values():
            if joint.cell == cell:
                row = self.rows[self.plan.row[cell]]
                if beside(row, Tie(TieKind.CO_PARENTS, joint.a, joint.b)):
                    return self.people[joint.a].y
        return self.edges[self.plan.row[cell]][1]

    def _reach(self, cell: str, x: float) -> float:
        """Return the y at which a line ends downwards: the symbol, or through the whole row."""
        if cell in self.people:
            return self.people[cell].top(x)
        return self.edges[self.plan.row[cell]][1]


def _side(placed: Placed, direction: int) -> float:
    """Return the x of the outline on the right (1) or left (-1) at half height."""
    reach = placed.symbol.x1 - placed.x
    if placed.person.unborn:
        reach /= 2
    return placed.x + direction * reach
