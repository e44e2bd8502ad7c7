# SPDX-License-Identifier: EUPL-1.2
"""Checks a delivery as the command and the page do, and keeps what came out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from familievej.extract.check import Checker
from familievej.extract.faults import Fault, FaultLog
from familievej.extract.rows import Row
from familievej.extract.sources import open_source
from familievej.extract.tables import Table
from familievej.extract.values import Value


@dataclass
class Checked:
    """What a check found: the log, the number of rows read, and the sound rows of each table."""

    log: FaultLog
    rows: dict[str, int]
    sound: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        """Faults without warnings."""
        return [fault for fault in self.log if not fault.is_warning]

    @property
    def codes(self) -> list[str]:
        """The codes of the faults, in order."""
        return [fault.code for fault in self.faults]

    @property
    def warnings(self) -> list[str]:
        """The codes of the warnings."""
        return [fault.code for fault in self.log if fault.is_warning]


def run_check(path: Path, cap: int = 200) -> Checked:
    """Checks what lies at ``path`` and keeps the sound rows."""
    log = FaultLog(cap=cap)
    checked = Checked(log, {})

    def keep(table: Table, rows: Iterator[Row]) -> None:
        checked.sound[table.name] = [row.values for row in rows]

    checked.rows = Checker(open_source(path, log), log, consume=keep).run()
    return checked
