# SPDX-License-Identifier: EUPL-1.2
"""What an action is: keyword-only, ``actor`` first, one transaction, and a row in the trail or it did not happen."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

from familievej.gate.audit import rows_of_action

P = ParamSpec("P")
R = TypeVar("R")


class NoTrace(RuntimeError):
    """An action ended without a row in the audit trail; its transaction was rolled back."""


_actions: dict[str, Callable[..., object]] = {}


def action(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the action ``name`` (``"plan.goal_save"``).

    Raises TypeError when its signature is not that of one.
    """

    def make(function: Callable[P, R]) -> Callable[P, R]:
        parameters = list(inspect.signature(function).parameters.values())
        by_place = [p for p in parameters if p.kind not in (p.KEYWORD_ONLY, p.VAR_KEYWORD)]
        if not parameters or parameters[0].name != "actor" or by_place:
            raise TypeError(f"{name}: an action takes keyword-only parameters, actor first")
        if name in _actions:
            raise ValueError(f"two actions are called {name!r}")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                token = rows_of_action.set(0)
                try:
                    result = function(*args, **kwargs)
                    written = rows_of_action.get()
                finally:
                    rows_of_action.reset(token)
                if not written:
                    raise NoTrace(f"{name} left no row in the audit trail")
            outer = rows_of_action.get()
            if outer is not None:
                rows_of_action.set(outer + 1)
            return result

        _actions[name] = run
        return run

    return make


def all_actions() -> dict[str, Callable[..., object]]:
    """Every action by name."""
    return dict(_actions)
