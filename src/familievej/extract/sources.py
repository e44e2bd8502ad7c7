# SPDX-License-Identifier: EUPL-1.2
"""Finds the nine tables in a delivery: folder or ZIP of CSV files, Parquet files, or one XLSX workbook."""

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError

from familievej.extract import archive, csvtext, sheets
from familievej.extract.csvtext import Record
from familievej.extract.faults import Fault, FaultLog
from familievej.extract.tables import BY_NAME, TABLES, Table

LARGEST_FILE_MB = 500
_WHOLE_DELIVERIES = (".xlsx", ".zip")

Reader = Callable[[FaultLog], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class TableFile:
    """One delivered table. ``read`` starts from the top at each call; ``label`` is its name in faults."""

    table: Table
    label: str
    read: Reader


@dataclass
class Source:
    """A delivery: its name, the tables found in it, and every file with its path, for the fingerprint.

    ``whole`` is the name of the one ZIP or XLSX file that holds all of it, if there is one.
    """

    name: str
    whole: str = ""
    tables: dict[str, TableFile] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    def add(self, file: TableFile, log: FaultLog) -> None:
        """Takes a table in; a second file for the same table is a fault."""
        if other := self.tables.get(file.table.name):
            log.add("two_files", file.label, table=file.table.name, other=other.label)
        else:
            self.tables[file.table.name] = file

    def fingerprints(self) -> dict[str, str]:
        """SHA-256 in hexadecimal of each delivered file, by file name."""
        return {name: _sha256(path) for name, path in self.paths.items()}


def open_source(path: Path, log: FaultLog) -> Source:
    """The tables under ``path``; what is missing or cannot be opened is in ``log``. Reads no rows yet."""
    source = Source(path.name)
    if path.is_dir():
        _from_folder(path, source, log)
    elif path.is_file() and path.suffix.lower() in _WHOLE_DELIVERIES:
        _from_delivery(path, source, log)
    else:
        log.add("no_source", path.name)
        return source
    before = list(log.listed)
    for table in TABLES:
        if table.name not in source.tables and not _told(before, source, table.name):
            log.add("missing_file", source.whole or f"{table.name}.csv", table=table.name)
    return source


def _told(before: list[Fault], source: Source, table: str) -> bool:
    """A table or delivery that is there but unusable has its own fault; "missing" would mislead."""
    faults = [fault.file for fault in before if not fault.is_warning]
    return any(file == source.whole or Path(file).stem.lower() == table for file in faults)


def _from_folder(folder: Path, source: Source, log: FaultLog) -> None:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$")))
    except OSError:
        log.add("unreadable", folder.name)
        return
    named = [entry for entry in entries if entry.stem.lower() in BY_NAME and _is_table_file(entry)]
    whole = [entry for entry in entries if entry.suffix.lower() in _WHOLE_DELIVERIES]
    if not named and len(whole) == 1:
        _from_delivery(whole[0], source, log)
        return
    for entry in entries:
        if entry in named:
            if _can_be_read(entry, source, log):
                source.add(_table_file(entry), log)
        elif _is_table_file(entry) or entry in whole:
            log.add("unknown_file", entry.name)


def _is_table_file(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".parquet")


def _table_file(path: Path) -> TableFile:
    table = BY_NAME[path.stem.lower()]
    if path.suffix.lower() == ".parquet":
        return TableFile(table, path.name, lambda log: sheets.read_parquet(path, table, path.name, log))

    def read(log: FaultLog) -> Iterator[Record]:
        with path.open("rb") as binary:
            yield from csvtext.read(binary, path.name, log)

    return TableFile(table, path.name, read)


def _can_be_read(path: Path, source: Source, log: FaultLog) -> bool:
    try:
        status = path.stat()
    except OSError:
        log.add("unreadable", path.name)
        return False
    # A named pipe or device would make the reader wait for ever.
    if not stat.S_ISREG(status.st_mode):
        log.add("not_a_file", path.name)
        return False
    if not os.access(path, os.R_OK):
        log.add("unreadable", path.name)
        return False
    if status.st_size > LARGEST_FILE_MB * archive.MEGABYTE:
        log.add("too_large", path.name, limit=LARGEST_FILE_MB)
        return False
    source.paths[path.name] = path
    return True


def _from_delivery(path: Path, source: Source, log: FaultLog) -> None:
    source.whole = path.name
    archive_format = path.suffix.lower().removeprefix(".")
    if not _can_be_read(path, source, log) or not archive.is_sound(path, path.name, archive_format, log):
        return
    found = _sheets_of(path, log) if archive_format == "xlsx" else _entries_of(path, log)
    for file in found:
        source.add(file, log)


def _sheets_of(path: Path, log: FaultLog) -> Iterable[TableFile]:
    try:
        names = sheets.sheet_names(path)
    except (CalamineError, OSError):
        log.add("damaged", path.name, format="xlsx")
        return
    for name in names:
        label = f"{path.name}, {name}"
        if table := BY_NAME.get(name.strip().lower()):
            yield TableFile(table, label, _sheet_reader(path, name, table, label))
        else:
            log.add("unknown_file", label)


def _sheet_reader(path: Path, name: str, table: Table, label: str) -> Reader:
    return lambda log: sheets.read_sheet(path, name, table, label, log)


def _entries_of(path: Path, log: FaultLog) -> Iterable[TableFile]:
    with zipfile.ZipFile(path) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    for entry in entries:
        name = Path(entry.filename.replace("\\", "/"))
        if name.name.startswith(".") or "__MACOSX" in name.parts:
            continue
        table = BY_NAME.get(name.stem.lower())
        if table and name.suffix.lower() == ".csv":
            yield TableFile(table, name.name, _entry_reader(path, entry.filename, name.name))
        else:
            log.add("unknown_file", name.name)


def _entry_reader(path: Path, entry: str, label: str) -> Reader:
    def read(log: FaultLog) -> Iterator[Record]:
        with zipfile.ZipFile(path) as opened, opened.open(entry) as binary:
            yield from csvtext.read(binary, label, log)

    return read


def _sha256(path: Path) -> str:
    with path.open("rb") as binary:
        return hashlib.file_digest(binary, "sha256").hexdigest()
