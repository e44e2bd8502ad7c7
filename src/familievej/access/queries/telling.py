# SPDX-License-Identifier: EUPL-1.2
"""Reads of what was shared without the family."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.access.models import Telling
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import GatedQuerySet

# The source says "in the following dialogue" and names no days (Familiens Vej, lines 1261-1262). Two weeks is the
# longest that a plan should go without a dialogue; after that the leader sees that it was forgotten.
TELL_WITHIN = dt.timedelta(days=14)

# On the family's own page: the latest; all of them are on the coordinator's.
MOST_LISTED = 20


def due(telling: Telling) -> dt.date:
    """The last day on which they should be told."""
    return telling.happened_on + TELL_WITHIN


def waiting(actor: Actor, verb: Verb = Verb.READ) -> GatedQuerySet[Telling]:
    """Those of which the families have not been told."""
    return Telling.objects.visible_to(actor, verb).filter(told_on__isnull=True)


def of_family(actor: Actor, family_id: UUID) -> list[Telling]:
    """All of one family, with the persons: not told yet first, then the latest. One query."""
    rows = Telling.objects.visible_to(actor).filter(family_id=family_id).select_related("told_by")
    return sorted(rows, key=lambda row: (row.told_on is not None, -row.happened_on.toordinal()))


def told(actor: Actor) -> list[Telling]:
    """The latest that the family member ``actor`` has been told of (FV-R22). One query."""
    rows = Telling.objects.visible_to(actor).filter(told_on__isnull=False)
    return list(rows.select_related("told_by").order_by("-told_on", "-recorded_at")[:MOST_LISTED])


def telling_or_404(actor: Actor, family_id: UUID, telling_id: UUID, verb: Verb) -> Telling:
    """One. Raises NoAccess, also when there is none."""
    found = Telling.objects.visible_to(actor, verb).filter(pk=telling_id, family_id=family_id).first()
    if found is None:
        raise NoAccess
    return found
