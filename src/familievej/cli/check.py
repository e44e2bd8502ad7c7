# SPDX-License-Identifier: EUPL-1.2
"""``familievej check``: what is wrong with the installation, and what mends it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from familievej.cli.installation import InstallationFault, prepare

if TYPE_CHECKING:
    from familievej.cli.findings import Finding

MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "fault": ("✗", "red")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def check(as_json: bool) -> None:
    """Look at settings, node parts, database, roles, migrations and keys; say what is wrong and how to mend it.

    Ends with 3 when something must be mended before the system can be used, else with 0.
    """
    found = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            mark, colour = MARKS[finding.state]
            click.echo(f"{click.style(mark, fg=colour)} {finding.what}: {finding.said}")
            if finding.mend:
                click.echo(f"    {finding.mend}")
    sys.exit(3 if any(finding.state == "fault" for finding in found) else 0)


def examine() -> list[Finding]:
    """Every finding, in the order in which one would mend them. What could not be looked at is left out.

    An embedded database that this started is stopped again.
    """
    from familievej.cli.findings import Finding

    try:
        started = prepare("owner")
    except InstallationFault as fault:
        return [Finding("settings", "fault", fault.message, _mend(fault.message))]
    from django.conf import settings
    from django.db import connections

    from familievej import embedded
    from familievej.cli import findings, findings_database

    try:
        found = [Finding("settings", "ok", f"data under {settings.FAMILIEVEJ_DATA_DIR}")]
        for part in (findings.addresses, findings.django_checks, findings.node_parts, findings.key_ring):
            found += part()
        return found + findings_database.all_of_the_database()
    finally:
        connections.close_all()
        if started:
            embedded.stop(settings.FAMILIEVEJ_DATA_DIR)


def _mend(message: str) -> str:
    if "database" in message.lower() and "DATABASE_URL" in os.environ:
        return "Check that DATABASE_URL is right and that the server runs and lets this machine in."
    return "docs/command-line.md lists every setting."
