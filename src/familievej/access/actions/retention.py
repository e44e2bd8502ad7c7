# SPDX-License-Identifier: EUPL-1.2
"""Order a count of what has been kept long enough, or its deletion, as a job."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import RetentionRun
from familievej.access.queries.retention import last_run
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@action("access.retention_count")
def retention_count(*, actor: Actor, run_id: UUID) -> RetentionRun:
    """Order a count: nothing is deleted. The same form sent twice is one count. Raises NoAccess."""
    if not actor.has_role(Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER):
        raise NoAccess
    return _order(actor, RetentionRun(id=run_id))


@action("access.retention_delete")
def retention_delete(*, actor: Actor, run_id: UUID, counted: UUID, reason: str) -> RetentionRun:
    """Order the deletion of what ``counted`` has shown, for ``reason``. Raises NoAccess, ValidationError.

    Only the latest count, of today: whoever deletes has seen what goes.
    """
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NoAccess
    if not reason.strip():
        raise ValidationError({"reason": _("Write who decided it and why. It is written in the log.")})
    known = RetentionRun.objects.filter(pk=run_id).first()
    last = known or last_run()
    is_seen = last is not None and last.pk == counted and last.may_be_deleted
    if known is None and not is_seen:
        raise ValidationError(_("Count again first: what was counted is not what is due now."))
    return _order(actor, RetentionRun(id=run_id, deletes=True, reason=reason.strip(), counted_id=counted))


def _order(actor: Actor, run: RetentionRun) -> RetentionRun:
    from familievej.access import tasks

    known = RetentionRun.objects.filter(pk=run.pk).first()
    if known is None and actor.user_id is not None:
        run.user_id, run.user_name, run.ordered_at = actor.user_id, actor.name, timezone.now()
        validated(run).save(force_insert=True)
        # In this transaction: no commit, no job.
        tasks.retention.defer(run_id=str(run.pk))
    audit.wrote(
        actor,
        "access.retention_delete" if run.deletes else "access.retention_count",
        run,
        after={"reason": run.reason},
    )
    return known or run
