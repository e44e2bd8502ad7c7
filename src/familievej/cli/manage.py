# SPDX-License-Identifier: EUPL-1.2
"""``familievej manage``: Django's own commands, for developers."""

from __future__ import annotations

import click

from familievej.cli.installation import faults_told, prepare


@click.command(
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    }
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands, such as `makemigrations`, as the role that owns the database."""
    prepare("owner")
    from django.core.management import execute_from_command_line

    with faults_told():
        execute_from_command_line(["familievej manage", *arguments])
