# SPDX-License-Identifier: EUPL-1.2
"""``familievej import``: exit code 0 done, 1 faults in the extract, 3 the installation must be mended first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from familievej.extract import check, report
from familievej.extract.actions.loading import FaultyExtract, extract_check, extract_load, extract_refused
from familievej.extract.load import Outcome
from familievej.extract.tables import TABLES
from familievej.extract.target import UnitNotChosen
from familievej.gate.actor import Actor, system

DONE, FAULTS = 0, 1


def run(
    directory: Path, *, dry_run: bool = False, as_json: bool = False, unit: str = "", programme: str = ""
) -> int:
    """Checks the extract in ``directory`` (or ZIP, XLSX) and loads it unless ``dry_run``; gives the exit code.

    The report goes to standard output, progress to standard error. Raises ImproperlyConfigured when the installation
    has several units and ``unit`` does not say which.
    """
    actor = system("The register extract is imported from the command line")
    with _progress() as told:
        try:
            if dry_run:
                outcome = extract_check(
                    actor=actor, path=directory, unit=unit, programme=programme, progress=told
                )
            else:
                outcome = _load(actor, directory, unit, programme, told)
        except UnitNotChosen as fault:
            raise ImproperlyConfigured(f"{fault} (--unit)") from fault
    if as_json:
        sys.stdout.write(report.as_json(outcome, dry_run=dry_run) + "\n")
    else:
        report.show(outcome, Console(highlight=False), dry_run=dry_run)
    return FAULTS if outcome.fault_count else DONE


def _load(actor: Actor, directory: Path, unit: str, programme: str, told: check.Progress) -> Outcome:
    try:
        return extract_load(actor=actor, path=directory, unit=unit, programme=programme, progress=told)
    except FaultyExtract as faulty:
        extract_refused(actor=actor, outcome=faulty.outcome)
        return faulty.outcome


@contextmanager
def _progress() -> Iterator[check.Progress]:
    """One bar for the nine tables, with the rows of the table that is being read; nothing when nobody watches."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
    )
    order = {table.name: place for place, table in enumerate(TABLES)}
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        bar = bars.add_task("", total=len(TABLES), rows="")

        def told(table: str, rows: int) -> None:
            bars.update(bar, description=table, completed=order[table], rows=f"{rows}")

        yield told
