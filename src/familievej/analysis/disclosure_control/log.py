# SPDX-License-Identifier: EUPL-1.2
"""What has been released: the log is asked before every new release, since two harmless tables can tell a third.

It holds what is public already, printed numbers and which were hidden, and no truth beyond that. JSON, one object::

    {"releases": [{"name": "...", "released_on": "2026-11-23", "snapshot": "...",
                   "printed": {"table|place": 12}, "hidden": ["..."], "relations": [["total", "part", "part"]]}]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from familievej.analysis.disclosure_control.cells import Cell, Relation, System
from familievej.analysis.disclosure_control.needs import sensitive, zero_shown
from familievej.analysis.disclosure_control.policy import Policy
from familievej.analysis.disclosure_control.shield import Protection
from familievej.analysis.words import N_, Refused, Text


class Release(BaseModel):
    """One release. ``snapshot`` names the data: the same snapshot has the same truth, another may have moved on.

    printed:      what came out; ``amounts`` are those of its keys that are sums and no counts
    hidden:       keys in the tables that are not shown
    unprinted:    keys that no table has a place for, but that follow from others (the rest of a share)
    guarded:      those of ``hidden`` and ``unprinted`` that nobody may work out
    above_zero:   those of ``hidden`` that would have been shown, were they zero
    contributors: persons behind each sum
    relations:    [total, part, part …]
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    released_on: str
    snapshot: str
    printed: dict[str, float]
    hidden: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    above_zero: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    contributors: dict[str, int] = {}
    relations: tuple[tuple[str, ...], ...] = ()

    def system(self, prefix: str = "") -> System:
        """What a reader has from this release; nothing in it can be called back."""
        amounts, unprinted = set(self.amounts), set(self.unprinted)
        guarded, above_zero = set(self.guarded), set(self.above_zero)
        printed = (
            Cell(prefix + key, value, amount=key in amounts, known=True, signed=key in amounts)
            for key, value in self.printed.items()
        )
        unseen = (
            Cell(
                prefix + key,
                None,
                amount=key in amounts,
                published=key not in unprinted,
                known=key not in guarded,
                signed=key in amounts,
                zero_hides=key not in above_zero,
            )
            for key in (*self.hidden, *self.unprinted)
        )
        relations = tuple(
            Relation(prefix + r[0], tuple(prefix + part for part in r[1:])) for r in self.relations
        )
        return System((*printed, *unseen), relations)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    releases: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseLog:
    """All releases, oldest first."""

    releases: tuple[Release, ...] = ()

    @classmethod
    def from_json(cls, text: str, source: str = "release log") -> ReleaseLog:
        """Raises ``Refused`` that names file, line or field."""
        try:
            return cls(_File.model_validate(json.loads(text)).releases)
        except json.JSONDecodeError as fault:
            message = N_("%(file)s, line %(line)s: this is not JSON.")
            raise Refused(Text(message, {"file": source, "line": str(fault.lineno)})) from fault
        except ValidationError as fault:
            first = fault.errors()[0]
            message = N_("%(file)s, field %(field)s: %(reason)s")
            field = ".".join(map(str, first["loc"]))
            raise Refused(Text(message, {"file": source, "field": field, "reason": first["msg"]})) from fault

    @classmethod
    def read(cls, path: Path) -> ReleaseLog:
        """The log in a file; a file that is not there yet is an empty log."""
        return cls.from_json(path.read_text("utf-8"), path.name) if path.exists() else cls()

    def as_json(self) -> dict[str, Any]:
        """The log as a JSON value."""
        return _File(releases=self.releases).model_dump(mode="json")

    def write(self, path: Path) -> None:
        """Replace the file at once, never half of it."""
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(path)

    def adding(self, release: Release) -> ReleaseLog:
        """The log with one more release."""
        return ReleaseLog((*self.releases, release))


def release_of(
    system: System, protection: Protection, policy: Policy, *, name: str, released_on: str, snapshot: str
) -> Release:
    """What comes out now, for the log. ``system`` is that of the tables alone, without earlier releases."""
    shown = [cell for cell in system.cells if cell.published and protection.shown(cell.key)]
    hidden = [cell for cell in system.cells if cell.published and not protection.shown(cell.key)]
    unprinted = [cell for cell in system.cells if not cell.published]
    return Release(
        name=name,
        released_on=released_on,
        snapshot=snapshot,
        printed={cell.key: cell.value for cell in shown if cell.value is not None},
        hidden=tuple(cell.key for cell in hidden),
        unprinted=tuple(cell.key for cell in unprinted),
        guarded=tuple(cell.key for cell in (*hidden, *unprinted) if sensitive(cell, policy)),
        above_zero=tuple(cell.key for cell in hidden if zero_shown(cell, policy) and not cell.amount),
        amounts=tuple(cell.key for cell in system.cells if cell.amount),
        contributors={cell.key: cell.persons for cell in shown if cell.persons is not None},
        relations=tuple((relation.total, *relation.parts) for relation in system.relations),
    )


def with_earlier(system: System, log: ReleaseLog, snapshot: str, *, only_grows: bool = False) -> System:
    """``system`` and all that readers have already, tied together.

    Same snapshot: the same key is the same number, and what was printed is known. Another snapshot: the same key has
    changed by a number that nobody prints but everybody can subtract: it must not be small. ``only_grows``: the counts
    are of a population that is only added to, so no change is below zero.
    """
    present = {cell.key: cell for cell in system.cells}
    for number, release in enumerate(log.releases):
        if release.snapshot == snapshot:
            system = _same(system, release)
        else:
            system = _moved_on(system, release, f"{number}:{release.name}:", present, only_grows=only_grows)
    return system


def _same(system: System, release: Release) -> System:
    before = release.system()
    # What is out cannot be hidden again, whatever we would choose today.
    cells = tuple(replace(cell, known=True) if cell.key in release.printed else cell for cell in system.cells)
    mine = {cell.key for cell in cells}
    added = tuple(cell for cell in before.cells if cell.key not in mine)
    return System((*cells, *added), tuple(dict.fromkeys((*system.relations, *before.relations))))


def _moved_on(
    system: System, release: Release, prefix: str, present: Mapping[str, Cell], *, only_grows: bool
) -> System:
    before = release.system(prefix)
    changes, relations = [], []
    for key in (*release.printed, *release.hidden):
        if key not in present:
            continue
        change = _change(f"{prefix}{key}:change", present[key], release, only_grows=only_grows)
        changes.append(change)
        relations.append(Relation(key, (prefix + key, change.key)))
    return System(
        (*system.cells, *before.cells, *changes), (*system.relations, *before.relations, *relations)
    )


def _change(key: str, cell: Cell, release: Release, *, only_grows: bool) -> Cell:
    was, signed = release.printed.get(cell.key), cell.amount or not only_grows
    if was is None or cell.value is None:
        # What it was is hidden and guarded itself.
        return Cell(key, None, amount=cell.amount, published=False, known=True, signed=signed)
    before = release.contributors.get(cell.key)
    joined = None if before is None or cell.persons is None else abs(cell.persons - before)
    change = cell.value - was
    return Cell(key, change, cell.amount, joined, published=False, signed=signed)
