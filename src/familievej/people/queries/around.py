# SPDX-License-Identifier: EUPL-1.2
"""Around a family on a day: the units that are involved with its members, and its own network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.people.models import Family, Involvement, NetworkPerson, Person
from familievej.people.queries.family import membered

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Around:
    """``former_network`` are those who were there before ``day``."""

    persons: tuple[Person, ...]
    involvements: tuple[Involvement, ...]
    network: tuple[NetworkPerson, ...]
    former_network: tuple[NetworkPerson, ...]


def around(actor: Actor, family: Family, day: dt.date) -> Around:
    """What stands around ``family`` on ``day``, as far as ``actor`` may see it. Three queries."""
    persons = tuple(member.person for member in membered(actor, family, day).present)
    rows = (
        Involvement.objects.visible_to(actor)
        .as_of(day)
        .filter(person__in=persons)
        .select_related("unit__area")
        .order_by("unit__area__name", "unit__name", "starts", "id")
    )
    network = list(
        NetworkPerson.objects.visible_to(actor).filter(family=family, starts__lte=day).order_by("name")
    )
    return Around(
        persons=persons,
        involvements=tuple(rows),
        network=tuple(friend for friend in network if friend.holds(day)),
        former_network=tuple(friend for friend in network if not friend.holds(day)),
    )
