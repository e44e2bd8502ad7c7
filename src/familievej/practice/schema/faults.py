# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a model, where, and what was expected there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]


def gettext_noop(message: str) -> str:
    """Marks a message for the catalogue. It is translated where it is shown: this package knows no Django."""
    return message


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: ``message`` is a message id with ``{named}`` values."""

    file: str
    line: int
    field: str
    message: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict, compare=False)

    def words(self, translate: Callable[[str], str] = str) -> str:
        """What was expected, in the language of ``translate``."""
        return translate(self.message).format(**self.values) if self.values else translate(self.message)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """File, line, field and what was expected, in one line."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{where}: {self.field}: {self.words(translate)}"
            if self.field
            else f"{where}: {self.words(translate)}"
        )


class ModelFaults(Exception):
    """A model that cannot be used, with every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda each: (each.file, each.line, each.field, each.message)))
        super().__init__("\n".join(each.sentence() for each in self.faults))


def field_name(path: Path) -> str:
    """``("programmes", 0, "phases", 1, "length")`` as ``programmes[1].phases[2].length``: counted as people count."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name
