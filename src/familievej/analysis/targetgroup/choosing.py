# SPDX-License-Identifier: EUPL-1.2
"""Choices as people write them: ``at_least=2``, ``child_ages=0-17``, ``include=youth_support``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from familievej.analysis.targetgroup.definition import Choices


def choices_of(written: Iterable[str]) -> dict[str, Any]:
    """The values by name. Raises ValueError for a name that no rules have, or a value that cannot be read."""
    chosen = {}
    for one in written:
        name, sign, value = one.partition("=")
        if not sign or name not in Choices.model_fields:
            raise ValueError(f"{one}: write NAME=VALUE; the names are {', '.join(Choices.model_fields)}")
        chosen[name] = _value(name, value.strip())
    return chosen


def _value(name: str, value: str) -> Any:
    default = getattr(Choices(), name)
    if isinstance(default, bool):
        if value not in {"true", "false"}:
            raise ValueError(f"{name}: true or false, not {value}")
        return value == "true"
    if name == "include":
        return tuple(part.strip() for part in value.split(",") if part.strip())
    try:
        if isinstance(default, tuple):
            low, high = (int(part) for part in value.split("-"))
            return (low, high)
        return int(value) if isinstance(default, int) else value
    except ValueError as fault:
        raise ValueError(f"{name}: {value} cannot be read; an example is {_example(default)}") from fault


def _example(default: Any) -> str:
    return "-".join(map(str, default)) if isinstance(default, tuple) else str(default)
