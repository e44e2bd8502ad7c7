# SPDX-License-Identifier: EUPL-1.2
"""Which earlier releases can be subtracted from a new one: those of the same families, and of groups in each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from familievej.analysis.disclosure_control import Release

if TYPE_CHECKING:
    from uuid import UUID


def held_against(by_unit: Mapping[UUID | None, Sequence[Release]], unit: UUID | None) -> Iterator[Release]:
    """What a release of ``unit`` (None: of all families) is held against, oldest first.

    ``by_unit`` gives the releases of each group, newest first. All families are also held against the units together,
    and a unit against what is left of all without the others: whoever has every table but one can work that one out.
    """
    yield from reversed(by_unit.get(unit, ()))
    units = {key: found for key, found in by_unit.items() if key is not None and key != unit and found}
    whole = by_unit.get(None, ())
    newest = [found[0] for found in units.values()]
    if unit is None:
        for found in units.values():
            yield from reversed(found)
        if len(newest) > 1:
            yield summed("units together", newest)
        return
    yield from reversed(whole)
    if whole and newest:
        yield summed("all but the other units", [whole[0]], newest)


def summed(name: str, plus: Sequence[Release], minus: Sequence[Release] = ()) -> Release:
    """The sum of the printed numbers of ``plus`` without those of ``minus``, where all of them print one."""
    every = [*plus, *minus]
    keys = set.intersection(*(set(each.printed) for each in every))
    counted = set.intersection(*(set(each.contributors) for each in every))

    return Release(
        name=name,
        released_on=max(each.released_on for each in every),
        snapshot=" + ".join(sorted(each.snapshot for each in every)),
        printed={
            key: sum(e.printed[key] for e in plus) - sum(e.printed[key] for e in minus)
            for key in sorted(keys)
        },
        amounts=tuple(sorted(keys.intersection(*(each.amounts for each in every)))),
        contributors={
            key: max(0, sum(e.contributors[key] for e in plus) - sum(e.contributors[key] for e in minus))
            for key in sorted(keys & counted)
        },
    )
