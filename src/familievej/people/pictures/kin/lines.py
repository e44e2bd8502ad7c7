# SPDX-License-Identifier: EUPL-1.2
"""How lines run: ports on the symbols, and lanes in the band between two rows.

Every horizontal piece lies in a band, every vertical piece in a band or in a cell of its own, so no line can cross
a symbol or its words. Within a band the lanes are chosen so that the fewest lines cross and none lie on each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from familievej.people.pictures.kin.data import COUPLES, Tie, TieKind
from familievej.people.pictures.kin.place import Scale
from familievej.people.pictures.kin.structure import Net, Structure
from familievej.people.pictures.svg import Point

MOST_TO_PERMUTE = 5
STRAIGHT = 1.6
"""Units: two ends closer than this are joined without a kink."""
_APART = 5.0
_LYING_ON = 1000


@dataclass(frozen=True)
class Line:
    """One drawn line and the ties it stands for (none for a shared trunk or bar)."""

    points: tuple[Point, ...]
    kind: TieKind
    ties: tuple[Tie, ...]


@dataclass
class Run:
    """What needs a lane in one band: a net from above, or a bridge (`tie`) between two cells of the row below."""

    kind: TieKind
    net: Net | None = None
    tie: Tie | None = None
    lane: int = 0
    tops: list[float] = field(default_factory=list)
    """x of the vertical from above the band: one for a net, none for a bridge."""
    ports: dict[str, float] = field(default_factory=dict)
    """x at which each cell below is reached."""
    meet: dict[str, float] = field(default_factory=dict)
    """x at which the drop to a twin leaves the bar, by cell."""

    @property
    def feet(self) -> list[float]:
        """Return the x of verticals that leave the bar downwards."""
        return [self.meet.get(cell, x) for cell, x in self.ports.items()]

    @property
    def span(self) -> tuple[float, float]:
        """Return the x from which and to which the bar runs."""
        xs = [*self.tops, *self.feet]
        return min(xs), max(xs)

    @property
    def flat(self) -> bool:
        """Whether there is a bar at all, and not only one straight line down."""
        low, high = self.span
        return high - low > STRAIGHT


def runs_of(
    plan: Structure, rows: Sequence[Sequence[str]], x: dict[str, float], scale: Scale
) -> list[list[Run]]:
    """Return the runs of every band with their lanes; band `i` lies above row `i`, the last below the last row."""
    bands: list[list[Run]] = [[] for _ in range(len(rows) + 1)]
    for net in plan.nets:
        bands[net.row + 1].append(Run(net.kind, net=net))
    for tie in plan.level_ties:
        row = rows[plan.row[tie.a]]
        if beside(row, tie) and tie.kind in COUPLES:
            continue
        joint = plan.joints.get(tie.pair) if tie.kind in COUPLES else None
        run = Run(tie.kind, tie=tie)
        if joint:
            run.ports[joint.cell] = x[joint.cell]
        bands[plan.row[tie.a]].append(run)
    _set_ports(bands, x, scale)
    twins = {frozenset(pair) for pair in _twins(plan)}
    for band in bands:
        for run in band:
            _let_twins_meet(run, x, twins, scale)
        _unstack(band)
        _choose_lanes(band)
    return bands


def beside(row: Sequence[str], tie: Tie) -> bool:
    """Return whether the two are neighbours, with nothing but joints between them."""
    left, right = sorted((row.index(tie.a), row.index(tie.b)))
    return all(cell.startswith("\0joint") for cell in row[left + 1 : right])


def _set_ports(bands: list[list[Run]], x: dict[str, float], scale: Scale) -> None:
    """Give every run its own place on the symbols it touches: an ordinary parent line in the middle."""
    above: dict[str, list[tuple[Run, float]]] = {}
    below: dict[str, list[tuple[Run, float]]] = {}
    for band in bands:
        for run in band:
            if run.net is not None:
                cells = [branch.cell for branch in run.net.branches]
                below.setdefault(run.net.source, []).append(
                    (run, sum(x[cell] for cell in cells) / len(cells))
                )
                for cell in cells:
                    above.setdefault(cell, []).append((run, x[run.net.source]))
            elif run.tie is not None:
                above.setdefault(run.tie.a, []).append((run, x[run.tie.b]))
                above.setdefault(run.tie.b, []).append((run, x[run.tie.a]))
    for cell, wanted in below.items():
        for run, port in _spread(cell, wanted, x, scale.cell / 2 - 8, 11.0):
            run.tops.append(port)
    for cell, wanted in above.items():
        for run, port in _spread(cell, wanted, x, scale.radius * 0.72, 8.0):
            run.ports[cell] = port


def _spread(
    cell: str, wanted: list[tuple[Run, float]], x: dict[str, float], room: float, step: float
) -> Iterable[tuple[Run, float]]:
    """Yield the port of each run: the surest kind in the middle, the others to the side they come from."""
    if cell.startswith("\0"):
        return [(run, x[cell]) for run, _ in wanted]
    order = sorted(wanted, key=lambda each: (_RANK.get(each[0].kind, 3), abs(each[1] - x[cell])))
    middle = order[0] if _RANK.get(order[0][0].kind, 3) < 2 or len(order) == 1 else None
    rest = [each for each in order if each is not middle]
    left = sorted((each for each in rest if each[1] < x[cell]), key=lambda each: -each[1])
    right = sorted((each for each in rest if each[1] >= x[cell]), key=lambda each: each[1])
    step = min(step, room / max(len(left), len(right), 1))
    placed = [(middle[0], x[cell])] if middle else []
    placed += [(each[0], x[cell] - step * at) for at, each in enumerate(reversed(left), start=1)]
    placed += [(each[0], x[cell] + step * at) for at, each in enumerate(reversed(right), start=1)]
    return placed


_RANK = {
    TieKind.PARENT: 0,
    TieKind.ADOPTIVE_PARENT: 1,
    TieKind.FOSTER_PARENT: 1,
    TieKind.STEP_PARENT: 2,
    TieKind.GRANDPARENT: 3,
}


def _twins(plan: Structure) -> Iterable[tuple[str, str]]:
    """Yield pairs of children of one net who were born (or are due) on one day."""
    days = {person.key: person.born or person.due for person in plan.kin.people}
    for net in plan.nets:
        children = [b.cell for b in net.branches if b.kind is TieKind.PARENT and days.get(b.cell) is not None]
        for at, first in enumerate(children):
            yield from ((first, second) for second in children[at + 1 :] if days[first] == days[second])


def _let_twins_meet(run: Run, x: dict[str, float], twins: set[frozenset[str]], scale: Scale) -> None:
    """Let the drops of twins who stand side by side leave the bar at one point."""
    if run.net is None:
        return
    children = sorted((branch.cell for branch in run.net.branches), key=x.__getitem__)
    groups: list[list[str]] = []
    for child in children:
        near = groups and x[child] - x[groups[-1][-1]] < scale.cell * 1.05
        if near and frozenset({child, groups[-1][-1]}) in twins:
            groups[-1].append(child)
        else:
            groups.append([child])
    for group in groups:
        if len(group) > 1:
            middle = sum(run.ports[child] for child in group) / len(group)
            run.meet.update(dict.fromkeys(group, middle))


def _unstack(band: list[Run]) -> None:
    """Move verticals from above aside where one of another run leaves the band at the same x."""
    for run in band:
        if run.net is None or run.net.source.startswith("\0passage"):
            continue
        others = [x for other in band if other is not run for x in (*other.feet, *other.tops)]
        start = run.tops[0]
        tries = [start + shift * _APART for shift in (0, 1, -1, 2, -2)]
        # A line that runs straight down stays straight: it is the others that give way.
        if len(run.feet) == 1 and abs(run.feet[0] - start) <= STRAIGHT:
            continue
        run.tops[0] = next((x for x in tries if all(abs(x - y) >= _APART - 0.1 for y in others)), start)


def _choose_lanes(band: list[Run]) -> None:
    bars = [run for run in band if run.flat]
    bars.sort(key=lambda run: (run.tie is not None, _RANK.get(run.kind, 4), run.span[1] - run.span[0]))
    best: tuple[float, tuple[Run, ...]] | None = None
    for order in permutations(bars) if len(bars) <= MOST_TO_PERMUTE else [tuple(bars)]:
        _fill(order)
        price = _price(order)
        if best is None or price < best[0]:
            best = (price, order)
    if best:
        _fill(best[1])


def _fill(order: Sequence[Run]) -> None:
    """Give each run the first lane below those of earlier runs that lie over or under it."""
    for at, run in enumerate(order):
        low, high = run.span
        taken = [o.lane for o in order[:at] if o.span[0] - _APART < high and low < o.span[1] + _APART]
        run.lane = 1 + max(taken, default=-1)


def _price(order: Sequence[Run]) -> float:
    """Return crossings of bars with verticals, much more where two verticals lie on each other, plus lanes used."""
    total = 0.2 * max((run.lane for run in order), default=0)
    for run in order:
        low, high = run.span
        for other in order:
            if other is run:
                continue
            if other.lane > run.lane:
                total += sum(low < x < high for x in other.tops)
                total += _LYING_ON * sum(abs(x - y) < 2 for x in other.tops for y in run.feet)
            elif other.lane < run.lane:
                total += sum(low < x < high for x in other.feet)
    return total
