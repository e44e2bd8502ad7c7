# SPDX-License-Identifier: EUPL-1.2
"""The municipality's areas, units and staff, and the demonstration's personas, read from ``cast.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from familievej.demo.story import StoryFault, built, read_toml


@dataclass(frozen=True)
class Municipality:
    """Name and the town of every address; the domain can have no mail (RFC 2606)."""

    name: str
    mail_domain: str
    postcode: str
    town: str


@dataclass(frozen=True)
class CastArea:
    """A welfare area; ``category`` is what a contact there tells about a person."""

    name: str
    category: str


@dataclass(frozen=True)
class CastUnit:
    """An organisational unit in one area."""

    name: str
    area: str
    phone: str
    external: bool = False


@dataclass(frozen=True)
class CastStaff:
    """A member of staff; ``left`` is the day (counted from today) from which they no longer work here."""

    name: str
    title: str
    unit: str
    role: str
    phone: str
    left: int | None = None


@dataclass(frozen=True)
class CastPersona:
    """One click in the demonstration: a member of staff, or a person of a story."""

    staff: str = ""
    story: str = ""
    person: str = ""


@dataclass(frozen=True)
class Cast:
    """Everybody who works here, by key."""

    municipality: Municipality
    areas: Mapping[str, CastArea]
    units: Mapping[str, CastUnit]
    staff: Mapping[str, CastStaff]
    personas: Mapping[str, CastPersona]

    def email(self, key: str) -> str:
        """The member of staff's address."""
        return f"{key}@{self.municipality.mail_domain}"

    @property
    def coordinators(self) -> list[str]:
        """Keys of the coordinators who work here today."""
        return [
            key for key, person in self.staff.items() if person.role == "coordinator" and person.left is None
        ]


FILE = "cast.toml"


@cache
def cast() -> Cast:
    """The cast. Raises StoryFault when a unit or area does not exist."""
    raw = read_toml(FILE, files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    found = Cast(
        municipality=built(Municipality, raw["municipality"], f"{FILE}, municipality"),
        areas={key: built(CastArea, row, f"{FILE}, areas.{key}") for key, row in raw["areas"].items()},
        units={key: built(CastUnit, row, f"{FILE}, units.{key}") for key, row in raw["units"].items()},
        staff={key: built(CastStaff, row, f"{FILE}, staff.{key}") for key, row in raw["staff"].items()},
        personas={
            key: built(CastPersona, row, f"{FILE}, personas.{key}") for key, row in raw["personas"].items()
        },
    )
    for key, unit in found.units.items():
        if unit.area not in found.areas:
            raise StoryFault(f"{FILE}, units.{key}: there is no area {unit.area!r}")
    for key, person in found.staff.items():
        if person.unit not in found.units:
            raise StoryFault(f"{FILE}, staff.{key}: there is no unit {person.unit!r}")
    return found
