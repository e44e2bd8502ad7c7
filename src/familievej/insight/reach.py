# SPDX-License-Identifier: EUPL-1.2
"""Who may see and order which evaluation: the analyst all of them, a leader those of the units that they
lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from familievej.gate.decide import NoAccess
from familievej.gate.models import Role

if TYPE_CHECKING:
    import uuid

    from familievej.gate.actor import Actor
    from familievej.insight.models import Evaluation


def led_units(actor: Actor) -> frozenset[uuid.UUID]:
    """The units that ``actor`` leads today."""
    return frozenset(post.unit_id for post in actor.posts if post.role == Role.LEADER)


def sees_all(actor: Actor) -> bool:
    """The analyst works with figures of the whole municipality; so do tasks of the system."""
    return actor.is_system or actor.has_role(Role.ANALYST)


def may_evaluate(actor: Actor, unit_id: uuid.UUID | None) -> None:
    """Raises NoAccess where an evaluation of this unit (None: of all) is not the actor's."""
    if not (sees_all(actor) or (unit_id is not None and unit_id in led_units(actor))):
        raise NoAccess


def may_see(actor: Actor, evaluation: Evaluation) -> None:
    """Raises NoAccess."""
    may_evaluate(actor, evaluation.unit_id)
