# SPDX-License-Identifier: EUPL-1.2
"""The data protection officer orders an answer to a request for access."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from familievej.access.models import SubjectAnswer
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@action("access.answer_order")
def answer_order(
    *, actor: Actor, person_id: UUID, receiver_id: UUID, purpose: str, language: str, answer_id: UUID
) -> SubjectAnswer:
    """Order the collection as a job. The same form sent twice is one answer. Raises NoAccess, ValidationError."""
    from familievej.access import tasks

    if actor.user_id is None or not actor.has_role(Role.DATA_PROTECTION_OFFICER):
        raise NoAccess
    known = SubjectAnswer.objects.visible_to(actor).filter(pk=answer_id).first()
    row = known or SubjectAnswer(
        id=answer_id,
        user_id=actor.user_id,
        person_id=person_id,
        receiver_id=receiver_id,
        purpose=purpose,
        language=language,
        ordered_at=timezone.now(),
    )
    if known is None:
        validated(row).save(force_insert=True)
        # In this transaction: no commit, no job.
        tasks.collect_answer.defer(answer_id=str(row.pk))
    audit.wrote(
        actor, "access.answer_order", row, after={"purpose": purpose}, subjects={person_id, receiver_id}
    )
    return row
