# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with an extract, said so that the person who made it can mend it.

A ``Fault`` carries a code and facts, not a sentence: it is stored once and read in the language of its
reader.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from familievej.extract.wording import MEND, UNIT, WARNINGS, WHAT

LISTED_PER_FILE = 200
_LONGEST_VALUE = 60
_LONGEST_FACT = 300
_CPR_LIKE = re.compile(r"(?<!\d)\d\d[ .-]?\d\d[ .-]?\d\d[-\s./]?\d{4}(?!\d)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def looks_like_cpr(value: str) -> bool:
    """True when ``value`` contains ten digits written as a CPR number is written, valid or not."""
    return _CPR_LIKE.search(value) is not None


def harmless(value: str, longest: int = _LONGEST_VALUE) -> str:
    """``value`` fit for a screen or a log: no CPR-like number, no control character, not too long."""
    masked = _CPR_LIKE.sub("••••••-••••", value[: longest * 2])
    cleaned = _UNPRINTABLE.sub("␣", masked)
    return cleaned if len(cleaned) <= longest else f"{cleaned[: longest - 1]}…"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. ``line`` counts from 1 as an editor does; 0 is the file as a whole."""

    code: str
    file: str
    line: int = 0
    column: str = ""
    value: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_warning(self) -> bool:
        """True for what the reader should know but need not mend before loading."""
        return self.code in WARNINGS

    @property
    def what(self) -> str:
        """What is wrong, in the active language, without place."""
        return str(WHAT[self.code]) % self._facts()

    @property
    def expected(self) -> str:
        """What was expected, as an instruction in the active language."""
        return str(MEND[self.code]) % self._facts()

    @property
    def message(self) -> str:
        """The whole sentence: "Line 41 in income_support.csv: month 13 does not exist. …" """
        facts = {"file": self.file, "line": self.line, "what": self.what, "expected": self.expected}
        if not self.line:
            return _("%(file)s: %(what)s %(expected)s") % facts
        if self.file.lower().endswith(".csv"):
            return _("Line %(line)s in %(file)s: %(what)s %(expected)s") % facts
        return _("Row %(line)s in %(file)s: %(what)s %(expected)s") % facts

    def as_dict(self) -> dict[str, Any]:
        """The stored form, also what ``--json`` prints; ``from_dict`` reads it back."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "facts": dict(self.facts),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Fault":
        """The fault that ``as_dict`` stored."""
        facts = tuple((str(key), str(value)) for key, value in stored["facts"].items())
        place = {name: str(stored[name]) for name in ("code", "file", "column", "value")}
        return cls(line=int(stored["line"]), facts=facts, **place)

    def _facts(self) -> dict[str, str]:
        facts = {"column": self.column, "value": self.value, **dict(self.facts)}
        if "format" in facts:
            facts["format"] = str(UNIT.get(facts["format"], facts["format"]))
        return facts


@dataclass
class FaultLog:
    """Collects every fault: counts all of them, keeps the first ``cap`` of each file."""

    cap: int = LISTED_PER_FILE
    listed: list[Fault] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    _kept: Counter[str] = field(default_factory=Counter)

    def add(
        self, code: str, file: str, line: int = 0, column: str = "", value: str = "", **facts: object
    ) -> None:
        """Records one fault; ``value`` and ``facts`` are made harmless here, so no caller can forget it."""
        self.add_many(code, file, 1)
        name = harmless(file)
        if self._kept[name] >= self.cap:
            return
        self._kept[name] += 1
        told = tuple((key, harmless(str(fact), _LONGEST_FACT)) for key, fact in facts.items())
        self.listed.append(Fault(code, name, line, harmless(column), harmless(value), told))

    def add_many(self, code: str, file: str, number: int) -> None:
        """Counts ``number`` faults of ``file`` without listing them."""
        tally = self.warnings if code in WARNINGS else self.faults
        tally[harmless(file)] += number

    @property
    def count(self) -> int:
        """How many faults there are, listed or not; warnings are not among them."""
        return self.faults.total()

    @property
    def warning_count(self) -> int:
        """How many warnings there are, listed or not."""
        return self.warnings.total()

    def __iter__(self) -> Iterator[Fault]:
        """The listed faults and warnings, file by file in the order of reading, by line within the file."""
        order = {name: place for place, name in enumerate(dict.fromkeys(fault.file for fault in self.listed))}
        return iter(sorted(self.listed, key=lambda fault: (order[fault.file], fault.line)))
