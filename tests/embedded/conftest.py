# SPDX-License-Identifier: EUPL-1.2
"""A data folder of a test's own; whatever was started in it is stopped at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from familievej import embedded


@pytest.fixture
def place_to_be() -> Iterator[Path]:
    """A folder of this test. Not pytest's own: every other run of pytest shuts the way to that for other accounts."""
    folder = Path(tempfile.mkdtemp(prefix="fv-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data(place_to_be: Path) -> Iterator[Path]:
    """An empty data folder, with a space and a Danish letter in its path, as people have them."""
    folder = place_to_be / "mine sager på æ"
    yield folder
    embedded.stop(folder)
