# SPDX-License-Identifier: EUPL-1.2
"""Every value of a model with its path, and what its field means (an id, a reference)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from familievej.practice.schema.faults import Path
from familievej.practice.schema.parts import Names, Refers

# Within these, ids need only be unique inside the thing itself, and are looked for there first.
SCOPES = ("programmes", "forms")


@dataclass(frozen=True)
class Found:
    """A value of a model. ``names`` and ``refers`` say of which kind an id or a reference is."""

    path: Path
    value: Any
    names: str | None = None
    refers: str | None = None

    @property
    def scope(self) -> Path:
        """The programme or form that it stands in; () for the model itself."""
        return self.path[:2] if self.path[0] in SCOPES and len(self.path) > 3 else ()


def walk(part: BaseModel, path: Path = ()) -> Iterator[Found]:
    """Every value under ``part``, outer ones first. Fields that were left out are not there."""
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None or value == ():
            continue
        yield from _value(value, (*path, name), info)


def _value(value: Any, path: Path, info: FieldInfo) -> Iterator[Found]:
    if isinstance(value, BaseModel):
        yield Found(path, value)
        yield from walk(value, path)
    elif isinstance(value, tuple):
        yield Found(path, value)
        for index, each in enumerate(value):
            yield from _value(each, (*path, index), info)
    else:
        yield Found(path, value, mark(info, Names), mark(info, Refers))


def mark(info: FieldInfo, kind: type[Names | Refers]) -> str | None:
    """Marks of ``FormRef`` and of what wraps it: ``FormRef | None`` and ``tuple[FormRef, ...]``."""
    waiting: list[Any] = [*info.metadata, info.annotation]
    while waiting:
        each = waiting.pop()
        if isinstance(each, kind):
            return str(each.kind)
        waiting += getattr(each, "__metadata__", ())
        waiting += getattr(each, "__args__", ())
    return None
