# SPDX-License-Identifier: EUPL-1.2
"""The history of deliveries, for the administrator."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from familievej.access.actions.organisation import may_administer
from familievej.extract.models import ImportRun

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """Every delivery, latest first, without its faults. Raises NoAccess."""
    may_administer(actor)
    return ImportRun.objects.defer("sealed_faults")


def run(actor: Actor, run_id: uuid.UUID) -> ImportRun:
    """One delivery. Raises NoAccess, Http404."""
    may_administer(actor)
    return get_object_or_404(ImportRun, pk=run_id)
