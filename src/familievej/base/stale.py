# SPDX-License-Identifier: EUPL-1.2
"""Two people edit the same thing: the second one sees both texts and loses neither (rule 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class StaleEdit(Exception):
    """Somebody saved after the writer opened the form. ``mine`` and ``theirs`` hold the fields that differ."""

    def __init__(self, record: Any, *, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        super().__init__("somebody else saved this meanwhile")
        self.record = record
        self.mine = dict(mine)
        self.theirs = dict(theirs)


def changed(record: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``wanted`` that differ from the record's."""
    return {name: value for name, value in wanted.items() if getattr(record, name) != value}


def check_edition(record: Any, edition: int, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The changes to make. Raises StaleEdit when ``edition`` is not the record's and the texts really differ.

    A double submit sends the same text twice: the second finds no difference and changes nothing.
    """
    changes = changed(record, wanted)
    if changes and record.edition != edition:
        raise StaleEdit(record, mine=changes, theirs={name: getattr(record, name) for name in changes})
    return changes
