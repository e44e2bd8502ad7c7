# SPDX-License-Identifier: EUPL-1.2
"""Checks a whole delivery, table by table, and hands the sound rows on while it does so.

One reading serves both the check and the loading: the loader writes rows into temporary tables as they come
and throws them away when the check ends with a fault. Only the ids of persons and families are held in
memory.
"""

import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from familievej.extract.duplicates import KeyLedger, key_places, tell_duplicates
from familievej.extract.faults import FaultLog
from familievej.extract.rows import Row, UnusableError, typed_rows
from familievej.extract.sources import Source, TableFile
from familievej.extract.tables import FAMILIES, PERSONS, TABLES, Table

Consume = Callable[[Table, Iterator[Row]], None]
Progress = Callable[[str, int], None]
_ROWS_A_STEP = 1_000


def discard(_table: Table, rows: Iterator[Row]) -> None:
    """Reads the rows and keeps none: what a check without loading does."""
    deque(rows, maxlen=0)


def silent(_table: str, _rows: int) -> None:
    """Shows no progress."""


@dataclass(slots=True)
class _Family:
    line: int
    start: date | None
    persons: int = 0
    index_children: int = 0


@dataclass
class _Known:
    """Ids seen so far; None when the table that defines them cannot be read: then nobody is an orphan."""

    families: dict[str, _Family] | None = None
    persons: set[str] | None = None


@dataclass
class Checker:
    """One check of one delivery; ``rows`` counts the rows read in each table, sound or not."""

    source: Source
    log: FaultLog
    consume: Consume = discard
    progress: Progress = silent
    rows: dict[str, int] = field(default_factory=dict)
    _known: _Known = field(default_factory=_Known)

    def run(self) -> dict[str, int]:
        """Reads each table once, in order; returns the number of rows of each. Faults go to the log."""
        for table in TABLES:
            if file := self.source.tables.get(table.name):
                self._table(file)
        return self.rows

    def _table(self, file: TableFile) -> None:
        table = file.table
        ledgers = {"duplicate_row": (KeyLedger(), table.key)}
        if table is PERSONS:
            ledgers["duplicate_cpr"] = (KeyLedger(), ("cpr",))
        self.rows[table.name] = 0
        try:
            self.consume(table, self._sound_rows(file, ledgers))
            for code, (ledger, key) in ledgers.items():
                tell_duplicates(file, ledger, key, code, self.log)
        except (zipfile.BadZipFile, zlib.error, OSError):
            self.log.add("unreadable", file.label)
        if table is PERSONS:
            self._tell_families()
        self.progress(table.name, self.rows[table.name])

    def _sound_rows(
        self, file: TableFile, ledgers: dict[str, tuple[KeyLedger, tuple[str, ...]]]
    ) -> Iterator[Row]:
        table = file.table
        keys = [(ledger, key_places(file, key)) for ledger, key in ledgers.values()]
        related = self._rule(file)
        try:
            for row in typed_rows(file, self.log):
                self.rows[table.name] += 1
                for ledger, places in keys:
                    key = tuple(row.values[place] for place in places)
                    if None not in key:
                        ledger.add(key)
                if related(row) and row.is_sound:
                    yield row
                if self.rows[table.name] % _ROWS_A_STEP == 0:
                    self.progress(table.name, self.rows[table.name])
        except UnusableError:
            # Told already; without this table's ids nobody can be called an orphan.
            if table is FAMILIES:
                self._known.families = None
            elif table is PERSONS:
                self._known.persons = None

    def _rule(self, file: TableFile) -> Callable[[Row], bool]:
        if file.table is FAMILIES:
            self._known.families = {}
            return self._family
        if file.table is PERSONS:
            self._known.persons = set()
            return lambda row: self._person(file, row)
        if "person_id" in file.table.names:
            return lambda row: self._has_person(file, row)
        return lambda row: True

    def _family(self, row: Row) -> bool:
        family_id, start = row.values[0], row.values[1]
        if self._known.families is not None and isinstance(family_id, str):
            self._known.families.setdefault(
                family_id, _Family(row.line, start if isinstance(start, date) else None)
            )
        return True

    def _person(self, file: TableFile, row: Row) -> bool:
        person_id, family_id, role, _sex, born, is_index = row.values[:6]
        if self._known.persons is not None and isinstance(person_id, str):
            self._known.persons.add(person_id)
        if self._known.families is None or not isinstance(family_id, str):
            return True
        family = self._known.families.get(family_id)
        if family is None:
            self.log.add("orphan_family", file.label, row.line, "family_id", family_id)
            return False
        family.persons += 1
        is_index = bool(is_index) and role == "child"
        family.index_children += is_index
        if is_index and family.index_children > 1:
            self.log.add("two_index_children", file.label, row.line, "index_child", family_id)
            return False
        if role in ("mother", "father") and isinstance(born, date) and family.start and born >= family.start:
            facts = {"role": str(role), "start": family.start.isoformat()}
            self.log.add("parent_unborn", file.label, row.line, "birth_date", born.isoformat(), **facts)
            return False
        return True

    def _has_person(self, file: TableFile, row: Row) -> bool:
        person_id = row.values[0]
        if self._known.persons is None or person_id is None or person_id in self._known.persons:
            return True
        self.log.add("orphan_person", file.label, row.line, "person_id", str(person_id))
        return False

    def _tell_families(self) -> None:
        file = self.source.tables.get(FAMILIES.name)
        if file is None or self._known.families is None or self._known.persons is None:
            return
        for family_id, family in self._known.families.items():
            if not family.persons:
                self.log.add("family_without_persons", file.label, family.line, "family_id", family_id)
            elif not family.index_children:
                self.log.add("no_index_child", file.label, family.line, "family_id", family_id)
