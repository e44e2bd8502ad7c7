# SPDX-License-Identifier: EUPL-1.2
"""The genogram: who the family is, in the field's own symbols, and the same as a list.

    picture = genogram(people, ties, homes=homes, index="7", today=today, prefix="gen", title=_("The family"))

Nothing is read from a database here: the caller passes only the persons and ties that the reader may see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from familievej.people.pictures.kin.data import GenogramPerson, Home, Kin, Sex, Tie, TieKind, checked
from familievej.people.pictures.kin.draw import draw
from familievej.people.pictures.kin.layout import Layout, arrange, lay_out
from familievej.people.pictures.kin.place import COMPACT, SCALES
from familievej.people.pictures.kin.words import GenogramRow, called, description, life_line, rows
from familievej.people.pictures.svg import Picture

__all__ = [
    "GenogramPerson",
    "GenogramRow",
    "Genograms",
    "Home",
    "Sex",
    "Tie",
    "TieKind",
    "genogram",
    "genograms",
]

WIDE = 1120.0
"""Units a genogram may take on a large screen before it is drawn smaller."""


@dataclass(frozen=True)
class Genograms:
    """The same family drawn for a large screen and for a phone; the page shows one of them."""

    wide: Picture[GenogramRow]
    compact: Picture[GenogramRow]

    @property
    def rows(self) -> tuple[GenogramRow, ...]:
        """Return the family as a list."""
        return self.wide.rows


def genogram(
    people: Iterable[GenogramPerson],
    ties: Iterable[Tie],
    *,
    today: date,
    prefix: str,
    title: str,
    homes: Iterable[Home] = (),
    index: str | None = None,
    width: float = WIDE,
    compact: bool = False,
    keyed: bool = True,
) -> Picture[GenogramRow]:
    """Return the genogram of a family at one size.

    `index` is the key of the child in the middle. The roomiest of three sizes that keeps within `width` units is used;
    a family too large for the smallest is drawn wider than that and scrolls. `compact` takes the smallest at once.
    `prefix` starts every id and must be unique on the page. `keyed` adds a key of the symbols used.

    Raises ValueError naming the key where ties, homes or index do not fit the persons.
    """
    kin = checked(people, ties, homes, index)
    sizes = [COMPACT] if compact else list(SCALES)
    names = _names(kin, today)
    arrangement = arrange(kin)
    layouts = (lay_out(arrangement, names, scale) for scale in sizes)
    layout = next((one for one in layouts if one.width <= width), None) or lay_out(
        arrangement, names, sizes[-1]
    )
    return _picture(layout, names, prefix, title, keyed)


def genograms(
    people: Iterable[GenogramPerson],
    ties: Iterable[Tie],
    *,
    today: date,
    prefix: str,
    title: str,
    homes: Iterable[Home] = (),
    index: str | None = None,
) -> Genograms:
    """Return the genogram for a large screen and for a phone, arranged once. Raises ValueError as `genogram`."""
    kin = checked(people, ties, homes, index)
    names = _names(kin, today)
    arrangement = arrange(kin)
    layouts = [lay_out(arrangement, names, scale) for scale in SCALES]
    wide = next((layout for layout in layouts if layout.width <= WIDE), layouts[-1])
    return Genograms(
        _picture(wide, names, f"{prefix}-wide", title, keyed=True),
        _picture(layouts[-1], names, f"{prefix}-compact", title, keyed=True),
    )


def _names(kin: Kin, today: date) -> dict[str, tuple[str, str]]:
    return {person.key: (called(person), life_line(person, today)) for person in kin.people}


def _picture(
    layout: Layout, names: dict[str, tuple[str, str]], prefix: str, title: str, keyed: bool
) -> Picture[GenogramRow]:
    words = description(layout.kin, names)
    svg, width, height = draw(layout, names, prefix=prefix, title=title, description=words, keyed=keyed)
    return Picture(svg, width, height, title, words, rows(layout.kin, names))
