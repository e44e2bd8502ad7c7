# SPDX-License-Identifier: EUPL-1.2
"""The pages without one lock or the other, for measuring what each costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from familievej.gate import acting
from familievej.gate.models import GatedQuerySet


@contextmanager
def without_gate() -> Iterator[None]:
    """``visible_to`` gives every row."""

    def everything(rows: Any, *_asked: object) -> Any:
        return rows.all()

    with patch.object(GatedQuerySet, "visible_to", everything):
        yield


@contextmanager
def without_security() -> Iterator[None]:
    """Requests run as the owner of the tables, whom no policy binds."""
    with patch.object(acting, "WEB_ROLE", "none"):
        yield
