# SPDX-License-Identifier: EUPL-1.2
"""Whether there is a place for one family more, and the leader's reason to go beyond the limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from familievej.course.load import PLACES, places
from familievej.gate.actor import Post
from familievej.gate.models import Role

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit, User
    from familievej.practice.queries import Offered


def room_for(
    actor: Actor,
    offered: Offered,
    coordinator: User | None,
    unit: Unit,
    day: dt.date,
    beyond_reason: str,
    *,
    asks: Collection[str] = PLACES,
    holds: Collection[str] = (),
) -> str:
    """The leader's reason to go beyond a limit; empty when there is room.

    ``asks``: whose limits are asked about. ``holds``: those in whose numbers the family is counted already.
    Raises ValidationError when there is none and the actor does not lead the unit or gives no reason (004 L310-311).
    """
    found = places(offered.adopted, offered.programme, coordinator.pk if coordinator else None, unit.pk, day)
    full = [
        room for per in asks for room in found[per]
        if (room.level == "over" if per in holds else room.is_full)
    ]  # fmt: skip
    if not full:
        return ""
    said = ", ".join(
        _("%(carried)d of %(most)d") % {"carried": room.carried, "most": room.limit.most} for room in full
    )
    may = actor.is_system or Post(Role.LEADER, unit.pk) in actor.posts
    if not may or not all(room.limit.beyond for room in full):
        raise ValidationError(
            {
                "coordinator": _(
                    "There is no free place (%(said)s). The leader may go beyond, with a reason."
                )
                % {"said": said}
            }
        )
    if not beyond_reason.strip():
        raise ValidationError(
            {
                "beyond_reason": _("There is no free place (%(said)s). Write why you go beyond.")
                % {"said": said}
            }
        )
    return beyond_reason.strip()
