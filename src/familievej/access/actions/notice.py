# SPDX-License-Identifier: EUPL-1.2
"""Receivers say that they have read what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from familievej.access.models import Notice
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@action("access.notices_read")
def notices_read(*, actor: Actor) -> int:
    """Everything that ``actor`` was told until now is read; gives how many were new."""
    count = (
        Notice.objects.visible_to(actor, Verb.WRITE)
        .filter(read_at__isnull=True)
        .update(read_at=timezone.now())
    )
    audit.note(actor, audit.Verb.WRITE, "access.notices_read", basis=str(count))
    return count
