# SPDX-License-Identifier: EUPL-1.2
"""Where each cell stands: x by least squares within the order of its row, y row by row.

Parents stand over the middle of their children: the sum of squared distances along all nets is brought down row
by row. Within one row the best places that keep the order and the least distance between neighbours are an isotonic
regression (pool adjacent violators; Barlow et al. 1972), so no two cells can ever overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from familievej.people.pictures.kin.data import COUPLES, GenogramPerson
from familievej.people.pictures.kin.structure import Structure
from familievej.people.pictures.text import wrap

SWEEPS = 60
_PULL_OF_NEIGHBOUR = 0.15


@dataclass(frozen=True)
class Scale:
    """Sizes in user units (CSS pixels at the usual type size)."""

    cell: float
    joint: float
    passage: float
    symbol: float
    name: float
    note: float
    lane: float
    band: float
    strip: float

    @property
    def radius(self) -> float:
        """Half the side of a symbol."""
        return self.symbol / 2


ROOMY = Scale(cell=120, joint=26, passage=20, symbol=46, name=15, note=13, lane=13, band=28, strip=25)
SNUG = Scale(cell=96, joint=20, passage=16, symbol=42, name=14, note=12.5, lane=12, band=25, strip=24)
COMPACT = Scale(cell=70, joint=12, passage=12, symbol=34, name=12, note=11, lane=10, band=20, strip=22)
SCALES = (ROOMY, SNUG, COMPACT)


def columns(plan: Structure, rows: Sequence[Sequence[str]], scale: Scale) -> dict[str, float]:
    """Return the x of the middle of every cell, the leftmost cell beginning at 0."""
    width = {cell: _width(plan, cell, scale) for row in rows for cell in row}
    x: dict[str, float] = {}
    for row in rows:
        start = -sum(width[cell] for cell in row) / 2
        for cell in row:
            x[cell] = start + width[cell] / 2
            start += width[cell]
    pulls = _pulls(plan, rows, width)
    order = [*range(len(rows)), *reversed(range(len(rows)))]
    for _ in range(SWEEPS):
        for place in order:
            _settle(rows[place], x, width, pulls)
    left = min((x[cell] - width[cell] / 2 for cell in x), default=0.0)
    return {cell: round((value - left) * 2) / 2 for cell, value in x.items()}


def _width(plan: Structure, cell: str, scale: Scale) -> float:
    if not cell.startswith("\0"):
        return scale.cell
    return scale.passage if cell in plan.passages else scale.joint


Pulls = dict[str, list[tuple[str, float, float]]]


def _pulls(plan: Structure, rows: Sequence[Sequence[str]], width: dict[str, float]) -> Pulls:
    """Return for each cell what it is drawn towards: another cell, an offset from it, and how strongly."""
    pulls: Pulls = {cell: [] for row in rows for cell in row}
    for net in plan.nets:
        for branch in net.branches:
            pulls[net.source].append((branch.cell, 0.0, 1.0))
            pulls[branch.cell].append((net.source, 0.0, 1.0))
    partners = {key for tie in plan.level_ties if tie.kind in COUPLES for key in tie.pair}
    # Who hangs on no net, or has a partner, keeps close to the neighbours. All others follow their net alone:
    # any further pull would put a child a few units beside its parent and kink every line.
    followers = {cell for cell in pulls if not pulls[cell]} | partners
    for row in rows:
        for cell, after in pairwise(row):
            gap = (width[cell] + width[after]) / 2
            if cell in followers:
                pulls[cell].append((after, -gap, _PULL_OF_NEIGHBOUR))
            if after in followers:
                pulls[after].append((cell, gap, _PULL_OF_NEIGHBOUR))
    return pulls


def _settle(row: Sequence[str], x: dict[str, float], width: dict[str, float], pulls: Pulls) -> None:
    """Move the cells of one row to the best places that keep order and distance."""
    packed: list[float] = []
    for at, cell in enumerate(row):
        packed.append(packed[-1] + (width[row[at - 1]] + width[cell]) / 2 if at else 0.0)
    pools: list[list[float]] = []
    for cell, offset in zip(row, packed, strict=True):
        weight = sum(w for _, _, w in pulls[cell])
        wish = sum((x[other] + shift) * w for other, shift, w in pulls[cell])
        wish = wish / weight if weight else x[cell]
        pools.append([wish - offset, weight or 0.01, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, count = pools.pop()
            before = pools[-1]
            total = before[1] + heavy
            pools[-1] = [(before[0] * before[1] + mean * heavy) / total, total, before[2] + count]
    values = [pool[0] for pool in pools for _ in range(int(pool[2]))]
    for cell, offset, value in zip(row, packed, values, strict=True):
        x[cell] = value + offset


@dataclass(frozen=True)
class Label:
    """The words under a symbol, already broken into lines."""

    name: tuple[str, ...]
    note: tuple[str, ...]

    def height(self, scale: Scale) -> float:
        """Return the height of all lines."""
        return len(self.name) * scale.name * 1.2 + len(self.note) * scale.note * 1.25


def label(person: GenogramPerson, name: str, note: str, scale: Scale) -> Label:
    """Return the label of `person`: at most two lines of name and three of note."""
    room = scale.cell - 7
    return Label(wrap(name, room, scale.name, bold=True), wrap(note, room, scale.note, lines=3))
