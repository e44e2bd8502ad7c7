# SPDX-License-Identifier: EUPL-1.2
"""One marked world for each file of tests: it is dear to build, and every test undoes what it did in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from tests.attacks.pages import Visitors
from tests.attacks.world import Marked, marked


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Marked]:
    """Built once; the tests say ``django_db``, and run inside it."""
    with marked(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def visitors(world: Marked) -> Visitors:
    """The cast, logged in."""
    return Visitors(world)
