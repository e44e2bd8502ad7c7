# SPDX-License-Identifier: EUPL-1.2
"""The run that deletes what is due: one transaction, with a row in the trail for each table, and never its content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection

from familievej.access.retention.due import Line, marked
from familievej.gate import attachments, audit
from familievej.gate.acting import refold
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.declare import gated_models
from familievej.gate.models import Attachment, Role
from familievej.people.models import Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

# What of an account can say who somebody was. The account itself stays: rows of others point at it.
EMPTIED = """
update gate_user u set is_active = false, name = '', title = '', phone = '', language = '', password = %(password)s,
       email = 'deleted-' || u.id || '@invalid', subject_id = null, demo_persona = null
  from retention_due d where d.model = %(model)s and u.subject_id::text = d.id
returning u.id
"""


class Changed(ValueError):
    """What is due is no longer what was counted; nothing was deleted."""


@action("access.retention_run")
def retention_run(*, actor: Actor, day: dt.date, seen: Mapping[str, int] | None = None) -> list[Line]:
    """Delete what is due on ``day``, all of it or nothing; gives how much. The actor's purpose is the reason.

    For the system and the administrator, on the owner's connection. Raises NoAccess; Changed when it is not as many
    rows of each table as in ``seen``. The trail is not touched: no row of it is ever deleted.
    """
    if not (actor.is_system or actor.has_role(Role.ADMINISTRATOR)) or not actor.purpose:
        raise NoAccess
    with connection.cursor() as cursor:
        tables = ", ".join(sorted(f'"{model._meta.db_table}"' for model in gated_models()))
        # Nobody begins a course, or writes a note, between the question and the answer.
        cursor.execute(f"lock table {tables} in share row exclusive mode")
        with marked(day) as lines:
            if seen is not None and seen != {line.table: line.count for line in lines}:
                raise Changed
            gone = _subjects(cursor)
            papers = _due(cursor, Attachment._meta.label)
            _accounts(cursor)
            for line in lines:
                _delete(cursor, line)
            # A row that still pointed at a deleted one is found here, and nothing at all is deleted.
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")
    refold(gone)
    attachments.forget([UUID(paper) for paper in papers])
    for line in lines:
        said = f"{line.table}: {line.count} ({line.rule})"
        audit.note(actor, audit.Verb.WRITE, "access.retention_run", basis=said)
    if not lines:
        audit.note(actor, audit.Verb.WRITE, "access.retention_run", basis="nothing was due")
    return lines


def _due(cursor: Any, label: str) -> list[str]:
    cursor.execute("select id from retention_due where model = %s", [label])
    return [row[0] for row in cursor.fetchall()]


def _subjects(cursor: Any) -> list[str]:
    """Whose grants must go with them."""
    cursor.execute(
        "select id from retention_due where model in ('people.Person', 'people.Family')"
        " union select m.subject_id::text from people_membership m join retention_due d"
        " on d.model = 'people.Membership' and d.id = m.id::text"
    )
    return [row[0] for row in cursor.fetchall()]


def _accounts(cursor: Any) -> None:
    cursor.execute(EMPTIED, {"model": Person._meta.label, "password": make_password(None)})
    users = [str(row[0]) for row in cursor.fetchall()]
    for table in ("account_emailaddress", "mfa_authenticator"):
        cursor.execute(f'delete from "{table}" where user_id = any(%s::uuid[])', [users])


def _delete(cursor: Any, line: Line) -> None:
    """The rows themselves, and before them what a many-to-many field keeps about them."""
    model = line.model
    key = model._meta.pk
    kind = key.db_type(connection) if key else "uuid"
    wanted = f"select d.id::{kind} from retention_due d where d.model = %s"
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through._meta  # type: ignore[union-attr]
        cursor.execute(
            f'delete from "{through.db_table}" where "{field.m2m_column_name()}" in ({wanted})',
            [model._meta.label],
        )
    cursor.execute(
        f'delete from "{line.table}" where "{key.column if key else "id"}" in ({wanted})', [model._meta.label]
    )
