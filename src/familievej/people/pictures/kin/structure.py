# SPDX-License-Identifier: EUPL-1.2
"""From ties to what is drawn: couples, nets from parents down to children, and bridges within a row.

A *cell* is a place in a row that lines or symbols occupy: a person, a couple's joint (where the line to their
children starts), or a passage for a line that crosses a row on its way further down.
"""

from dataclasses import dataclass, field
from functools import cached_property

from familievej.people.pictures.kin.data import COUPLES, RAISED_BY, Kin, Tie, TieKind
from familievej.people.pictures.kin.generations import generations

_OWN = "\0"
"""Starts the name of every cell that is not a person, so that it can never be some person's key."""


@dataclass(frozen=True)
class Joint:
    """The place on a couple's line from which their children hang."""

    cell: str
    a: str
    b: str


@dataclass(frozen=True)
class Branch:
    """The end of a net at one cell, and the ties it stands for."""

    cell: str
    kind: TieKind
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Net:
    """A line from one cell down to cells of the next row over a common bar."""

    source: str
    row: int
    branches: tuple[Branch, ...]

    @property
    def kind(self) -> TieKind:
        """The kind shared by every branch; a net of mixed kinds has the bar of an ordinary parent."""
        kinds = {branch.kind for branch in self.branches}
        return kinds.pop() if len(kinds) == 1 else TieKind.PARENT


@dataclass(frozen=True)
class Structure:
    """A family as rows, couples and nets; `row` holds every cell, also joints and passages."""

    kin: Kin
    row: dict[str, int]
    joints: dict[frozenset[str], Joint]
    nets: tuple[Net, ...]
    level_ties: tuple[Tie, ...]
    """Ties within one row: couples, siblings, and what contradicts the generations."""
    passages: tuple[str, ...]

    @cached_property
    def couples(self) -> frozenset[frozenset[str]]:
        """The couples of one row, as pairs of keys."""
        return frozenset(tie.pair for tie in self.level_ties if tie.kind in COUPLES)


@dataclass
class _Builder:
    kin: Kin
    row: dict[str, int]
    joints: dict[frozenset[str], Joint] = field(default_factory=dict)
    nets: list[Net] = field(default_factory=list)
    level: list[Tie] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


_Downward = dict[tuple[str, TieKind | None], list[list[Branch]]]
"""What hangs under a person or couple, net by net; those raised by them hang together, under no kind."""


def structure(kin: Kin) -> Structure:
    """Return what is to be drawn of `kin`: every tie is in exactly one branch or level tie."""
    work = _Builder(kin, dict(generations(kin)))
    downward: _Downward = {}
    for tie in kin.ties:
        if work.row[tie.a] == work.row[tie.b]:
            work.level.append(tie)
    joined = {tie.pair for tie in work.level if tie.kind in COUPLES}
    for (child, kind), parents in _raised_by(work).items():
        ties = tuple(Tie(kind, parent, child) for parent in parents)
        if frozenset(parents) in joined and work.row[child] > work.row[parents[0]]:
            joint = _joint(work, *parents)
            _add(downward, joint.cell, Branch(child, kind, ties))
        else:
            for tie in ties:
                _add(downward, tie.a, Branch(child, kind, (tie,)))
    for tie in kin.ties:
        if tie.kind not in RAISED_BY and work.row[tie.a] != work.row[tie.b]:
            upper, lower = sorted((tie.a, tie.b), key=lambda key: work.row[key])
            _add(downward, upper, Branch(lower, tie.kind, (tie,)))
    for (source, _), nets in downward.items():
        for branches in nets:
            _hang(work, source, branches)
    return Structure(kin, work.row, work.joints, tuple(work.nets), tuple(work.level), tuple(work.passages))


def _add(downward: _Downward, source: str, branch: Branch) -> None:
    """Hang children of one parent or couple on one net however they came; a second tie to one child has its own."""
    group = None if branch.kind in RAISED_BY else branch.kind
    nets = downward.setdefault((source, group), [])
    free = (net for net in nets if all(other.cell != branch.cell for other in net))
    together = next(free, None)
    if together is None:
        nets.append(together := [])
    together.append(branch)


def _raised_by(work: _Builder) -> dict[tuple[str, TieKind], list[str]]:
    """Return parents by child and kind, for ties that run down; one that runs up is turned round where it is hung."""
    found: dict[tuple[str, TieKind], list[str]] = {}
    for tie in work.kin.ties:
        if tie.kind in RAISED_BY and work.row[tie.a] != work.row[tie.b]:
            found.setdefault((tie.b, tie.kind), []).append(tie.a)
    return found


def _joint(work: _Builder, a: str, b: str) -> Joint:
    pair = frozenset({a, b})
    if pair not in work.joints:
        cell = f"{_OWN}joint {len(work.joints)}"
        work.row[cell] = work.row[a]
        work.joints[pair] = Joint(cell, a, b)
    return work.joints[pair]


def _hang(work: _Builder, source: str, branches: list[Branch]) -> None:
    """Add nets from `source` to its branches, with passages through every row that lies between."""
    here = work.row[source]
    near = [branch for branch in branches if work.row[branch.cell] == here + 1]
    for branch in branches:
        there = work.row[branch.cell]
        if there < here:
            _hang(work, branch.cell, [Branch(source, branch.kind, branch.ties)])
        elif there > here + 1:
            near.append(_passage(work, branch, here + 1))
    if near:
        work.nets.append(Net(source, here, tuple(near)))


def _passage(work: _Builder, branch: Branch, row: int) -> Branch:
    """Return a branch that ends in a passage in `row`, from which the line goes on to the branch's own cell."""
    cell = f"{_OWN}passage {len(work.passages)}"
    work.passages.append(cell)
    work.row[cell] = row
    _hang(work, cell, [branch])
    return Branch(cell, branch.kind, branch.ties)
