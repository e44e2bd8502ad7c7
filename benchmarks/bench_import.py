# SPDX-License-Identifier: EUPL-1.2
"""The import of 200,000 rows on this machine, beside a bare COPY of the same rows in the same run (issue 2: a minute).

A made-up extract is written, checked, loaded and loaded again, in a database of its own that is removed afterwards.
Run: ``python benchmarks/bench_import.py [FAMILIES]``. Exit code 1 when checking and loading takes over a minute.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

MOST_SECONDS = 60.0
MONTHS = [f"{year}-{month:02d}" for year in range(2015, 2020) for month in range(1, 13)]


def main(families: int = 550) -> int:
    """Print seconds and megabytes; gives the exit code."""
    with tempfile.TemporaryDirectory(prefix="fv-bench-") as folder:
        _environment(Path(folder))
        from familievej import embedded

        started = embedded.ensure_running(Path(folder))
        try:
            return _measure(Path(folder), families)
        finally:
            if started:
                embedded.stop(Path(folder))


def _environment(folder: Path) -> None:
    import django

    os.environ.update(
        FAMILIEVEJ_DATA_DIR=str(folder),
        FAMILIEVEJ_DATABASE_ROLE="owner",
        FAMILIEVEJ_LOG_LEVEL="ERROR",
        DJANGO_SETTINGS_MODULE="familievej.settings",
    )
    for name in ("DATABASE_URL", "DATABASE_WEB_URL"):
        os.environ.pop(name, None)
    django.setup()


def _measure(folder: Path, families: int) -> int:
    from django.core.management import call_command

    from familievej.extract.actions import extract_check, extract_load
    from familievej.gate.actor import system

    call_command("migrate", verbosity=0)
    extract = folder / "extract"
    rows = _write(extract, families)
    actor = system("a benchmark of the import")
    bare = _seconds(lambda: _bare_copy(extract))
    dry = _seconds(lambda: extract_check(actor=actor, path=extract))
    load = _seconds(lambda: extract_load(actor=actor, path=extract))
    again = _seconds(lambda: extract_load(actor=actor, path=extract))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} rows in nine CSV files; memory at most {memory:.0f} MB")
    print(f"bare COPY          {bare:6.2f} s")
    for name, seconds in (("dry run", dry), ("check and load", load), ("load again", again)):
        print(f"{name:<18} {seconds:6.2f} s   ratio {seconds / bare:.1f}")
    return int(load > MOST_SECONDS)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _bare_copy(extract: Path) -> None:
    """The least that any import must do: the same files into tables of text, without a look at them."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for path in sorted(extract.glob("*.csv")):
            with path.open("rb") as binary:
                columns = ", ".join(
                    f'"{name}" text' for name in binary.readline().decode().strip().split(",")
                )
                cursor.execute(f'create temp table "bare_{path.stem}" ({columns}) on commit drop')
                with cursor.copy(f'copy "bare_{path.stem}" from stdin (format csv)') as copy:
                    while piece := binary.read(1 << 16):
                        copy.write(piece)


def _write(folder: Path, families: int) -> int:
    from familievej.extract.tables import TABLES

    folder.mkdir()
    makers = {table.name: globals()[f"_{table.name}"] for table in TABLES}
    written = 0
    for table in TABLES:
        names = [column.name for column in table.columns if not column.optional_column]
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            sheet = csv.writer(out)
            sheet.writerow(names)
            for row in makers[table.name](families):
                sheet.writerow(row)
                written += 1
    return written


def _families(families: int) -> Iterator[tuple[str, ...]]:
    for number in range(families):
        yield f"B{number:05d}", "2017-03-15", "", ""


def _persons(families: int) -> Iterator[tuple[str, ...]]:
    for number in range(families):
        family = f"B{number:05d}"
        yield f"{family}-M", family, "mother", "F", "1988-05-10", ""
        yield f"{family}-D", family, "father", "M", "1985-12-24", ""
        yield f"{family}-C1", family, "child", "M", "2012-02-28", "1"
        yield f"{family}-C2", family, "child", "F", "2016-09-01", "0"


def _monthly(families: int, who: str, *values: str) -> Iterator[tuple[str, ...]]:
    for number in range(families):
        for month in MONTHS:
            yield f"B{number:05d}-{who}", month, *values


def _income_support(families: int) -> Iterator[tuple[str, ...]]:
    yield from _monthly(families, "M", "job_ready")
    yield from _monthly(families, "D", "activity_ready")


def _activation(families: int) -> Iterator[tuple[str, ...]]:
    yield from _monthly(families, "M", "mentor")


def _child_cases(families: int) -> Iterator[tuple[str, ...]]:
    for number in range(families):
        yield f"B{number:05d}-C1", "notification", "2016-01-05", "2016-01-09", "SYS1"


def _attendance(families: int) -> Iterator[tuple[str, ...]]:
    yield from _monthly(families, "C2", "16", "97.5")


def _person_costs(families: int) -> Iterator[tuple[str, ...]]:
    yield from _monthly(families, "C1", "5.28", "831")
    yield from _monthly(families, "M", "5.57", "10450.50")


def _programme_costs(_families: int) -> Iterator[tuple[str, ...]]:
    for year in range(2015, 2020):
        yield str(year), "operation", "1200000"


def _ratings(families: int) -> Iterator[tuple[str, ...]]:
    for number in range(families):
        yield f"B{number:05d}-M", "self", "ORS", "2017-04-03", "5.9", "5.2", "6.3", "10.0"


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
