# SPDX-License-Identifier: EUPL-1.2
"""How many contacts the family's course holds, for the room that counts them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from familievej.course.contacts import ContactRoom
from familievej.course.models import Course, Met

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.practice.schema.programme import ContactLimit


@dataclass(frozen=True)
class ContactRule:
    """The limit of a course that began on ``since``; with ``agreed`` more; ``says`` is the rule in words."""

    limit: ContactLimit
    since: dt.date
    agreed: int
    says: str

    def room(self, held: int) -> ContactRoom:
        """With so many contacts since the course began."""
        return ContactRoom(self.limit, held, self.agreed)


def contact_rule(actor: Actor, family_id: UUID, day: dt.date) -> ContactRule | None:
    """The limit that the family's course on ``day`` has; None for most. Two queries."""
    rows = Course.objects.visible_to(actor).filter(family_id=family_id).as_of(day)
    course = rows.select_related("adopted").defer("adopted__files", "adopted__content").first()
    programme = course.adopted.model.programme(course.programme_key) if course and course.adopted else None
    if course is None or programme is None or programme.contacts is None:
        return None
    yes = f"approval:{programme.contacts.beyond}"
    agreed = Met.objects.visible_to(actor).filter(course=course, need=yes, withdrawn_at__isnull=True).count()
    gates = programme.gates_of("contact")
    return ContactRule(programme.contacts, course.starts, agreed, gates[0].says if gates else "")
