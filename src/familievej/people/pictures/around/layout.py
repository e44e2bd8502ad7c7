# SPDX-License-Identifier: EUPL-1.2
"""Where areas and contacts stand: in two wings beside the family, or below it on a phone.

Everything is stacked in columns, so no two labels can overlap however many contacts there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from django.utils.translation import gettext as _

from familievej.people.pictures.around.data import MapContact, MapMember
from familievej.people.pictures.svg import Box, Point
from familievej.people.pictures.text import text_width, wrap

LEAST_FOR_WINGS = 480.0
EDGE = 2.0
UNIT, SMALL, AREA = 14.0, 12.5, 12.5
LINE_UNIT, LINE_SMALL = 18.0, 16.5
CARD_TOP, CARD_FOOT, CARD_GAP, CONTACT_GAP, PAD = 30.0, 10.0, 14.0, 10.0, 14.0
ICON = 14.0
MEMBER_LINE, FAMILY_PAD = 26.0, 14.0
STEM = 18.0
"""x of the stem on which contacts hang below the family, and room for it left of the cards."""

LineKind = Literal["unit", "who", "about", "place", "plan"]
LEAST_MIDDLE, MOST_MIDDLE = 96.0, 170.0


@dataclass(frozen=True)
class Words:
    """One line of text with its left end and baseline."""

    kind: LineKind
    text: str
    x: float
    y: float
    first: bool
    """Whether the line begins a place or a plan and so carries its mark."""


@dataclass(frozen=True)
class ContactSpot:
    """A contact in its card, and where its line ends (`dot`)."""

    contact: MapContact
    area: Box
    lines: tuple[Words, ...]
    dot: Point


@dataclass(frozen=True)
class Card:
    """An area with its contacts."""

    name: tuple[str, ...]
    area: Box
    spots: tuple[ContactSpot, ...]


@dataclass(frozen=True)
class MemberSpot:
    """A name in the middle, with the y of its baseline."""

    member: MapMember
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Around:
    """A contact map in place."""

    height: float
    family: Box
    members: tuple[MemberSpot, ...]
    cards: tuple[Card, ...]
    wings: bool


def around(family: Sequence[MapMember], contacts: Sequence[MapContact], width: float) -> Around:
    """Return the map `width` units wide; contacts of one area must follow each other."""
    groups: dict[str, list[MapContact]] = {}
    for contact in contacts:
        groups.setdefault(contact.area, []).append(contact)
    if not contacts:
        box = Box((width - MOST_MIDDLE) / 2, EDGE, (width + MOST_MIDDLE) / 2, EDGE + _family_height(family))
        return Around(box.y1 + EDGE, box, _names(family, box), (), wings=True)
    return (_below if width < LEAST_FOR_WINGS else _wings)(family, groups, width)


def _wings(family: Sequence[MapMember], groups: dict[str, list[MapContact]], width: float) -> Around:
    middle = min(max(width * 0.17, LEAST_MIDDLE), MOST_MIDDLE)
    gap = min(max(width * 0.095, 40.0), 110.0)
    column = (width - middle - 2 * gap) / 2 - EDGE
    sides = _balanced(groups, column)
    heights = [_stack(groups, side, column) for side in sides]
    tall = max(*heights, _family_height(family))
    cards: list[Card] = []
    for at, side in enumerate(sides):
        y = EDGE + (tall - heights[at]) / 2
        x = EDGE if at == 0 else width - EDGE - column
        for name in side:
            card = _card(name, groups[name], Box(x, y, x + column, y), dots_right=at == 0)
            cards.append(card)
            y = card.area.y1 + CARD_GAP
    half = _family_height(family) / 2
    centre = EDGE + tall / 2
    box = Box((width - middle) / 2, centre - half, (width + middle) / 2, centre + half)
    members = _names(family, box)
    return Around(tall + 2 * EDGE, box, members, tuple(cards), wings=True)


def _below(family: Sequence[MapMember], groups: dict[str, list[MapContact]], width: float) -> Around:
    members = tuple(_running(family, width))
    box = Box(
        EDGE, EDGE, width - EDGE, max((spot.y for spot in members), default=EDGE + MEMBER_LINE) + FAMILY_PAD
    )
    cards: list[Card] = []
    y = box.y1 + 2 * CARD_GAP
    for name, contacts in groups.items():
        top = Box(EDGE + 2 * STEM, y, width - EDGE, y)
        card = _card(
            name, contacts, top, dots_right=False, names={member.key: member.name for member in family}
        )
        cards.append(card)
        y = card.area.y1 + CARD_GAP
    height = (cards[-1].area.y1 if cards else box.y1) + EDGE
    return Around(height, box, members, tuple(cards), wings=False)


def _family_height(family: Sequence[MapMember]) -> float:
    return max(len(family), 1) * MEMBER_LINE + 2 * FAMILY_PAD - 6


def _names(family: Sequence[MapMember], box: Box) -> tuple[MemberSpot, ...]:
    x = (box.x0 + box.x1) / 2
    room = box.x1 - box.x0 - 24
    return tuple(
        MemberSpot(
            member,
            "".join(wrap(member.name, room, UNIT + 1, lines=1, bold=True)),
            x,
            box.y0 + FAMILY_PAD + at * MEMBER_LINE + 15,
        )
        for at, member in enumerate(family)
    )


def _running(family: Sequence[MapMember], width: float) -> Iterator[MemberSpot]:
    """Yield the names one after another, on as many lines as they need."""
    size, space = UNIT + 1, 18.0
    room = width - 2 * EDGE - 2 * PAD
    lines: list[list[tuple[MapMember, str, float]]] = [[]]
    for member in family:
        words = "".join(wrap(member.name, room, size, lines=1, bold=True))
        needs = text_width(words, size, bold=True)
        if lines[-1] and sum(each[2] + space for each in lines[-1]) + needs > room:
            lines.append([])
        lines[-1].append((member, words, needs))
    for row, line in enumerate(lines):
        x = (width - sum(each[2] for each in line) - space * (len(line) - 1)) / 2
        for member, words, needs in line:
            yield MemberSpot(member, words, x + needs / 2, EDGE + FAMILY_PAD + 13 + row * MEMBER_LINE)
            x += needs + space


def _balanced(groups: dict[str, list[MapContact]], column: float) -> tuple[list[str], list[str]]:
    """Share the areas out between left and right so that the wings are about equally tall; order is kept."""
    heights = {name: _stack(groups, [name], column) for name in groups}
    sides: tuple[list[str], list[str]] = ([], [])
    totals = [0.0, 0.0]
    for name in sorted(groups, key=lambda name: -heights[name]):
        side = 0 if totals[0] <= totals[1] else 1
        sides[side].append(name)
        totals[side] += heights[name]
    order = list(groups)
    return sorted(sides[0], key=order.index), sorted(sides[1], key=order.index)


def _stack(groups: dict[str, list[MapContact]], names: Sequence[str], column: float) -> float:
    if not names:
        return 0.0
    cards = (_card(name, groups[name], Box(0, 0, column, 0), dots_right=True) for name in names)
    return sum(card.area.y1 + CARD_GAP for card in cards) - CARD_GAP


def _card(
    name: str,
    contacts: Sequence[MapContact],
    top: Box,
    *,
    dots_right: bool,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Card:
    """Stack the contacts of one area; `names` are given where the line cannot show whom a contact is about."""
    room = top.x1 - top.x0 - 2 * PAD
    title = wrap(name, room, AREA, bold=True)
    y = top.y0 + CARD_TOP + (len(title) - 1) * LINE_SMALL
    spots = []
    for contact in contacts:
        about = ", ".join(names[key] for key in contact.about if key in names)
        lines = tuple(_lines(contact, about, top.x0 + PAD, y, room))
        foot = lines[-1].y + 5 if lines else y + LINE_UNIT
        dot = (top.x1 if dots_right else top.x0, y + LINE_UNIT * 0.55)
        spots.append(ContactSpot(contact, Box(top.x0 + PAD - 6, y, top.x1 - PAD + 6, foot), lines, dot))
        y = foot + CONTACT_GAP
    return Card(title, Box(top.x0, top.y0, top.x1, y - CONTACT_GAP + CARD_FOOT), tuple(spots))


def _lines(contact: MapContact, about: str, x: float, y: float, room: float) -> Iterator[Words]:
    who = ", ".join(part for part in (contact.person, contact.role) if part)
    for words in wrap(contact.unit or who, room, UNIT, bold=True):
        y += LINE_UNIT
        yield Words("unit", words, x, y - 4, first=False)
    marked: list[tuple[LineKind, str]] = [
        ("place", contact.place),
        *(("plan", plan) for plan in contact.plans),
    ]
    if contact.unit:
        for words in wrap(who, room, SMALL):
            y += LINE_SMALL
            yield Words("who", words, x, y - 4, first=False)
    if about:
        for words in wrap(_("about %(names)s") % {"names": about}, room, SMALL):
            y += LINE_SMALL
            yield Words("about", words, x, y - 4, first=False)
    for kind, content in marked:
        for at, words in enumerate(wrap(content, room - ICON, SMALL)):
            y += LINE_SMALL
            yield Words(kind, words, x + ICON, y - 4, first=at == 0)
