# SPDX-License-Identifier: EUPL-1.2
"""Looks into a ZIP (an XLSX is one too) before anything trusts it: unpacked size, damage, password."""

import re
import zipfile
import zlib
from pathlib import Path

from familievej.extract.faults import FaultLog

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED_MB = 1000
_MOST_ENTRIES = 1000
# The sheet reader lays out every cell up to the outermost one: a stray one at XFD1048576 would fill memory.
MOST_CELLS = 6_000_000
_CHUNK = MEGABYTE
_CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ENCRYPTED = 0x1


def is_sound(path: Path, file: str, archive_format: str, log: FaultLog) -> bool:
    """True when the archive can be read to its end within the limits; otherwise the fault is in ``log``.

    Every entry is unpacked once in small pieces: the sizes that an archive states about itself may lie.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                log.add("locked", file)
                return False
            total = sum(entry.file_size for entry in entries)
            if total > LARGEST_UNPACKED_MB * MEGABYTE or len(entries) > _MOST_ENTRIES:
                log.add("unpacks_too_large", file, limit=LARGEST_UNPACKED_MB)
                return False
            return all(_entry_is_sound(archive, entry, file, log) for entry in entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        log.add("damaged", file, format=archive_format)
    except OSError:
        log.add("unreadable", file)
    return False


def _entry_is_sound(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, log: FaultLog) -> bool:
    is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    row = column = 0
    tail = b""
    with archive.open(entry) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            if not is_sheet:
                continue
            for letters, digits in _CELL.findall(tail + chunk):
                row = max(row, int(digits))
                column = max(column, _column_number(letters))
            tail = chunk[-300:]
    if row * column > MOST_CELLS:
        log.add("too_many_cells", file, rows=row, columns=column)
        return False
    return True


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
