# SPDX-License-Identifier: EUPL-1.2
"""The work behind the page, done as whoever ordered it on the owner's connection, and what goes by itself at night."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from uuid import UUID

from django.utils import timezone

from familievej.access.models import RetentionRun, RunState
from familievej.access.retention.due import Line, due
from familievej.access.retention.run import Changed, retention_run
from familievej.access.retention.words import term
from familievej.gate import attachments, audit
from familievej.gate.action import action
from familievej.gate.actor import Actor, actor_for, system
from familievej.gate.decide import NoAccess
from familievej.gate.declare import OwnedBy, gated_models
from familievej.gate.models import User

logger = logging.getLogger(__name__)
ORPHANED = dt.timedelta(days=1)


def work(run_id: UUID) -> None:
    """Counts or deletes, whichever was ordered. Ordered twice, it is done once."""
    run = RetentionRun.objects.filter(pk=run_id, state=RunState.WAITING).first()
    if run is None:
        return
    try:
        lines = _delete(run) if run.deletes else due(timezone.localdate())
    except Changed:
        run.state = RunState.CHANGED
    except Exception as fault:  # noqa: BLE001 - whatever it is, the page must say that it stopped
        # The message of a fault can quote what was read: only its kind may be logged.
        logger.error("Retention %s stopped: %s", run.pk, type(fault).__name__)  # noqa: TRY400
        run.state = RunState.FAILED
    else:
        run.state, run.lines = RunState.DONE, told(lines)
    run.done_at = timezone.now()
    run.save(update_fields=["state", "lines", "done_at"])


def _delete(run: RetentionRun) -> list[Line]:
    actor = actor_for(User.objects.filter(pk=run.user_id).first(), purpose=run.reason)
    seen = {line["table"]: line["rows"] for line in run.counted.lines} if run.counted else {}
    lines = retention_run(actor=actor, day=timezone.localdate(), seen=seen)
    attachments.sweep(timezone.now() - ORPHANED)
    return lines


def told(lines: list[Line]) -> list[dict[str, Any]]:
    """As they are kept."""
    return [{"table": line.table, "rows": line.count} for line in lines]


def nightly(day: dt.date) -> int:
    """What is only in passing and belongs to one user (drafts, collected answers) goes by itself; gives how much."""
    attachments.sweep(timezone.now() - ORPHANED)
    if not any(_in_passing(model, day).exists() for model in _models_in_passing()):
        return 0
    return retention_passing(actor=system("What is only in passing is deleted by its rule"), day=day)


@action("access.retention_passing")
def retention_passing(*, actor: Actor, day: dt.date) -> int:
    """Delete what is only in passing and has run out on ``day``. For the system only: raises NoAccess."""
    if not actor.is_system:
        raise NoAccess
    total = 0
    for model in _models_in_passing():
        count, _by_model = _in_passing(model, day).delete()
        said = f"{model._meta.db_table}: {count} ({term(model.gated.retention)})"
        audit.note(actor, audit.Verb.WRITE, "access.retention_passing", basis=said)
        total += count
    return total


def _models_in_passing() -> list[Any]:
    """Those of one user alone whose rule is counted in days."""
    models: list[Any] = gated_models()
    return [model for model in models if isinstance(model.gated, OwnedBy) and model.gated.retention.days]


def _in_passing(model: Any, day: dt.date) -> Any:
    rule = model.gated.retention
    return model.objects.filter(**{f"{rule.column}__date__lt": day - dt.timedelta(days=rule.days)})
