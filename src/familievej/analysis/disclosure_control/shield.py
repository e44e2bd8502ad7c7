# SPDX-License-Identifier: EUPL-1.2
"""Hide what must be hidden, and as little more as it takes that nobody can work it out from the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from familievej.analysis.disclosure_control.cells import Cell, System
from familievej.analysis.disclosure_control.cheapest import cheapest, costs
from familievej.analysis.disclosure_control.needs import Need, Reason, needs, sensitive, zero_shown
from familievej.analysis.disclosure_control.policy import Policy
from familievej.analysis.disclosure_control.reader import Limit, Reader, bare

_SAME = 1e-6
Witness = dict[str, float]


@dataclass(frozen=True, slots=True)
class Protection:
    """What may be printed.

    hidden:  printed numbers that must not be, with why (the analyst's own: a reader is told only that they are hidden)
    exposed: numbers that no hiding protects, because what readers know already gives them away; whatever they stand
             in must not be released as it is
    """

    hidden: Mapping[str, Reason]
    exposed: tuple[str, ...] = ()

    def shown(self, key: str) -> bool:
        """Whether this number may be printed."""
        return key not in self.hidden


def shield(system: System, policy: Policy) -> Protection:
    """The numbers of ``system`` to hide under ``policy``.

    Kept afterwards, and checked by ``exposures``: for every number under the threshold, hidden or derivable, a whole
    solution of all relations exists in which it reaches the threshold. Whoever knows in addition how we choose what to
    hide is not covered; neither is a reader who is one of those counted.
    """
    hidden: dict[str, Reason] = {}
    exposed: dict[str, None] = {}
    for part in system.parts():
        if any(sensitive(cell, policy) for cell in part.cells):
            work = _Work(part, policy)
            work.hide_enough()
            work.show_again()
            hidden |= {c.key: work.reason(c) for c in part.cells if c.published and c.key in work.hidden}
            exposed |= dict.fromkeys(need.key for need in work.lost)
    return Protection(hidden, tuple(exposed))


def exposures(system: System, policy: Policy, hidden: set[str]) -> tuple[str, ...]:
    """The sensitive numbers that a reader can work out when exactly ``hidden`` is not printed; empty is safe."""
    told: dict[str, None] = {}
    for part in system.parts():
        work = _Work(part, policy)
        work.hidden = (hidden & set(part.by_key())) | {cell.key for cell in part.cells if _unseen(cell)}
        told |= dict.fromkeys(c.key for c in part.cells if sensitive(c, policy) and c.key not in work.hidden)
        asked = [need for need in work.needs if need.key in work.hidden]
        told |= dict.fromkeys(need.key for need in asked if work.witness(need) is None)
    return tuple(told)


def interval(system: System, policy: Policy, hidden: set[str], key: str) -> tuple[float, float]:
    """The smallest and the largest value that a reader must reckon with for one hidden number."""
    work = _Work(system, policy)
    return work.reader.interval(key, hidden | {cell.key for cell in system.cells if _unseen(cell)})


def _unseen(cell: Cell) -> bool:
    return cell.value is None or (not cell.published and not cell.known)


class _Work:
    """One run: ``hidden`` grows until every need has a witness, then shrinks as far as the witnesses allow."""

    def __init__(self, system: System, policy: Policy) -> None:
        self.system = system
        zeros = {cell.key: zero_shown(cell, policy) for cell in system.cells}
        self.reader = Reader(
            system, {cell.key: bare(cell, zero_shown=zeros[cell.key]) for cell in system.cells}
        )
        self.primary = {cell.key: why for cell in system.cells if (why := sensitive(cell, policy))}
        self.needs = [n for cell in system.cells if cell.key in self.primary for n in needs(cell, policy)]
        self.hidden = set(self.primary) | {cell.key for cell in system.cells if _unseen(cell)}
        self.cost = costs(system)
        # A zero that would have been printed, hidden beside a small number, would tell that nobody is there.
        self.candidates = {
            cell.key
            for cell in system.cells
            if cell.published and not cell.known and not (cell.value == 0 and zeros[cell.key])
        }
        self.witnesses: dict[int, Witness] = {}
        self.lost: list[Need] = []

    def reason(self, cell: Cell) -> Reason:
        return self.primary.get(cell.key, Reason.SECONDARY)

    def witness(self, need: Need) -> Witness | None:
        """A solution that agrees with all that is printed and leaves the number as uncertain as it must be."""
        found = (self.reader.solution(way, self.hidden) for way in need.ways)
        return next((solution for solution in found if solution is not None), None)

    def hide_enough(self) -> None:
        for number, need in enumerate(self.needs):
            if number in self.witnesses:
                continue
            while (witness := self.witness(need)) is None:
                more = self._more(need)
                if not more:
                    self.lost.append(need)
                    break
                self.hidden |= more
            else:
                self._keep(number, witness)

    def _more(self, need: Need) -> set[str]:
        choices = [self._choice(way) for way in need.ways]
        return min((c for c in choices if c), key=lambda c: sum(self.cost[key] for key in c), default=set())

    def _choice(self, way: Limit) -> set[str] | None:
        return cheapest(self.reader, way, self.hidden, self.candidates - self.hidden, self.cost)

    def _keep(self, number: int, witness: Witness) -> None:
        self.witnesses[number] = witness
        for later in range(number + 1, len(self.needs)):
            need = self.needs[later]
            if later not in self.witnesses and any(
                w.met_by(witness[w.key]) for w in need.ways if w.key in witness
            ):
                self.witnesses[later] = witness

    def show_again(self) -> None:
        """Print what was hidden in vain: later choices often make earlier ones needless."""
        if self.lost:
            return
        truth = {cell.key: cell.value for cell in self.system.cells}
        extra = [key for key in self.hidden if key not in self.primary and key in self.candidates]
        for key in sorted(extra, key=lambda k: (-self.cost[k], k)):
            self.hidden.discard(key)
            renewed: dict[int, Witness] = {}
            for number, witness in self.witnesses.items():
                if _agrees(witness, key, truth[key] or 0.0):
                    continue
                found = self.witness(self.needs[number])
                if found is None:
                    self.hidden.add(key)
                    break
                renewed[number] = found
            else:
                self.witnesses |= renewed


def _agrees(witness: Witness, key: str, truth: float) -> bool:
    """Whether this solution stays one when the number is printed."""
    return abs(witness.get(key, truth) - truth) < _SAME * max(1.0, abs(truth))
