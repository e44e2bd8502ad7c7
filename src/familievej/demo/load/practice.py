# SPDX-License-Identifier: EUPL-1.2
"""The municipality works by the start set of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from familievej.gate.actor import system
from familievej.practice.actions import model_adopt
from familievej.practice.shipped import START, load_shipped

if TYPE_CHECKING:
    from familievej.demo.load.organisation import Organisation
    from familievej.practice.models import AdoptedModel

SYSTEM = system("The demonstration municipality adopts a practice model")


def adopt_start_set(organisation: Organisation) -> AdoptedModel:
    """The start set, owned by the persona who leads, from the day on which it is valid itself."""
    leader = next(user for user in organisation.users.values() if user.demo_persona == "leader")
    loaded = load_shipped(START)
    return model_adopt(actor=SYSTEM, loaded=loaded, owner=leader.name, starts=loaded.model.valid_from)
