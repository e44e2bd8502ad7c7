# SPDX-License-Identifier: EUPL-1.2
"""The full target-group query over six million persons, beside the same written by hand.

Ours answers more than the others: by municipality, age and contact. Each runs in a process of its own, so that memory
is its own; the second of two runs counts. ``FAMILIEVEJ_BENCH_EVENTS`` sets the rows of events (40 million).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import targetgroup_by_hand as by_hand

from familievej.analysis.targetgroup.country import Size, generate
from familievej.analysis.targetgroup.counts import sums
from familievej.analysis.targetgroup.register import open_folder
from familievej.analysis.targetgroup.rulesfile import default

PERSONS = int(os.environ.get("FAMILIEVEJ_BENCH_PERSONS", "6000000"))
EVENTS = int(os.environ.get("FAMILIEVEJ_BENCH_EVENTS", "40000000"))
MOST_SECONDS, MOST_MB, MOST_RATIO = (1.0 if EVENTS <= 40_000_000 else 5.0), 1024, 1.2
MADE_SECONDS = 60 * EVENTS / 10_000_000
RUNS = 3


def ours(folder: Path) -> tuple[by_hand.Answer, int]:
    """What the others are held against."""
    with open_folder(folder) as register:
        rows = sums(default(), 2022, register)
    names = ("persons", "two", "base", "with_child", "with_adult")
    told: by_hand.Answer = {}
    for row in rows:
        key = (str(row["role"]), int(row["in_target"]))
        before = told.get(key, (0,) * len(names))
        told[key] = tuple(one + int(row[name]) for one, name in zip(before, names, strict=True))
    return told, 0


WAYS = {
    "ours": ours,
    "DuckDB SQL": by_hand.duckdb_sql,
    "Polars": by_hand.polars_lazy,
    "pandas": by_hand.pandas_frames,
}


def child(name: str, folder: Path) -> None:
    """One way, ``RUNS`` times; the best of the warm ones."""
    seconds = []
    answer: by_hand.Answer = {}
    for _ in range(RUNS):
        begun = time.perf_counter()
        answer, _rows = WAYS[name](folder)
        seconds.append(time.perf_counter() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = sorted([*key, *numbers] for key, numbers in answer.items())
    print(json.dumps({"seconds": min(seconds[1:]), "mb": memory, "answer": told}))


def main() -> int:
    """Make the country, run every way, say who missed what."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "country"
        begun = time.perf_counter()
        generate(folder, Size(PERSONS, EVENTS))
        made = time.perf_counter() - begun
        print(f"{PERSONS:,} persons, {EVENTS:,} events, made in {made:.0f} s (at most {MADE_SECONDS:.0f} s)")
        found = {}
        for name in WAYS:
            command = [sys.executable, __file__, name, str(folder)]
            run = subprocess.run(command, check=False, capture_output=True, text=True)
            if run.returncode:
                print(f"{name:12} failed: {run.stderr.strip().splitlines()[-1:]}")
                continue
            found[name] = json.loads(run.stdout)
            print(f"{name:12} {found[name]['seconds']:6.2f} s {found[name]['mb']:6.0f} MB", flush=True)
    mine = found.pop("ours")
    best = min(one["seconds"] for one in found.values())
    agreed = all(one["answer"] == mine["answer"] for one in found.values())
    ratio = mine["seconds"] / best
    print(f"ours / best by hand: {ratio:.2f} (at most {MOST_RATIO}); all give the same: {agreed}")
    fast = mine["seconds"] <= MOST_SECONDS and mine["mb"] <= MOST_MB and ratio <= MOST_RATIO
    return int(not (fast and agreed and made <= MADE_SECONDS))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
