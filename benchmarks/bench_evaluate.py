# SPDX-License-Identifier: EUPL-1.2
"""The whole report of an extract with one million person-months (issue 5: 20 s on two cores), through the command.

The demonstration extract is repeated under new ids until its parents have a million observed months. Run:
``python benchmarks/bench_evaluate.py [MONTHS]``. Exit code 1 when it takes longer. Time on the processors is printed
beside time on the clock: on a machine that does other things, the former is the one to compare.
"""

from __future__ import annotations

import math
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from familievej.analysis.evaluation.months import observe
from familievej.analysis.evaluation.rules import Rules, settle
from familievej.analysis.reading import read_folder
from familievej.demo.register import generate

TARGET = 20.0
MONTHS = 1_000_000
_OWN_IDS = ("person_id", "family_id")


def main(months: int = MONTHS) -> int:
    """Print rows, months and seconds of one report."""
    with TemporaryDirectory() as folder:
        once, many, out = (Path(folder) / name for name in ("once", "many", "out"))
        generate().write(once)
        tables = read_folder(once)
        each = observe(tables, settle(Rules(), tables)).months.height
        times = math.ceil(months / each)
        rows = sum(_repeat(file, many / file.name, times) for file in once.iterdir())
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "familievej.cli", "evaluate", str(many), "--out", str(out)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{times * each:,} person-months, {rows:,} rows: {seconds:.1f} s ({worked:.1f} s of processor)")
        if done.returncode:
            print(done.stderr)
    return int(done.returncode != 0 or seconds > TARGET)


def _repeat(file: Path, to: Path, times: int) -> int:
    """Writes the rows of ``file`` ``times`` times, each time about others; gives the number of rows."""
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    places = [place for place, name in enumerate(head.split(",")) if name in _OWN_IDS]
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("w", encoding="utf-8") as out:
        out.write(f"{head}\n")
        cells = [row.split(",") for row in rows]
        for number in range(times if places else 1):
            for row in cells:
                renamed = [f"r{number}.{cell}" if place in places else cell for place, cell in enumerate(row)]
                out.write(f"{','.join(renamed)}\n")
    return len(rows) * (times if places else 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
