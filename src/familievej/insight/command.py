# SPDX-License-Identifier: EUPL-1.2
"""``familievej evaluate``: from an extract to the report, without a database."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from familievej.analysis.disclosure_control import ReleaseLog
from familievej.analysis.economy import read_calculation
from familievej.analysis.evaluation.rules import Rules
from familievej.analysis.evaluation.run import STEPS, evaluate
from familievej.analysis.words import N_, Refused, Text, say
from familievej.insight.delivery import FaultyDelivery, read
from familievej.insight.files import NAMES, contents, published, write

if TYPE_CHECKING:
    from familievej.analysis.comparison import Against

DONE, FAULTS = 0, 1
COMPARED = "compared with/"
SHOWN = 60
Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command is asked for: rules, and the files of a comparison and of a calculation."""

    rules: Rules
    comparison: Path | None = None
    calculation: Path | None = None
    places: int | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that people wrote for this run."""
        return tuple(file for file in (self.comparison, self.calculation) if file)


def run(
    directory: Path,
    out: Path,
    asked: Asked,
    *,
    language: str,
    made: date,
    fonts: Path,
    released: Path | None = None,
) -> int:
    """Evaluates the extract at ``directory`` and writes the report into ``out``; gives the exit code.

    ``released`` is the log of what was published before; this report is held against it and added.
    Nothing is written when the extract has a fault or cannot carry an evaluation.
    """
    console = Console(stderr=True, highlight=False)
    try:
        with _progress(console) as told:
            sources = _fingerprints(directory, *asked.files)
            against = _against(asked.comparison, made, told, sources) if asked.comparison else None
            calculation = read_calculation(asked.calculation) if asked.calculation else None
            tables = read(directory, told)

            def step(name: str) -> None:
                told(name, 0)

            evaluation = evaluate(
                tables, asked.rules, step, against=against, calculation=calculation, places=asked.places
            )
            step("disclosure control")
            log = ReleaseLog.read(released) if released else ReleaseLog()
            fit = published(evaluation, made=made, sources=sources, log=log)
            files = contents(
                evaluation, fit, language=language, made=made, sources=sources, fonts=fonts, told=step
            )
        written = write(out, files)
        if released:
            log.adding(fit.release).write(released)
    except FaultyDelivery as faulty:
        for fault in faulty.faults[:SHOWN]:
            console.print(fault.message, markup=False, soft_wrap=True)
        console.print(f"{faulty.count} faults. Nothing was written; mend the files and try again.")
        return FAULTS
    except Refused as refused:
        console.print(say(refused.text, language), markup=False, soft_wrap=True)
        return FAULTS
    for file in written:
        sys.stdout.write(f"{file}\n")
    return DONE


def _against(file: Path, read_on: date, told: Told, sources: dict[str, str]) -> Against:
    """The comparison that ``file`` defines; only when it is dated are the data of the others read."""
    # What compares is slow to import, and most programmes have nobody to be compared with.
    from familievej.analysis.comparison import Against, read_comparison, refuse_if_late

    comparison = read_comparison(file)
    refuse_if_late(comparison, read_on)
    families = file.parent / comparison.families
    if not families.exists():
        raise Refused(Text(N_("The file %(file)s is not there."), {"file": comparison.families}))
    sources |= {f"{COMPARED}{name}": digest for name, digest in _fingerprints(families).items()}
    return Against(comparison, read(families, told))


def _fingerprints(*paths: Path) -> dict[str, str]:
    """SHA-256 of each delivered file, so that a report can be held against its data."""
    found = {}
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                with file.open("rb") as binary:
                    found[file.name] = hashlib.file_digest(binary, "sha256").hexdigest()
    return found


@contextmanager
def _progress(console: Console) -> Iterator[Told]:
    """One bar over reading, the tables and the report; nothing when nobody watches."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        bar = bars.add_task("", total=len(STEPS) + len(NAMES) + 2, rows="")

        def told(step: str, rows: int) -> None:
            bars.update(bar, description=step, rows=f"{rows}" if rows else "")
            if not rows:
                bars.advance(bar)

        yield told
