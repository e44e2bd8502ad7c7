# SPDX-License-Identifier: EUPL-1.2
"""What the tests of this room share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.extract.checking import Checked, run_check


@pytest.fixture
def check() -> Callable[[Path], Checked]:
    """``check(path)`` gives a ``Checked``."""
    return run_check
