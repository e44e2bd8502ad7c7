# SPDX-License-Identifier: EUPL-1.2
"""What stands beside the records of a list, asked for all of them at once: papers, and from whom they are hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.access.queries.hidden import Hidden, hidden_of
from familievej.gate.models import Attachment

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Beside:
    """Beside one record."""

    hidden: list[Hidden] = field(default_factory=list)
    papers: list[Attachment] = field(default_factory=list)


def beside(actor: Actor, record_ids: Iterable[UUID]) -> dict[UUID, Beside]:
    """By record; a record without anything is there too. For staff; at most four queries."""
    ids = list(record_ids)
    if not ids or not actor.is_staff:
        return defaultdict(Beside)
    papers: dict[UUID, list[Attachment]] = defaultdict(list)
    for paper in Attachment.objects.visible_to(actor).filter(record_id__in=ids):
        papers[paper.record_id].append(paper)
    hidden = hidden_of(actor, ids)
    return defaultdict(Beside, {pk: Beside(hidden.get(pk, []), papers.get(pk, [])) for pk in ids})
