# SPDX-License-Identifier: EUPL-1.2
"""The full target-group query over six million persons, beside the same query written by hand; all must agree.

40 million events against DuckDB SQL, Polars and pandas, then 200 million against DuckDB SQL (the others need more
memory than this machine may have). Each runs in a process of its own, so that memory is its own; the best of the warm
runs counts. ``FAMILIEVEJ_BENCH_PERSONS`` and ``FAMILIEVEJ_BENCH_EVENTS`` (rows, comma between) set other sizes.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import targetgroup_by_hand as by_hand

from familievej.analysis.targetgroup.country import Size, generate
from familievej.analysis.targetgroup.counts import sums
from familievej.analysis.targetgroup.keys import dirty_keys
from familievej.analysis.targetgroup.register import open_folder
from familievej.analysis.targetgroup.rulesfile import default

PERSONS = int(os.environ.get("FAMILIEVEJ_BENCH_PERSONS", "6000000"))
EVENTS = [int(part) for part in os.environ.get("FAMILIEVEJ_BENCH_EVENTS", "40000000,200000000").split(",")]
SMALL = 40_000_000
MOST_MB, MOST_RATIO = 1024, 1.2
LEAST_RUNS, LONG_ENOUGH = 3, 8.0  # runs of each way, and seconds after which there are enough of them


def ours(folder: Path) -> by_hand.Answer:
    """What the others are held against."""
    with open_folder(folder) as register:
        rows = sums(default(), 2022, register)
    return {
        (str(row["role"]), int(row["in_target"]), int(row["municipality"]), int(row["age_band"])): tuple(
            int(row[name]) for name in by_hand.NUMBERS
        )
        for row in rows
    }


WAYS = {
    "ours": ours,
    "DuckDB SQL": by_hand.duckdb_sql,
    "Polars": by_hand.polars_lazy,
    "pandas": by_hand.pandas_frames,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock and of the processors; the most memory in MB; the answer."""

    seconds: float
    processor: float
    mb: float
    answer: list[list[object]]


def most_memory() -> float:
    """MB. Not ``getrusage``, which begins with the memory of the process that started this one."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def alone(what: str, folder: Path, events: int) -> None:
    """What a process of its own does: a way, of which the best warm run counts, or ``make`` or ``keys`` once."""
    clock: list[float] = []
    processor: list[float] = []
    answer: by_hand.Answer = {}
    while not clock or (what in WAYS and (len(clock) < LEAST_RUNS or sum(clock) < LONG_ENOUGH)):
        begun, spent = time.perf_counter(), time.process_time()
        if what == "make":
            generate(folder, Size(PERSONS, events))
        elif what == "keys":
            with open_folder(folder) as register:
                dirty_keys(register)
        else:
            answer = WAYS[what](folder)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    told = sorted([*key, *numbers] for key, numbers in answer.items())
    print(json.dumps([min(clock[1:] or clock), min(processor[1:] or processor), most_memory(), told]))


def measured(what: str, folder: Path, events: int) -> Measured | None:
    """``alone`` in a process of its own; None when it fails."""
    command = [sys.executable, __file__, what, str(folder), str(events)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    if run.returncode:
        print(f"  {what:12} failed: {run.stderr.strip().splitlines()[-1:]}")
        return None
    found = Measured(*json.loads(run.stdout))
    print(
        f"  {what:12} {found.seconds:6.2f} s {found.processor:6.2f} s processor {found.mb:6.0f} MB",
        flush=True,
    )
    return found


def one_size(place: Path, events: int) -> bool:
    """Make the country, run every way; whether ours kept what is promised."""
    most, most_made = 1.0 if events <= SMALL else 5.0, 60 * events / 10_000_000
    folder = place / str(events)
    print(f"{PERSONS:,} persons, {events:,} events", flush=True)
    made = measured("make", folder, events)
    measured("keys", folder, events)
    names = list(WAYS) if events <= SMALL else ["ours", "DuckDB SQL"]
    found = {name: one for name in names if (one := measured(name, folder, events))}
    rival = min((name for name in found if name != "ours"), key=lambda name: found[name].seconds)
    for name in (rival, "ours"):  # once more, so that a busy moment of the machine hits neither alone
        if again := measured(name, folder, events):
            found[name] = min(found[name], again, key=lambda one: one.seconds)
    mine = found.pop("ours")
    ratio = mine.seconds / min(one.seconds for one in found.values())
    agreed = all(one.answer == mine.answer for one in found.values())
    print(f"  at most: ours {most:.0f} s and {MOST_MB} MB, made in {most_made:.0f} s and {MOST_MB} MB")
    print(f"  ours / best by hand: {ratio:.2f} (at most {MOST_RATIO})")
    print(f"  all give the same {len(mine.answer)} rows of sums: {agreed}", flush=True)
    fast = mine.seconds <= most and mine.mb <= MOST_MB and ratio <= MOST_RATIO
    return fast and agreed and made is not None and made.seconds <= most_made and made.mb <= MOST_MB


def main() -> int:
    """Every size; says on what machine."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, DuckDB {duckdb.__version__}")
    with tempfile.TemporaryDirectory() as place:
        kept = [one_size(Path(place), events) for events in EVENTS]
    return int(not all(kept))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        alone(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main())
