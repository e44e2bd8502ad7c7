# SPDX-License-Identifier: EUPL-1.2
"""What every command does first: choose the role, start the embedded database if there is one, wake Django."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import click


class InstallationFault(click.ClickException):
    """The installation cannot do what is asked; the message says what mends it."""

    exit_code = 3


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what an administrator can mend into one clear message instead of a stack trace."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    from familievej.embedded import EmbeddedError

    try:
        yield
    except (ImproperlyConfigured, EmbeddedError) as fault:
        raise InstallationFault(str(fault)) from fault
    except OperationalError as fault:
        reason = str(fault).strip().splitlines()[-1] if str(fault).strip() else "no reason given"
        raise InstallationFault(f"The database does not answer: {reason}") from fault


def prepare(role: Literal["owner", "web"], *, demo: bool | None = None) -> bool:
    """Make the settings and the database ready for ``role``. True when this call started the embedded database.

    Raises InstallationFault.
    """
    os.environ["FAMILIEVEJ_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familievej.settings")
    if demo is not None:
        os.environ["FAMILIEVEJ_DEMO"] = "1" if demo else "0"
    with faults_told():
        import django
        from django.conf import settings

        from familievej import embedded

        started = settings.FAMILIEVEJ_EMBEDDED and embedded.ensure_running(settings.FAMILIEVEJ_DATA_DIR)
        django.setup()
    return started
