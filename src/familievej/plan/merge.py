# SPDX-License-Identifier: EUPL-1.2
"""Two people wrote in the same form: what goes together by itself, and where a person must choose.

Pure, on sheets: the fields of a form as texts by their names in HTML. The names of one line of a list begin with the
line's own prefix (``step-<id>-``), so that a line is added, changed or taken out as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Sheet = dict[str, str]
_LINE = re.compile(r"(step-[0-9a-f-]{36})-[a-z]+")


@dataclass(frozen=True)
class Conflict:
    """One field that both changed, each in their own way."""

    name: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """``sheet`` holds every field; in those of ``conflicts`` it holds mine until somebody has chosen."""

    sheet: Sheet
    conflicts: tuple[Conflict, ...]


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """What two changes of ``base`` give together. No text is dropped that only one of them knows.

    A field that one changed takes that change; a line that one took out and the other changed stays. Only where both
    wrote something different is there a conflict.
    """
    sheet: Sheet = {}
    conflicts = []
    dropped = _dropped(base, mine, theirs)
    for name in [*mine, *(name for name in theirs if name not in mine)]:
        if line_of(name) in dropped:
            continue
        was, my, their = base.get(name), mine.get(name), theirs.get(name)
        if my is None or their is None:
            sheet[name] = my if my is not None else their or ""
        elif their in (my, was):
            sheet[name] = my
        elif my == was:
            sheet[name] = their
        else:
            sheet[name] = my
            conflicts.append(Conflict(name, my, their))
    return Merged(sheet, tuple(conflicts))


def line_of(name: str) -> str:
    """The prefix of the line that the field belongs to; empty for a field of the form itself."""
    found = _LINE.fullmatch(name)
    return found[1] if found else ""


def _dropped(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> set[str]:
    """Lines that one took out and the other left as they were."""
    gone = set()
    for line in {line_of(name) for name in base} - {""}:
        was, my, their = (_fields(sheet, line) for sheet in (base, mine, theirs))
        if (not my and their == was) or (not their and my == was):
            gone.add(line)
    return gone


def _fields(sheet: Mapping[str, str], line: str) -> Sheet:
    return {name: text for name, text in sheet.items() if line_of(name) == line}
