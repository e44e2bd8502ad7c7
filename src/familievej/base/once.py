# SPDX-License-Identifier: EUPL-1.2
"""Within one reading request the same question is asked of the database once.

The panels of a page know nothing of each other, and several need the family's course or the reader's grants. Inside
:func:`reading` a function marked :func:`per_reading` answers a second time from memory; outside it, nothing is kept.
Whatever writes calls :func:`forget`, so that nobody reads what was true before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.utils import timezone

P = ParamSpec("P")
R = TypeVar("R")

_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("once_per_reading", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Answers are kept until the end of the block; a block within another has a memory of its own."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def per_reading(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a query whose arguments are hashable, and whose answer nobody changes."""

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        memory = _memory.get()
        if memory is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in memory:
            memory[key] = function(*args, **kwargs)
        answer: R = memory[key]
        return answer

    return asked


def kept(name: str, *of: Hashable) -> dict[Any, Any] | None:
    """A dictionary that lives as long as the reading, for what is learnt piece by piece; None outside one."""
    memory = _memory.get()
    if memory is None:
        return None
    found: dict[Any, Any] = memory.setdefault((name, of), {})
    return found


@per_reading
def moment() -> dt.datetime:
    """Now: the same for everything that one reading asks."""
    return timezone.now()


def forget() -> None:
    """Something was written: whoever asks again asks the database."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
