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
import resource
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
RUNS = 6


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
    """The best of the warm runs: seconds on the clock and of the processors; the most memory in MB; the answer."""

    seconds: float
    processor: float
    mb: float
    answer: list[list[object]]


def child(name: str, folder: Path) -> None:
    """One way, ``RUNS`` times; the first warms up."""
    clock, processor = [], []
    answer: by_hand.Answer = {}
    for _ in range(RUNS):
        begun, spent = time.perf_counter(), time.process_time()
        answer = WAYS[name](folder)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = sorted([*key, *numbers] for key, numbers in answer.items())
    print(json.dumps([min(clock[1:]), min(processor[1:]), memory, told]))


def measured(name: str, folder: Path) -> Measured | None:
    """One way in a process of its own; None when it fails."""
    run = subprocess.run(
        [sys.executable, __file__, name, str(folder)], check=False, capture_output=True, text=True
    )
    if run.returncode:
        print(f"  {name:12} failed: {run.stderr.strip().splitlines()[-1:]}")
        return None
    found = Measured(*json.loads(run.stdout))
    print(
        f"  {name:12} {found.seconds:6.2f} s {found.processor:6.2f} s processor {found.mb:6.0f} MB",
        flush=True,
    )
    return found


def one_size(place: Path, events: int) -> bool:
    """Make the country, run every way; whether ours kept what is promised."""
    most = 1.0 if events <= SMALL else 5.0
    folder = place / str(events)
    begun = time.perf_counter()
    generate(folder, Size(PERSONS, events))
    made, most_made = time.perf_counter() - begun, 60 * events / 10_000_000
    print(
        f"{PERSONS:,} persons, {events:,} events, made in {made:.0f} s (at most {most_made:.0f} s)",
        flush=True,
    )
    names = list(WAYS) if events <= SMALL else ["ours", "DuckDB SQL"]
    found = {name: one for name in names if (one := measured(name, folder))}
    begun = time.perf_counter()
    with open_folder(folder) as register:
        dirty_keys(register)
    print(f"  every key looked at in {time.perf_counter() - begun:.1f} s")
    mine = found.pop("ours")
    ratio = mine.seconds / min(one.seconds for one in found.values())
    agreed = all(one.answer == mine.answer for one in found.values())
    print(f"  ours / best by hand: {ratio:.2f} (at most {MOST_RATIO}); at most {most:.0f} s and {MOST_MB} MB")
    print(f"  all give the same {len(mine.answer)} rows of sums: {agreed}", flush=True)
    fast = mine.seconds <= most and mine.mb <= MOST_MB and ratio <= MOST_RATIO
    return fast and agreed and made <= most_made


def main() -> int:
    """Every size; says on what machine."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, DuckDB {duckdb.__version__}")
    with tempfile.TemporaryDirectory() as place:
        kept = [one_size(Path(place), events) for events in EVENTS]
    return int(not all(kept))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
