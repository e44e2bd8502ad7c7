# SPDX-License-Identifier: EUPL-1.2
"""The sums that come out of ``population.counted``, and what can be asked of them. Nothing here is about one person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.keys import DirtyKeys, dirty_keys
from familievej.analysis.targetgroup.measures import BANDS, PLACE, counted
from familievej.analysis.targetgroup.register import Register

Row = dict[str, int | str]
Told = Callable[[str, int, int], None]


def _untold(_what: str, _done: int, _of: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Counts:
    """The sums of one year under one set of rules: ``rows`` by role, in_target, municipality and age band."""

    rules: Rules
    year: int
    register: str
    rows: tuple[Row, ...]
    dirty: tuple[DirtyKeys, ...] = ()
    _memory: dict[object, int] = field(default_factory=dict, compare=False, repr=False)

    def total(
        self,
        measure: str,
        role: str,
        target: bool | None = None,
        *,
        municipality: int | None = None,
        band: int | None = None,
    ) -> int:
        """Sum of ``measure`` over the rows of ``role``; each None means all of them."""
        asked = (measure, role, target, municipality, band)
        if asked not in self._memory:
            self._memory[asked] = sum(
                int(row[measure])
                for row in self.rows
                if row["role"] == role
                and (target is None or row["in_target"] == int(target))
                and (municipality is None or row["municipality"] == municipality)
                and (band is None or row["age_band"] == band)
            )
        return self._memory[asked]

    @property
    def municipalities(self) -> tuple[int, ...]:
        """Every municipality with a row, in order of number; 0 is those without a residence in the year."""
        return tuple(sorted({int(row["municipality"]) for row in self.rows}))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the sums in a fixed order: the same from every engine."""
        written = json.dumps([sorted(row.items()) for row in self.rows], separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def count(rules: Rules, year: int, register: Register) -> Counts:
    """Counts ``register`` under ``rules``. Raises ``keys.DoublePersons`` when a person stands twice."""
    dirty = dirty_keys(register)
    return Counts(rules, year, register.name, sums(rules, year, register), dirty)


def sums(rules: Rules, year: int, register: Register) -> tuple[Row, ...]:
    """The rows of ``population.counted``, in a fixed order."""
    rows: list[Row] = register.rows(("counted", rules, year), lambda: counted(rules, year, register.sources))
    return tuple(sorted(rows, key=lambda row: tuple(row[name] for name in PLACE)))


def years(rules: Rules, asked: Iterable[int], register: Register, told: Told = _untold) -> tuple[Counts, ...]:
    """One count per year, in order; the keys are looked at once."""
    wanted = sorted(set(asked))
    dirty = dirty_keys(register)
    found = []
    for place, year in enumerate(wanted):
        told(str(year), place, len(wanted))
        found.append(Counts(rules, year, register.name, sums(rules, year, register), dirty))
    told("", len(wanted), len(wanted))
    return tuple(found)


def band_name(band: int) -> str:
    """``0-5``, ``6-11`` … ``60+``."""
    if band == len(BANDS):
        return f"{BANDS[-1] + 1}+"
    return f"{BANDS[band - 1] + 1 if band else 0}-{BANDS[band]}"
