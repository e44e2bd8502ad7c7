# SPDX-License-Identifier: EUPL-1.2
"""Writing in the audit trail.

A change and its row are one transaction; a reading is logged with the basis it rests on.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from familievej.base import once
from familievej.base.crypto import encrypt
from familievej.gate.declare import Gated, GatedThrough
from familievej.gate.models import AuditRow

if TYPE_CHECKING:
    from django.db.models import Model

    from familievej.gate.actor import Actor

Verb = AuditRow.Verb
SEALED_FOR = "gate_auditrow"
# How many rows the action that now runs has written; None outside an action.
rows_of_action: ContextVar[int | None] = ContextVar("rows_of_action", default=None)


def wrote(
    actor: Actor,
    action: str,
    record: Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    subjects: Iterable[uuid.UUID] | None = None,
) -> None:
    """A change of ``record``; ``before`` and ``after`` hold the changed fields and are encrypted in the trail."""
    once.forget()
    fields = sorted({*(before or {}), *(after or {})})
    note = json.dumps({"before": before, "after": after}, default=str, ensure_ascii=False) if fields else None
    _row(
        actor,
        Verb.WRITE,
        action,
        subjects=_subjects(record) if subjects is None else subjects,
        object_table=record._meta.db_table,
        object_id=str(record.pk),
        fields=fields,
        sealed=encrypt(note, bound_to=SEALED_FOR) if note else None,
    )


def read(actor: Actor, action: str, *, subjects: Iterable[uuid.UUID], basis: str = "") -> None:
    """A page, a list or a search showed ``subjects``; ``basis`` is the sentence of the decision."""
    _row(actor, Verb.READ, action, subjects=subjects, basis=basis)


def note(
    actor: Actor,
    verb: AuditRow.Verb,
    action: str,
    *,
    subjects: Iterable[uuid.UUID] = (),
    basis: str = "",
    object_id: str = "",
) -> None:
    """Anything else worth a row: a log-in, a print, a CPR number shown, an import."""
    _row(actor, verb, action, subjects=subjects, basis=basis, object_id=object_id)


def _subjects(record: Model) -> Iterable[uuid.UUID]:
    gated = getattr(type(record), "gated", None)
    if isinstance(gated, Gated | GatedThrough):
        return gated.keys(record).subjects
    return ()


def _row(
    actor: Actor, verb: AuditRow.Verb, action: str, *, subjects: Iterable[uuid.UUID], **values: Any
) -> None:
    basis = str(values.pop("basis", ""))[:300]
    AuditRow.objects.create(
        user_id=actor.user_id,
        actor_name=actor.name[:200],
        purpose=actor.purpose[:300],
        verb=verb,
        action=action,
        subjects=sorted(set(subjects)),
        basis=basis,
        **values,
    )
    count = rows_of_action.get()
    if count is not None:
        rows_of_action.set(count + 1)
