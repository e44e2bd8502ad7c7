# SPDX-License-Identifier: EUPL-1.2
"""Telephone numbers and e-mail addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import require_about
from familievej.gate.record import validated
from familievej.people.models import ContactPoint, Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@action("people.contact_points_set")
def contact_points_set(
    *, actor: Actor, person: Person, points: Sequence[tuple[str, str]]
) -> list[ContactPoint]:
    """``points`` (kind, value) replace those that are there; the old ones stay in the trail. Raises ValidationError."""
    require_about(actor, Verb.WRITE, [person.pk], Category.CONTACT)
    old = list(person.contact_points.order_by("kind", "value"))
    wanted = [
        validated(ContactPoint(person=person, kind=kind, value=value.strip()))
        for kind, value in points
        if value.strip()
    ]
    before, after = [(p.kind, p.value) for p in old], [(p.kind, p.value) for p in wanted]
    person.contact_points.all().delete()
    for point in wanted:
        point.save(force_insert=True)
    audit.wrote(
        actor,
        "people.contact_points_set",
        person,
        before={"reach": before},
        after={"reach": after},
        subjects=[person.pk],
    )
    return list(person.contact_points.all())
