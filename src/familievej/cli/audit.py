# SPDX-License-Identifier: EUPL-1.2
"""``familievej audit``: is the trail whole, and the signed checkpoint that is kept elsewhere."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from familievej.cli.installation import faults_told, prepare

WORDS = {
    "changed": "row {row_id} was changed (family {chain}, number {number})",
    "missing": "row {row_id} is missing (family {chain}, number {number})",
    "gap": "numbers are missing before {number} (family {chain}, row {row_id})",
    "order": "number {number} does not follow the one before it (family {chain}, row {row_id})",
    "unlinked": "row {row_id} hangs on no chain",
    "cut": "the chain ends before number {number}, which the checkpoint has seen (family {chain})",
    "forged": "the checkpoint's signature is not this installation's: the file was changed or is another's",
}


@click.group()
def audit() -> None:
    """Check the audit trail."""


@audit.command()
@click.option(
    "--checkpoint",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also against this.",
)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
def verify(file: Path | None, as_json: bool) -> None:
    """Find any changed, missing or reordered row, and say which. Exit 1 when there is one."""
    prepare("owner")
    from familievej.gate.chain import Checkpoint, faults, heads

    try:
        since = Checkpoint.from_json(file.read_text(encoding="utf-8")) if file else None
    except ValueError as fault:
        raise click.UsageError(f"{file}: {fault}") from fault
    with faults_told():
        found, count = faults(since), len(heads())
    if as_json:
        click.echo(json.dumps({"chains": count, "faults": [asdict(each) for each in found]}))
    else:
        for each in found:
            click.echo(WORDS[each.kind].format(**asdict(each)))
        click.echo(f"{count} chains, {len(found)} faults.")
    sys.exit(1 if found else 0)


@audit.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def checkpoint(folder: Path) -> None:
    """Write today's signed checkpoint into FOLDER. Run it daily, and keep the folder apart from the database."""
    prepare("owner")
    from django.utils import timezone

    from familievej.gate.chain import checkpoint as make

    now = timezone.localtime()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"audit-{now:%Y-%m-%d}.json"
    part = file.with_suffix(".part")
    with faults_told():
        part.write_text(make(now).to_json(), encoding="utf-8")
    part.replace(file)
    click.echo(f"Written: {file}")
