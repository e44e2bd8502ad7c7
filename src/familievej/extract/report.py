# SPDX-License-Identifier: EUPL-1.2
"""The report of a check or a load, for a terminal or for a program."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from familievej.extract.load import Outcome

SHOWN_PER_FILE = 20


def as_json(outcome: Outcome, *, dry_run: bool) -> str:
    """The whole report as one JSON object; ``message`` is in the active language, everything else is fixed."""
    loaded = not dry_run and not outcome.fault_count
    told: dict[str, Any] = {
        "source": outcome.source_name,
        "dry_run": dry_run,
        "loaded": loaded,
        "files": outcome.fingerprints,
        "tables": {name: count.as_dict() for name, count in outcome.counts.items()},
        "fault_count": outcome.fault_count,
        "warning_count": outcome.warning_count,
        "faults": [
            fault.as_dict()
            | {"warning": fault.is_warning, "expected": fault.expected, "message": fault.message}
            for fault in outcome.faults
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def show(outcome: Outcome, console: Console, *, dry_run: bool) -> None:
    """Faults first, file by file, then what was or would be changed."""
    _faults(outcome, console)
    if outcome.fault_count:
        console.print(f"[bold]{_verdict(outcome)}[/bold]")
        return
    console.print(_grid(outcome))
    missing = sum(count.missing for count in outcome.counts.values())
    if missing:
        console.print(_missing(missing))
    if dry_run:
        console.print(_("Nothing was changed: this was a dry run."))
    elif not outcome.changes:
        console.print(_("Nothing was changed: everything was here already."))
    else:
        console.print(_("Loaded."))


def _verdict(outcome: Outcome) -> str:
    return ngettext(
        "%(count)s fault. Nothing was loaded; mend the files and try again.",
        "%(count)s faults. Nothing was loaded; mend the files and try again.",
        outcome.fault_count,
    ) % {"count": outcome.fault_count}


def _missing(number: int) -> str:
    return ngettext(
        "%(count)s row that was delivered earlier is not in this extract. It was kept.",
        "%(count)s rows that were delivered earlier are not in this extract. They were kept.",
        number,
    ) % {"count": number}


def _faults(outcome: Outcome, console: Console) -> None:
    shown: Counter[str] = Counter()
    for fault in outcome.faults:
        shown[fault.file] += 1
        if shown[fault.file] <= SHOWN_PER_FILE:
            mark = _("Note") if fault.is_warning else _("Fault")
            console.print(f"[bold]{escape(mark)}[/bold]  {escape(fault.message)}", soft_wrap=True)
    rest = outcome.fault_count + outcome.warning_count - sum(min(n, SHOWN_PER_FILE) for n in shown.values())
    if rest:
        console.print(_("… and %(count)s more. --json lists the first 200 of each file.") % {"count": rest})


def _grid(outcome: Outcome) -> Grid:
    grid = Grid(box=None, pad_edge=False)
    grid.add_column(_("Table"))
    headings = (_("Rows"), _("New"), _("Changed"), _("Unchanged"), _("Not delivered now"))
    for heading in headings:
        grid.add_column(heading, justify="right")
    for name, count in outcome.counts.items():
        numbers = (count.rows, count.new, count.changed, count.unchanged, count.missing)
        grid.add_row(name, *(f"{number:,}".replace(",", " ") for number in numbers))
    return grid
