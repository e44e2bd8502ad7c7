# SPDX-License-Identifier: EUPL-1.2
"""How many combinations the tests of access have tried, said at the end of every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

_NAME = "combinations of "


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """``tried("pages", 12)``: twelve more combinations of somebody, a state and a page."""
    return lambda what, count: record_property(_NAME + what, count)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each kind; the workers of xdist have sent theirs with their reports."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        counts.update({name: count for name, count in report.user_properties if name.startswith(_NAME)})
    for name, count in sorted(counts.items()):
        terminalreporter.write_line(f"{count:,} {name} were tried")
