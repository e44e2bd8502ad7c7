# SPDX-License-Identifier: EUPL-1.2
"""What a contact map is made of, and how it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext


@dataclass(frozen=True)
class MapMember:
    """A member of the family as named in the middle of the map."""

    key: str
    name: str


@dataclass(frozen=True)
class MapContact:
    """A contact between the family and a unit: with whom, where, on which plans, about which members.

    `about` holds keys of members, and is empty where the contact is about the whole family. `start` and `end` are the
    first and last day; None is open.
    """

    key: str
    area: str
    unit: str
    person: str = ""
    role: str = ""
    place: str = ""
    plans: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    href: str = ""

    def runs_on(self, day: date | None) -> bool:
        """Return whether the contact is running on `day`; always where no day is given."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class MapCounts:
    """How many different areas, units, contact persons, meeting places and plans.

    A plan counts once for each unit that keeps it: two units with a plan of the same name have two plans.
    """

    areas: int
    units: int
    persons: int
    places: int
    plans: int

    @classmethod
    def of(cls, contacts: Iterable[MapContact]) -> "MapCounts":
        """Count `contacts`."""
        known = tuple(contacts)
        return cls(
            areas=len({c.area for c in known}),
            units=len({(c.area, c.unit) for c in known}),
            persons=len({(c.area, c.unit, c.person) for c in known if c.person}),
            places=len({c.place for c in known if c.place}),
            plans=len({(c.area, c.unit, plan) for c in known for plan in c.plans}),
        )

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """The numbers with their words, those that the family feels first."""
        return (
            (self.places, ngettext("meeting place", "meeting places", self.places)),
            (self.plans, ngettext("plan", "plans", self.plans)),
            (self.persons, ngettext("contact person", "contact persons", self.persons)),
            (self.areas, ngettext("area", "areas", self.areas)),
        )

    @property
    def sentence(self) -> str:
        """`8 meeting places, 7 plans, 8 contact persons, 4 areas`."""
        return ", ".join(f"{count} {words}" for count, words in self.parts)
