# SPDX-License-Identifier: EUPL-1.2
"""Reads CSV as municipalities deliver it, one bounded line at a time, and keeps the editor's line numbers.

The standard reader alone is not enough: on an unclosed quotation mark it swallows the rest of the file and
tells neither where it began nor what else is wrong. Here every faulty line is told and the next is read all
the same.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import IO

from familievej.extract.faults import FaultLog

LONGEST_LINE = 10_000
_MOST_LINES_IN_A_RECORD = 100
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Record = tuple[int, list[str]]
"""Line number where the record begins (from 1), and its values as text."""


def read(binary: IO[bytes], file: str, log: FaultLog) -> Iterator[Record]:
    """The records of a CSV file, the line of column names first; blank lines are left out.

    Accepts UTF-8 with or without byte order mark, comma or semicolon, any line ending. Faults go to ``log``.
    """
    start = binary.read(2)
    binary.seek(0)
    if not start:
        log.add("empty_file", file)
        return
    if start in _UTF16:
        log.add("wrong_encoding", file, 1, guess="UTF-16")
        return
    with io.TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        lines = _Lines(text, file, log)
        header = lines.take_filled()
        if header is None:
            log.add("empty_file", file)
            return
        delimiter = ";" if header[1].count(";") > header[1].count(",") else ","
        lines.put_back([header])
        yield from _records(lines, delimiter, file, log)


class _Lines:
    """Physical lines with their numbers; those that are no text at all are told and left out."""

    def __init__(self, text: io.TextIOWrapper, file: str, log: FaultLog) -> None:
        self._text = text
        self._file = file
        self._log = log
        self._number = 0
        self._waiting: deque[tuple[int, str]] = deque()

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        self._waiting.extendleft(reversed(lines))

    def take_filled(self) -> tuple[int, str] | None:
        """The next line with anything in it, or None at the end."""
        while (taken := self.take()) and not taken[1].strip():
            pass
        return taken

    def take(self) -> tuple[int, str] | None:
        """The next line that is text, blank or not, or None at the end."""
        if self._waiting:
            return self._waiting.popleft()
        while line := self._text.readline(LONGEST_LINE + 1):
            self._number += 1
            if len(line) > LONGEST_LINE:
                self._skip_rest(line)
                self._log.add("line_too_long", self._file, self._number, limit=LONGEST_LINE)
            elif "\0" in line:
                self._log.add("nul_byte", self._file, self._number)
            elif not line.isascii() and not _is_utf8(line):
                self._log.add("wrong_encoding", self._file, self._number, guess="Windows-1252")
            else:
                return self._number, line
        return None

    def _skip_rest(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(LONGEST_LINE)


def _is_utf8(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _records(lines: _Lines, delimiter: str, file: str, log: FaultLog) -> Iterator[Record]:
    while taken := lines.take():
        number, line = taken
        plain = None if '"' in line else line.rstrip("\r\n").split(delimiter)
        values = plain or _quoted(taken, lines, delimiter, file, log)
        if values and any(value and not value.isspace() for value in values):
            yield number, values


def _quoted(
    first: tuple[int, str], lines: _Lines, delimiter: str, file: str, log: FaultLog
) -> list[str] | None:
    """A record with quotation marks, which may run over several lines; None when it is told as a fault."""
    record = [first]
    marks = first[1].count('"')
    while marks % 2 and len(record) < _MOST_LINES_IN_A_RECORD and (following := lines.take()):
        record.append(following)
        marks += following[1].count('"')
    if marks % 2:
        log.add("unterminated_quote", file, first[0])
        lines.put_back(record[1:])
        return None
    try:
        return next(csv.reader((line for _number, line in record), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        log.add("stray_quote", file, first[0])
        lines.put_back(record[1:])
        return None
