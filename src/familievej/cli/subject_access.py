# SPDX-License-Identifier: EUPL-1.2
"""``familievej subject-access``: everything about one person, as PDF and JSON, with the papers."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

import click

from familievej.cli.installation import faults_told, prepare


@click.command()
@click.option("--person", required=True, type=click.UUID, help="The id of the person.")
@click.option(
    "--receiver", type=click.UUID, help="The id of whoever asks on behalf of a child in their custody."
)
@click.option("--reason", required=True, help="Which request it is for; it is written in the log.")
@click.option("--language", default="da", show_default=True, type=click.Choice(["da", "en"]))
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A new or empty folder."
)
def subject_access(person: UUID, receiver: UUID | None, reason: str, language: str, out: Path) -> None:
    """Write everything that is kept about a person into a folder: answer.pdf, answer.json and the papers.

    Read it before you hand it out: the system takes out the names of others that it knows, and nobody else's.
    """
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty. Choose a new folder: answers must not be mixed.")
    prepare("owner")
    from familievej.access.subject_access.asked import NotTheirs
    from familievej.access.subject_access.work import subject_access as collect
    from familievej.gate.actor import system
    from familievej.people.models import Person

    with faults_told():
        found = Person.objects.in_bulk([person, receiver or person])
        missing = [str(each) for each in (person, receiver or person) if each not in found]
        if missing:
            raise click.UsageError(f"There is no person {missing[0]}.")
        try:
            made = collect(
                actor=system(reason),
                person=found[person],
                receiver=found[receiver or person],
                language=language,
            )
        except NotTheirs as fault:
            raise click.ClickException(str(fault)) from fault
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(out / "answer.pdf", made.pdf)
    _write(out / "answer.json", made.json.encode())
    for name, data in made.papers:
        (out / "papers").mkdir(exist_ok=True, mode=0o700)
        _write(out / "papers" / name, data)
    click.echo(f"{made.rows} records in {out}, {made.withheld} withheld, {len(made.papers)} papers.")


def _write(file: Path, data: bytes) -> None:
    """Readable by its owner only."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
