# SPDX-License-Identifier: EUPL-1.2
"""The contact map: every unit, contact person, meeting place and plan around a family, drawn and counted.

After "Example of a mother's contacts in a municipality" (report 001, lines 637-672): one mother, eight meeting places,
seven plans. Nothing is read from a database here: the caller passes only what the reader may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from familievej.people.pictures.around.data import MapContact, MapCounts, MapMember
from familievej.people.pictures.around.draw import draw_around
from familievej.people.pictures.svg import Picture

__all__ = [
    "ContactMap",
    "ContactMaps",
    "ContactRow",
    "MapContact",
    "MapCounts",
    "MapMember",
    "contact_map",
    "contact_map_both",
    "contact_maps",
]

WIDE = 1040.0
HALF = 540.0
COMPACT = 350.0


@dataclass(frozen=True)
class ContactRow:
    """One contact of the table beside a contact map; `about` are names of members, empty for the whole family."""

    area: str
    unit: str
    person: str
    role: str
    place: str
    plans: tuple[str, ...]
    about: tuple[str, ...]
    start: date | None
    end: date | None
    href: str


@dataclass(frozen=True)
class ContactMap:
    """One map drawn for a large screen and for a phone; the page shows one of them."""

    wide: Picture[ContactRow]
    compact: Picture[ContactRow]
    counts: MapCounts

    @property
    def rows(self) -> tuple[ContactRow, ...]:
        """Return the contacts as rows of a table."""
        return self.wide.rows


@dataclass(frozen=True)
class ContactMaps:
    """The family's contacts on two days, drawn to stand beside each other, and for a phone below each other.

    `ended` and `begun` are the contacts that have gone and come between the two days; `change` says it in a sentence.
    """

    before: ContactMap
    now: ContactMap
    ended: tuple[ContactRow, ...]
    begun: tuple[ContactRow, ...]
    change: str


def contact_map(
    family: Sequence[MapMember],
    contacts: Iterable[MapContact],
    *,
    prefix: str,
    title: str,
    on: date | None = None,
    width: float = WIDE,
) -> Picture[ContactRow]:
    """Return the map of the contacts that are running `on` a day (all of them where no day is given).

    `width` in units: from 480 areas stand on both sides of the family, below that under it (for a phone, 350).
    Raises ValueError naming the contact that is about somebody who is not in `family`.
    """
    names = {member.key: member.name for member in family}
    running = []
    for contact in contacts:
        if strangers := set(contact.about) - set(names):
            raise ValueError(f"Contact {contact.key!r} is about {min(strangers)!r}, who is not in the family")
        if contact.runs_on(on):
            running.append(contact)
    ordered = _by_area(running)
    counts = MapCounts.of(ordered)
    words = _description(ordered, counts)
    svg, height = draw_around(
        tuple(family), ordered, counts, prefix=prefix, title=title, description=words, width=width
    )
    return Picture(svg, width, height, title, words, tuple(_row(contact, names) for contact in ordered))


def contact_map_both(
    family: Sequence[MapMember],
    contacts: Iterable[MapContact],
    *,
    prefix: str,
    title: str,
    on: date | None = None,
    width: float = WIDE,
) -> ContactMap:
    """Return the map of one day for a large screen and for a phone. Raises ValueError as `contact_map`."""
    known = tuple(contacts)
    wide = contact_map(family, known, prefix=f"{prefix}-wide", title=title, on=on, width=width)
    compact = contact_map(family, known, prefix=f"{prefix}-compact", title=title, on=on, width=COMPACT)
    return ContactMap(wide, compact, MapCounts.of(contact for contact in known if contact.runs_on(on)))


def contact_maps(
    family: Sequence[MapMember],
    contacts: Iterable[MapContact],
    *,
    before: date,
    now: date,
    prefix: str,
    titles: tuple[str, str],
) -> ContactMaps:
    """Return the maps of two days. `titles` name the two pictures. Raises ValueError as `contact_map`."""
    known = tuple(contacts)
    then_map = contact_map_both(
        family, known, prefix=f"{prefix}-before", title=titles[0], on=before, width=HALF
    )
    now_map = contact_map_both(family, known, prefix=f"{prefix}-now", title=titles[1], on=now, width=HALF)
    names = {member.key: member.name for member in family}
    then, today = ([c for c in known if c.runs_on(day)] for day in (before, now))
    first, last = then_map.counts, now_map.counts
    return ContactMaps(
        before=then_map,
        now=now_map,
        ended=tuple(_row(contact, names) for contact in then if contact not in today),
        begun=tuple(_row(contact, names) for contact in today if contact not in then),
        change=_("Before: %(before)s. Now: %(now)s.") % {"before": first.sentence, "now": last.sentence},
    )


def _by_area(contacts: Sequence[MapContact]) -> tuple[MapContact, ...]:
    """Return contacts area by area and unit by unit, each in the order it was first named."""
    areas = list(dict.fromkeys(contact.area for contact in contacts))
    units = list(dict.fromkeys((contact.area, contact.unit) for contact in contacts))
    return tuple(sorted(contacts, key=lambda c: (areas.index(c.area), units.index((c.area, c.unit)))))


def _row(contact: MapContact, names: dict[str, str]) -> ContactRow:
    return ContactRow(
        area=contact.area,
        unit=contact.unit,
        person=contact.person,
        role=contact.role,
        place=contact.place,
        plans=contact.plans,
        about=tuple(names[key] for key in contact.about),
        start=contact.start,
        end=contact.end,
        href=contact.href,
    )


def _description(contacts: Sequence[MapContact], counts: MapCounts) -> str:
    if not contacts:
        return _("Nobody outside the family has been added yet.")
    sentences = [counts.sentence + "."]
    for area in dict.fromkeys(contact.area for contact in contacts):
        inside = [", ".join(filter(None, (c.unit, c.person))) for c in contacts if c.area == area]
        sentences.append(f"{area}: {'; '.join(inside)}.")
    return " ".join(sentences)
