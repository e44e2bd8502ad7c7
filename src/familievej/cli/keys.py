# SPDX-License-Identifier: EUPL-1.2
"""``familievej keys``: the ring that encrypts CPR numbers and other secrets at rest."""

from __future__ import annotations

from pathlib import Path

import click

from familievej.cli.installation import InstallationFault, faults_told, prepare


@click.group()
def keys() -> None:
    """Make and rotate the key ring that encrypts CPR numbers."""


@keys.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def new(file: Path) -> None:
    """Write a new key ring to FILE, readable by you alone. Keep a copy apart from the database's copies."""
    from familievej.base.crypto import KeyRing, write_ring

    if file.exists():
        raise InstallationFault(
            f"{file} exists. Writing over a key ring would make what it encrypted unreadable."
        )
    write_ring(file, KeyRing.new())
    click.echo(f"Written. Point FAMILIEVEJ_KEYS_FILE to {file.absolute()} in every process.")


@keys.command()
def rotate() -> None:
    """Add a new key to the ring and encrypt every CPR number and second factor with it.

    The earlier keys stay in the ring: the audit trail, which nobody may change, was written with them.
    """
    prepare("owner")
    from django.conf import settings
    from django.db import transaction

    from familievej.base.crypto import forget_ring, key_ring, write_ring
    from familievej.gate.actor import system
    from familievej.people.actions import cpr_rotate
    from familievej.web.second_factors import reseal

    if settings.FAMILIEVEJ_KEYS:
        raise InstallationFault(
            "The key ring stands in FAMILIEVEJ_KEYS, which this command cannot write. Keep it in a file instead:"
            " write the same text to one, set FAMILIEVEJ_KEYS_FILE to it, and take FAMILIEVEJ_KEYS away."
        )
    with faults_told():
        write_ring(settings.FAMILIEVEJ_KEYS_FILE, key_ring().with_new_key())
        forget_ring()
        with transaction.atomic():
            numbers = cpr_rotate(actor=system("rotation of the key ring"))
            factors = reseal()
    active = key_ring().active
    click.echo(
        f"The active key is now {active}: {numbers} CPR numbers, {factors} second factors encrypted with it."
    )
    click.echo("Copy the file to where the other machines read it, and start their processes again.")
