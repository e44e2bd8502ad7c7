# SPDX-License-Identifier: EUPL-1.2
"""``familievej retention``: what has been kept long enough; without ``--run`` nothing is deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from familievej.cli.installation import faults_told, prepare

if TYPE_CHECKING:
    import datetime as dt

    from familievej.access.retention.due import Line


@click.command()
@click.option("--run", "really", is_flag=True, help="Delete it. Without this it is only counted.")
@click.option(
    "--reason", default="", help="Who decided it and why; it is written in the log. Needed with --run."
)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
def retention(really: bool, reason: str, as_json: bool) -> None:
    """Say how many rows of each table have been kept as long as their rule says, and on which rule.

    A family with a running course keeps everything. The log of who has looked is never deleted by this.
    """
    if really and not reason.strip():
        raise click.UsageError("--run needs --reason: who decided it and why. It is written in the log.")
    prepare("owner")
    from django.utils import timezone

    from familievej.access.retention.due import due
    from familievej.access.retention.run import retention_run
    from familievej.access.retention.work import ORPHANED
    from familievej.gate import attachments
    from familievej.gate.actor import system

    with faults_told():
        day = timezone.localdate()
        if really:
            lines = retention_run(actor=system(reason.strip()), day=day)
            attachments.sweep(timezone.now() - ORPHANED)
        else:
            lines = due(day)
    _tell(lines, day, really=really, as_json=as_json)


def _tell(lines: list[Line], day: dt.date, *, really: bool, as_json: bool) -> None:
    if as_json:
        rows = [{"table": line.table, "rule": line.rule, "rows": line.count} for line in lines]
        click.echo(
            json.dumps({"day": day.isoformat(), "deleted": really, "tables": rows}, ensure_ascii=False)
        )
        return
    for line in lines:
        click.echo(f"{line.count:>9}  {line.table}: {line.rule}")
    total = sum(line.count for line in lines)
    if not total:
        click.echo("Nothing is due.")
    elif really:
        click.echo(f"{total} rows deleted. The log says how many of each table, on which rule and why.")
    else:
        click.echo(
            f'{total} rows are due. Nothing was deleted: familievej retention --run --reason "…" deletes them.'
        )
