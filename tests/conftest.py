# SPDX-License-Identifier: EUPL-1.2
"""Every test runs on the real PostgreSQL: the embedded one, in a data folder of the tests' own."""

from __future__ import annotations

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from familievej import embedded

# A deadline would make a busy machine fail what a free one passes.
hypothesis_settings.register_profile(
    "familievej", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("familievej")
_started = pytest.StashKey[bool]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the server once, before the workers of xdist ask for it; each then makes its own test database."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if settings.FAMILIEVEJ_EMBEDDED:
        session.stash[_started] = embedded.ensure_running(settings.FAMILIEVEJ_DATA_DIR)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Whoever started the server stops it."""
    if session.stash.get(_started, False):
        embedded.stop(settings.FAMILIEVEJ_DATA_DIR)


pytest_plugins = ["tests.cast", "tests.browser", "tests.tried"]
