# SPDX-License-Identifier: EUPL-1.2
"""What the tests of this room share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation
from tests.extract.checking import Checked, run_check


@pytest.fixture
def check() -> Callable[[Path], Checked]:
    """``check(path)`` gives a ``Checked``."""
    return run_check


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The tests read the sentences in the language they are written in."""
    with translation.override("en"):
        yield
