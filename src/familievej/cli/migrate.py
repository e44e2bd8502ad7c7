# SPDX-License-Identifier: EUPL-1.2
"""``familievej migrate``."""

from __future__ import annotations

import click

from familievej.cli.installation import InstallationFault, faults_told, prepare


@click.command()
def migrate() -> None:
    """Bring the database to this version, as the role that owns it. Safe to run again."""
    prepare("owner")
    with faults_told():
        bring_up_to_date(verbosity=1)


def bring_up_to_date(verbosity: int) -> None:
    """Make the shared cache's table, then migrate: the rights that follow the migrations then cover it as well."""
    from django.core.management import call_command

    call_command("createcachetable", verbosity=0)
    call_command("migrate", interactive=False, verbosity=verbosity)


def ready_database() -> None:
    """An embedded database is brought up to date; a managed one must be. Raises InstallationFault."""
    from django.conf import settings

    if settings.FAMILIEVEJ_EMBEDDED:
        bring_up_to_date(verbosity=0)
    elif not is_up_to_date():
        raise InstallationFault("The database is older than this version. Run `familievej migrate` first.")


def is_up_to_date() -> bool:
    """Whether every migration of this version has run."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
