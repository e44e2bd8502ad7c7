# SPDX-License-Identifier: EUPL-1.2
"""``familievej keys``: the ring that encrypts CPR numbers."""

from __future__ import annotations

from pathlib import Path

import click

from familievej.cli.installation import InstallationFault


@click.group()
def keys() -> None:
    """Make the key ring that encrypts CPR numbers."""


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
