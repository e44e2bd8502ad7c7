# SPDX-License-Identifier: EUPL-1.2
"""Installations to run commands in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.installation import Installation

from familievej import embedded


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """A migrated one that several tests look at and none changes."""
    with _folder() as made:
        assert made.run("migrate").returncode == 0
        yield made


@pytest.fixture
def new_installation() -> Iterator[Installation]:
    """One where nothing has happened yet."""
    with _folder() as made:
        yield made


@contextmanager
def _folder() -> Iterator[Installation]:
    data = Path(tempfile.mkdtemp(prefix="fv-"))
    yield Installation(data, {})
    embedded.stop(data)
    shutil.rmtree(data)
