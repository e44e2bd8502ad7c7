# SPDX-License-Identifier: EUPL-1.2
"""Finds rows with the same key in a table of any size, in eight bytes a row.

First pass: only the 64-bit hash of each key is kept. Second pass, and only when some hash came twice: the
table is read again and the keys behind those hashes are compared for real, which also gives the two line
numbers.
"""

from array import array
from collections.abc import Hashable, Iterator

from familievej.extract.faults import FaultLog
from familievej.extract.rows import typed_rows
from familievej.extract.sources import TableFile

_PARTS = 256
_MOST_COMPARED = 100_000
_MASK = (1 << 64) - 1


class KeyLedger:
    """The hashes of all keys seen, in parts that are each small enough to be compared in memory."""

    def __init__(self) -> None:
        self._parts = tuple(array("Q") for _ in range(_PARTS))

    def add(self, key: Hashable) -> None:
        """Remembers one key."""
        digest = hash(key) & _MASK
        self._parts[digest % _PARTS].append(digest)

    def repeated(self) -> tuple[set[int], int]:
        """Hashes that came more than once (at most 100,000 of them), and how many rows are too many."""
        found: set[int] = set()
        surplus = 0
        for part in self._parts:
            seen: set[int] = set()
            if len(part) == len(set(part)):
                continue
            for digest in part:
                if digest in seen:
                    surplus += 1
                    if len(found) < _MOST_COMPARED:
                        found.add(digest)
                seen.add(digest)
        return found, surplus


def key_places(file: TableFile, key: tuple[str, ...]) -> tuple[int, ...]:
    """Where the columns of ``key`` stand in a typed row."""
    return tuple(file.table.names.index(name) for name in key)


def tell_duplicates(
    file: TableFile, ledger: KeyLedger, key: tuple[str, ...], code: str, log: FaultLog
) -> None:
    """Tells every row whose key stands in an earlier line already."""
    wanted, surplus = ledger.repeated()
    if not wanted:
        return
    told = 0
    for line, first in _pairs(file, wanted, key):
        log.add(code, file.label, line, ", ".join(key), key=" + ".join(key), first=first)
        told += 1
    if len(wanted) == _MOST_COMPARED:
        log.add_many(code, file.label, max(0, surplus - told))


def _pairs(file: TableFile, wanted: set[int], key: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    places = key_places(file, key)
    first_line: dict[Hashable, int] = {}
    for row in typed_rows(file, FaultLog(cap=0)):
        values = tuple(row.values[place] for place in places)
        if None in values or hash(values) & _MASK not in wanted:
            continue
        if values in first_line:
            yield row.line, first_line[values]
        else:
            first_line[values] = row.line
