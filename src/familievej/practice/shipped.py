# SPDX-License-Identifier: EUPL-1.2
"""The library that comes with the system: one model for each practice of the reports, and a start set."""

from __future__ import annotations

from pathlib import Path

from familievej.practice.schema import Loaded, load

LIBRARY = Path(__file__).parent / "library"
START = "start"


def shipped() -> dict[str, Path]:
    """Every shipped model by its id, and the file or folder it stands in."""
    return {each.stem: each for each in sorted(LIBRARY.iterdir()) if each.is_dir() or each.suffix == ".yaml"}


def load_shipped(model_id: str) -> Loaded:
    """A shipped model. Raises KeyError for an unknown one and ModelFaults for a damaged file."""
    return load(shipped()[model_id])
