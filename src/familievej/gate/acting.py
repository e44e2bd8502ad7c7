# SPDX-License-Identifier: EUPL-1.2
"""The second lock's key: inside ``acting(actor)`` the database itself knows who looks, and shows nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

from familievej.base import once

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from familievej.gate.actor import Actor

WEB_ROLE = "familievej_web"


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """One transaction as ``actor`` in the role that cannot pass row-level security. Role and actor end with it."""
    with transaction.atomic(), connection.cursor() as cursor:
        _become(cursor, actor)
        yield
        if connection.in_atomic_block and not connection.needs_rollback:
            cursor.execute(
                "select set_config('familievej.actor', '', true), set_config('role', 'none', true)"
            )


def _become(cursor: CursorWrapper, actor: Actor) -> None:
    """One statement: every request pays for it."""
    cursor.execute(
        "select set_config('familievej.actor', %s, true), set_config('role', %s, true)",
        [str(actor.user_id or ""), WEB_ROLE],
    )


def change_actor(actor: Actor) -> None:
    """Within a transaction begun by :func:`acting`: somebody has just logged in or out."""
    once.forget()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('familievej.actor', %s, true)", [str(actor.user_id or "")])


def refold(subjects: Iterable[object]) -> None:
    """Fold the grants on ``subjects`` (ids of persons and families) anew, in this transaction."""
    once.forget()
    ids = [str(subject) for subject in subjects]
    if ids:
        with connection.cursor() as cursor:
            cursor.execute("select gate_refold(%s::uuid[])", [ids])


def refold_user(user_id: object) -> None:
    """Fold all grants of one user anew, in this transaction: a role was given or ended."""
    once.forget()
    with connection.cursor() as cursor:
        cursor.execute("select gate_refold_user(%s)", [str(user_id)])
