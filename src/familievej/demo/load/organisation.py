# SPDX-License-Identifier: EUPL-1.2
"""The municipality's areas, units and staff, and the accounts of the personas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from familievej.access import actions as access
from familievej.demo.cast import cast
from familievej.demo.load.calendar import Calendar
from familievej.gate.actor import Actor, actor_for, system

if TYPE_CHECKING:
    from familievej.gate.models import Area, StaffRole, Unit, User
    from familievej.people.models import Person

SYSTEM = system("The demonstration municipality is set up")
HIRED = -1600
"""The day on which everybody on the staff began: before the first course that somebody of them coordinates."""


@dataclass
class Organisation:
    """Units and accounts by their keys in ``cast.toml``."""

    calendar: Calendar
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[str, StaffRole] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, staff: str) -> Actor:
        """The member of staff at work; also of one who leaves later on, while the past is being told."""
        if staff not in self._actors:
            self._actors[staff] = actor_for(self.users[staff], day=self.calendar.today)
        return self._actors[staff]


def make_organisation(calendar: Calendar) -> Organisation:
    """Areas, units, and an account and a role for everybody on the staff. Nobody can log in with a password."""
    found, made = cast(), Organisation(calendar)
    areas: dict[str, Area] = {
        key: access.area_create(actor=SYSTEM, code=_code(key), name=area.name, category=area.category)
        for key, area in found.areas.items()
    }
    for key, unit in found.units.items():
        made.units[key] = access.unit_create(
            actor=SYSTEM,
            code=_code(key),
            name=unit.name,
            area=areas[unit.area],
            phone=unit.phone,
            external=unit.external,
        )
    personas = {persona.staff: slug for slug, persona in found.personas.items() if persona.staff}
    for key, person in found.staff.items():
        user = access.account_create(
            actor=SYSTEM,
            email=found.email(key),
            name=person.name,
            title=person.title,
            phone=person.phone,
            demo_persona=personas.get(key),
        )
        made.users[key] = user
        made.roles[key] = access.role_give(
            actor=SYSTEM,
            user=user,
            unit=made.units[person.unit],
            role=person.role,
            starts=calendar.day(HIRED),
        )
    return made


def let_go(made: Organisation) -> None:
    """End the roles of those who have left, once what they did has been told."""
    for key, person in cast().staff.items():
        if person.left is not None:
            day = made.calendar.workday(person.left)
            access.role_end(actor=SYSTEM, staff_role=made.roles[key], day=day)
            access.account_close(actor=SYSTEM, user=made.users[key])


def family_personas(people: dict[tuple[str, str], Person]) -> None:
    """Accounts for the personas who are persons of a story; ``people`` by story and key."""
    for slug, persona in cast().personas.items():
        if persona.story:
            person = people[persona.story, persona.person]
            reach = {point.kind: point.value for point in person.contact_points.all()}
            access.account_create(
                actor=SYSTEM,
                email=reach["email"],
                name=person.full_name,
                phone=reach.get("phone", ""),
                person=person,
                demo_persona=slug,
            )


def _code(key: str) -> str:
    return key.replace("_", "-")
