# SPDX-License-Identifier: EUPL-1.2
"""``familievej import`` and ``familievej demo``: commands that fill the database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click

from familievej.cli.installation import faults_told, prepare
from familievej.cli.migrate import bring_up_to_date, ready_database

Told = Callable[[str, int, int], None]


@click.command(name="import")
@click.argument("directory", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check everything, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="The report for a program to read.")
@click.option(
    "--unit", default="", help="The code of the unit that new courses belong to, where there are several."
)
@click.option("--programme", default="", help="What the programme of new courses is called.")
def import_(directory: Path, dry_run: bool, as_json: bool, unit: str, programme: str) -> None:
    """Read the municipality's extract from DIRECTORY (CSV or Parquet, or a ZIP or XLSX file): all of it or nothing.

    Running it again changes nothing; rows that are no longer delivered are reported and kept.
    """
    prepare("owner")
    with faults_told():
        ready_database()
        run = import_module("familievej.extract.command").run
        sys.exit(run(directory, dry_run=dry_run, as_json=as_json, unit=unit, programme=programme))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--load-only", is_flag=True, help="Load the municipality and do not serve it.")
def demo(host: str, port: int, load_only: bool) -> None:
    """Load a made-up municipality into a database of its own and serve it on this machine."""
    from familievej.cli.serve import port_is_free, run

    if not load_only:
        port_is_free(host, port)
    started = prepare("owner", demo=True)
    with faults_told():
        click.echo("Preparing the database …")
        bring_up_to_date(verbosity=0)
        with progress_shown() as told:
            loaded = import_module("familievej.demo.command").load(told)
        if not loaded:
            click.echo("The demonstration municipality is there already: nothing was changed.")
    if not load_only:
        run(host, port, workers=2, stop_database=started)


@contextmanager
def progress_shown() -> Iterator[Told]:
    """Bars on a terminal: the caller says ``(what, done, total)`` as often as it likes."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in known:
                known[what] = bars.add_task(what, total=total)
            bars.update(known[what], completed=done, total=total)

        yield told
