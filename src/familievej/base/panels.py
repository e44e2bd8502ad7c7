# SPDX-License-Identifier: EUPL-1.2
"""The panels of the family page: every room adds its own, and the page knows no other room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Panel:
    """``query(actor, family, day)`` gives the context of ``template``, or None: then the panel is not there at all.

    A ``late`` one is fetched when the page stands: it lies far down, or takes long to draw.
    """

    id: str
    title: str | _StrPromise
    order: int
    template: str
    query: Callable[[Any, Any, dt.date], Mapping[str, Any] | None]
    late: bool = False


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel. Raises ValueError on a second panel of one id."""
    if panel.id in _panels:
        raise ValueError(f"two panels are called {panel.id!r}")
    _panels[panel.id] = panel


def all_panels() -> list[Panel]:
    """In the order in which they stand on the page."""
    return sorted(_panels.values(), key=lambda p: (p.order, p.id))
