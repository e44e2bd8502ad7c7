# SPDX-License-Identifier: EUPL-1.2
"""``familievej db``: the embedded database by hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from familievej.cli.installation import InstallationFault, faults_told


def _data() -> Path:
    """The data folder. Raises InstallationFault where the database is not the embedded one."""
    from familievej.base import env

    with faults_told():
        if env.database("DATABASE_URL") or env.database("DATABASE_WEB_URL"):
            raise InstallationFault(
                "DATABASE_URL is set: the database is not the embedded one. Manage it where it runs."
            )
        return env.folder("FAMILIEVEJ_DATA_DIR", Path(".familievej"))


@click.group()
def db() -> None:
    """Start, stop or look into the embedded database."""


@db.command()
def start() -> None:
    """Start it, unless it runs."""
    from familievej import embedded

    data = _data()
    with faults_told():
        started = embedded.ensure_running(data)
    click.echo("Started." if started else "It runs already.")


@db.command()
def stop() -> None:
    """Stop it; open work is rolled back."""
    from familievej import embedded

    data = _data()
    with faults_told():
        stopped = embedded.stop(data)
    click.echo("Stopped." if stopped else "It was not running.")


@db.command()
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def status(as_json: bool) -> None:
    """Say whether it runs, and where."""
    from familievej import embedded

    with faults_told():
        found = embedded.status(_data())
    if as_json:
        click.echo(json.dumps({"running": found.running, "pid": found.pid, "data": str(found.place.data)}))
    else:
        click.echo(f"Running as process {found.pid}." if found.running else "Not running.")
        click.echo(f"Data: {found.place.data}")


@db.command()
@click.option("--demo", is_flag=True, help="The demonstration's database.")
def url(demo: bool) -> None:
    """Print the address that psql and backup programs connect with."""
    from familievej import embedded

    click.echo(embedded.place(_data()).url(database=embedded.DEMO_DATABASE if demo else embedded.DATABASE))


@db.command()
@click.option("--demo", is_flag=True, help="The demonstration's database.")
def psql(demo: bool) -> None:
    """Open PostgreSQL's own prompt as the role that owns the database: it sees everything."""
    from familievej import embedded
    from familievej.embedded.server import BIN

    data = _data()
    with faults_told():
        embedded.ensure_running(data)
    address = embedded.place(data).url(database=embedded.DEMO_DATABASE if demo else embedded.DATABASE)
    os.execv(BIN / "psql", ["psql", address])  # noqa: S606 - psql takes our place at the terminal
