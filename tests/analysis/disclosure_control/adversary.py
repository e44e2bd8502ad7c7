# SPDX-License-Identifier: EUPL-1.2
"""A second adversary, that shares nothing with ours: tries every whole solution of a small system."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from familievej.analysis.disclosure_control.cells import System


def possible(system: System, hidden: set[str], *, least: int = 0, most: int) -> dict[str, set[int]]:
    """For every hidden cell the values that it has in some solution whose inner cells are up to ``most``."""
    if not hidden:
        return {}
    printed = {cell.key: int(cell.value or 0) for cell in system.cells if cell.key not in hidden}
    # A total of unknowns follows from them: only the others are tried.
    derived = {r.total: r.parts for r in system.relations if r.total in hidden}
    free = sorted(hidden - set(derived))
    grid = np.indices((most + 1,) * len(free), dtype=np.int16).reshape(len(free), -1)
    world: dict[str, NDArray[np.int16] | int] = {**printed, **dict(zip(free, grid, strict=True))}
    while pending := [total for total in derived if total not in world]:
        for total in pending:
            if all(part in world for part in derived[total]):
                world[total] = sum(world[part] for part in derived[total])
    holds = np.ones(grid.shape[1], dtype=bool)
    for relation in system.relations:
        holds &= world[relation.total] == sum(world[part] for part in relation.parts)
    for key in hidden:
        holds &= world[key] >= least
    whole = np.zeros(grid.shape[1], dtype=np.int16)
    return {key: set(np.unique((whole + world[key])[holds]).tolist()) for key in hidden}
