# SPDX-License-Identifier: EUPL-1.2
"""The key under a genogram: only what the picture uses, wrapped to its width."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from familievej.people.pictures.kin.data import COUPLES, Sex, TieKind
from familievej.people.pictures.kin.layout import Layout
from familievej.people.pictures.kin.marks import HOME_DASHES, draw_strokes, draw_tie, shape
from familievej.people.pictures.kin.words import LINE_NAMES
from familievej.people.pictures.svg import Box, add, box, polyline, text
from familievej.people.pictures.text import shorten, text_width

SIZE = 12.0
LEAST_WIDTH = 344.0
"""Units the key may take under a picture narrower than that: still within a phone."""
_LINE = 24.0
_SAMPLE = 34.0
_GAP = 18.0
_EDGE = 6.0
_AIR = 16.0

Sample = Callable[[ET.Element, float, float], None]


@dataclass(frozen=True)
class Entry:
    """A sample and its words, with the sample's left end and the baseline counted from the legend's top."""

    words: str
    sample: Sample
    x: float
    y: float


@dataclass(frozen=True)
class Legend:
    """Entries in place; zero high where there is nothing to explain."""

    entries: tuple[Entry, ...]
    width: float
    height: float


def legend(layout: Layout, width: float) -> Legend:
    """Return the key for `layout`, no wider than `width`."""
    entries: list[Entry] = []
    x, y = _EDGE, _AIR + SIZE
    for words, sample in _used(layout):
        fitted = shorten(words, width - _SAMPLE - 2 * _EDGE, SIZE)
        needs = _SAMPLE + text_width(fitted, SIZE)
        if x > _EDGE and x + needs > width - _EDGE:
            x, y = _EDGE, y + _LINE
        entries.append(Entry(fitted, sample, x, y))
        x += needs + _GAP
    return Legend(tuple(entries), width if entries else 0.0, y + _LINE / 2 if entries else 0.0)


def draw_legend(parent: ET.Element, key: Legend, top: float) -> None:
    """Append the key below `top`."""
    if not key.entries:
        return
    # The description of the picture has said all this in words.
    group = add(parent, "g", class_="fv-pic__legend", aria_hidden="true")
    for entry in key.entries:
        entry.sample(group, entry.x + (_SAMPLE - 8) / 2, top + entry.y - SIZE * 0.35)
        text(group, entry.x + _SAMPLE, top + entry.y, entry.words, class_="fv-pic__note", size=SIZE)


def _used(layout: Layout) -> Iterator[tuple[str, Sample]]:
    if any(placed.is_index for placed in layout.people):
        yield _("the child in the middle"), _index
    yield from _symbols_used(layout)
    told = {tie.kind for tie in layout.kin.ties}
    for kind in TieKind:
        if kind in told and kind is not TieKind.PARENT:
            yield str(LINE_NAMES[kind]), partial(_tie, kind)
    for at, home in enumerate(layout.homes):
        if home.label is None:
            yield home.home.name or _("live at one address"), partial(_home, at)


def _symbols_used(layout: Layout) -> Iterator[tuple[str, Sample]]:
    people = [placed.person for placed in layout.people]
    sexes = {person.sex for person in people if not person.unborn}
    words = {
        Sex.MALE: _("boy or man"),
        Sex.FEMALE: _("girl or woman"),
        Sex.UNKNOWN: _("other or not known"),
    }
    for sex, name in words.items():
        if sex in sexes:
            yield name, partial(_symbol, sex)
    if any(person.unborn for person in people):
        yield _("unborn child"), partial(_symbol, None)
    if any(person.died for person in people):
        yield pgettext("genogram", "has died"), _cross


def _index(parent: ET.Element, x: float, y: float) -> None:
    shape(parent, x, y, 8.5, Sex.UNKNOWN, "fv-gen__symbol fv-gen__symbol--ring")
    shape(parent, x, y, 5, Sex.UNKNOWN, "fv-gen__symbol fv-gen__symbol--index")


def _symbol(sex: Sex | None, parent: ET.Element, x: float, y: float) -> None:
    shape(parent, x, y, 6.5, sex, "fv-gen__symbol")


def _cross(parent: ET.Element, x: float, y: float) -> None:
    shape(parent, x, y, 6.5, Sex.MALE, "fv-gen__symbol")
    for turn in (1, -1):
        polyline(parent, ((x - 6.5, y - turn * 6.5), (x + 6.5, y + turn * 6.5)), class_="fv-gen__cross")


def _tie(kind: TieKind, parent: ET.Element, x: float, y: float) -> None:
    if kind in COUPLES:
        draw_tie(parent, ((x - 13, y), (x + 13, y)), kind)
        draw_strokes(parent, x, y, kind)
    else:
        draw_tie(parent, ((x, y - 9), (x, y + 9)), kind)


def _home(at: int, parent: ET.Element, x: float, y: float) -> None:
    class_ = f"fv-gen__home fv-gen__home--{at % len(HOME_DASHES)}"
    outline = box(parent, Box(x - 13, y - 7, x + 13, y + 7), class_=class_, radius=5)
    outline.set("stroke", "currentColor")
    if dashes := HOME_DASHES[at % len(HOME_DASHES)]:
        outline.set("stroke-dasharray", dashes)
