# SPDX-License-Identifier: EUPL-1.2
"""Who stands beside whom: the order of each row.

Partners form a chain that stays together. The order of chains within rows is found by local search on a cost that
says what a reader minds: crossing lines first, then a home torn apart, siblings out of age order, long lines. Families
are small (some thirty persons at most), so this is quick and, unlike a general graph layout, repeatable.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise, permutations

from familievej.people.pictures.kin.data import COUPLES, TOGETHER, Sex, TieKind
from familievej.people.pictures.kin.structure import Structure

Chain = tuple[str, ...]
Rows = tuple[tuple[Chain, ...], ...]

MOST_TO_PERMUTE = 6
MOST_PASSES = 12
MOST_TO_INSERT = 9
_CROSSING, _TORN_HOME, _AGE, _MAN_RIGHT, _LENGTH = 100.0, 45.0, 30.0, 2.0, 4.0
_WEIGHT = {TieKind.STEP_PARENT: 0.2, TieKind.GRANDPARENT: 0.5}
"""What a crossing of a lighter line counts: children stand under their own parents first."""


def ordered(plan: Structure) -> tuple[tuple[str, ...], ...]:
    """Return the cells of each row from left to right: persons, joints and passages."""
    cost = partial(_cost, _Facts.of(plan))
    rows = _start(plan)
    best = cost(rows)
    for _ in range(MOST_PASSES):
        before = best
        for place in range(len(rows)):
            rows, best = _improve(rows, place, best, cost)
        if best >= before:
            break
    return tuple(_cells(plan, row) for row in rows)


def _start(plan: Structure) -> Rows:
    """Return chains in the order told, siblings by age."""
    born = {person.key: person.born or person.due or date.max for person in plan.kin.people}
    count = 1 + max(plan.row.values(), default=-1)
    rows: list[list[Chain]] = [[] for _ in range(count)]
    for chain in _chains(plan):
        rows[plan.row[chain[0]]].append(chain)
    for cell in plan.passages:
        rows[plan.row[cell]].append((cell,))
    return tuple(
        tuple(sorted(row, key=lambda chain: min(born.get(c, date.max) for c in chain))) for row in rows
    )


def _chains(plan: Structure) -> Iterator[Chain]:
    """Yield the persons of each set of partners, as a line with the fewest and shortest detours."""
    partners: dict[str, dict[str, float]] = {person.key: {} for person in plan.kin.people}
    for tie in plan.level_ties:
        if tie.kind in COUPLES:
            weight = 1.0 + (tie.pair in plan.joints) + 2.0 * (tie.kind in TOGETHER)
            partners[tie.a][tie.b] = partners[tie.b][tie.a] = weight
    men = {person.key for person in plan.kin.people if person.sex is Sex.MALE}
    seen: set[str] = set()
    for person in plan.kin.people:
        if person.key in seen:
            continue
        group = _connected(person.key, partners)
        seen.update(group)
        if len(group) <= MOST_TO_PERMUTE:
            yield min(permutations(group), key=lambda chain: _strain(chain, partners, men))
        else:
            yield tuple(group)


def _connected(start: str, partners: dict[str, dict[str, float]]) -> list[str]:
    """Return everybody reached over couples, outwards from an end of the chain where there is one."""
    reached = [start]
    for key in reached:
        reached.extend(other for other in partners[key] if other not in reached)
    end = min(reached, key=lambda key: len(partners[key]))
    walk, stack = [], [end]
    while stack:
        key = stack.pop()
        if key not in walk:
            walk.append(key)
            stack.extend(sorted(partners[key], key=lambda other: len(partners[other]), reverse=True))
    return walk


def _strain(chain: Chain, partners: dict[str, dict[str, float]], men: set[str]) -> float:
    place = {key: at for at, key in enumerate(chain)}
    total = 0.0
    for key, others in partners.items():
        for other, weight in others.items():
            if key in place and place[key] < place[other]:
                total += weight * (place[other] - place[key] - 1) * 10
                total += other in men and key not in men
    return total


def _cells(plan: Structure, row: Iterable[Chain]) -> tuple[str, ...]:
    """Return the row with joints put in: between the partners, if possible not on the line of another couple."""
    order = [cell for chain in row for cell in chain]
    place = {cell: at for at, cell in enumerate(order)}
    before: dict[int, list[str]] = {}
    for joint in plan.joints.values():
        if joint.a in place:
            left, right = sorted((place[joint.a], place[joint.b]))
            gaps = range(left + 1, right + 1)
            free = (gap for gap in gaps if frozenset(order[gap - 1 : gap + 1]) not in plan.couples)
            before.setdefault(next(free, right), []).append(joint.cell)
    return tuple(each for at, cell in enumerate(order) for each in (*before.get(at, ()), cell))


def _improve(rows: Rows, place: int, best: float, cost: Callable[[Rows], float]) -> tuple[Rows, float]:
    """Return the rows with the best single change of row `place`, repeated until none helps."""
    for _ in range(MOST_PASSES):
        found = False
        for row in _neighbours(rows[place]):
            candidate = (*rows[:place], row, *rows[place + 1 :])
            price = cost(candidate)
            if price < best - 1e-9:
                rows, best, found = candidate, price, True
        if not found:
            break
    return rows, best


def _neighbours(row: tuple[Chain, ...]) -> Iterator[tuple[Chain, ...]]:
    for at, chain in enumerate(row):
        if len(chain) > 1:
            yield (*row[:at], chain[::-1], *row[at + 1 :])
    count = len(row)
    for start in range(count):
        rest = row[:start] + row[start + 1 :]
        ends = range(count) if count <= MOST_TO_INSERT else range(start + 1, min(start + 2, count))
        for end in ends:
            if end != start:
                yield (*rest[:end], row[start], *rest[end:])
    if count > 1:
        yield tuple(chain[::-1] for chain in reversed(row))


@dataclass(frozen=True)
class _Facts:
    """What the cost looks up again and again."""

    plan: Structure
    edges: tuple[tuple[tuple[str, str, float], ...], ...]
    siblings: tuple[tuple[str, str], ...]
    men: frozenset[str]

    @classmethod
    def of(cls, plan: Structure) -> "_Facts":
        count = 1 + max(plan.row.values(), default=-1)
        edges: list[list[tuple[str, str, float]]] = [[] for _ in range(count)]
        born = {person.key: person.born or person.due for person in plan.kin.people}
        siblings: list[tuple[str, str]] = []
        for net in plan.nets:
            edges[net.row].extend((net.source, b.cell, _WEIGHT.get(b.kind, 1.0)) for b in net.branches)
            dated = [(born[b.cell], b.cell) for b in net.branches if born.get(b.cell) is not None]
            siblings.extend(pairwise(cell for _, cell in sorted(dated, key=lambda pair: pair[0] or date.max)))
        men = frozenset(person.key for person in plan.kin.people if person.sex is Sex.MALE)
        return cls(plan, tuple(map(tuple, edges)), tuple(siblings), men)


def _cost(facts: _Facts, rows: Rows) -> float:
    at: dict[str, float] = {}
    cells = [_cells(facts.plan, row) for row in rows]
    for row in cells:
        middle = (len(row) - 1) / 2
        at.update({cell: place - middle for place, cell in enumerate(row)})
    total = _CROSSING * sum(_crossings([(at[a], at[b], w) for a, b, w in edges]) for edges in facts.edges)
    total += _LENGTH * sum(w * abs(at[a] - at[b]) for edges in facts.edges for a, b, w in edges)
    total += _AGE * sum(at[elder] > at[younger] for elder, younger in facts.siblings)
    for tie in facts.plan.level_ties:
        total += _LENGTH * abs(at[tie.a] - at[tie.b])
        if tie.kind in COUPLES:
            left, right = sorted((tie.a, tie.b), key=at.__getitem__)
            total += _MAN_RIGHT * (right in facts.men and left not in facts.men)
    return total + _TORN_HOME * sum(
        _torn(row, home.members) for home in facts.plan.kin.homes for row in cells
    )


def _crossings(edges: Sequence[tuple[float, float, float]]) -> float:
    return sum(
        v * w
        for first, (a, b, v) in enumerate(edges)
        for c, d, w in edges[first + 1 :]
        if (a - c) * (b - d) < 0
    )


def _torn(row: Sequence[str], members: frozenset[str]) -> int:
    """Return how many strangers stand between the first and the last of a home's members in one row."""
    places = [at for at, cell in enumerate(row) if cell in members]
    if len(places) < 2:
        return 0
    return sum(not cell.startswith("\0") and cell not in members for cell in row[places[0] : places[-1]])
