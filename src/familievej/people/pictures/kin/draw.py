# SPDX-License-Identifier: EUPL-1.2
"""A laid-out genogram as SVG."""

from collections.abc import Mapping
from itertools import pairwise
from math import hypot
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from familievej.people.pictures.kin.data import COUPLES, Sex
from familievej.people.pictures.kin.homes import LABEL_SIZE, HomeShape
from familievej.people.pictures.kin.layout import Layout, Placed
from familievej.people.pictures.kin.legend import LEAST_WIDTH, Legend, draw_legend, legend
from familievej.people.pictures.kin.lines import Line
from familievej.people.pictures.kin.marks import HOME_DASHES, STROKES, draw_strokes, draw_tie, shape
from familievej.people.pictures.svg import Point, add, box, finish, link, number, polyline, root, text
from familievej.people.pictures.text import clean

_CORNER = 12.0


def draw(
    layout: Layout,
    names: Mapping[str, tuple[str, str]],
    *,
    prefix: str,
    title: str,
    description: str,
    keyed: bool,
) -> tuple[SafeString, float, float]:
    """Return the SVG of `layout` with its width and height; `keyed` adds the legend of what is used in it."""
    key = legend(layout, max(layout.width, LEAST_WIDTH)) if keyed else Legend((), 0, 0)
    width = max(layout.width, key.width)
    height = layout.height + key.height
    linked = any(placed.person.href for placed in layout.people)
    svg = root(
        width, height, prefix=prefix, title=title, description=description, class_="fv-gen", linked=linked
    )
    body = add(svg, "g")
    if width > layout.width:
        body.set("transform", f"translate({number((width - layout.width) / 2)} 0)")
    for at, home in enumerate(layout.homes):
        _home(body, home, at)
    for line in layout.lines:
        draw_tie(body, line.points, line.kind)
    for line in layout.lines:
        _strokes(body, line, layout)
    for placed in layout.people:
        _person(body, placed, names, layout)
    draw_legend(svg, key, layout.height)
    return finish(svg), width, height


def _home(parent: ET.Element, home: HomeShape, at: int) -> None:
    d = "".join(_rounded(loop) for loop in home.loops)
    path = add(parent, "path", d=d, class_=f"fv-gen__home fv-gen__home--{at % len(HOME_DASHES)}", fill="none")
    path.set("stroke", "currentColor")
    if dashes := HOME_DASHES[at % len(HOME_DASHES)]:
        path.set("stroke-dasharray", dashes)
    add(path, "title").text = clean(home.home.name)
    if home.label:
        label = home.label
        text(parent, label.x, label.y, label.text, class_="fv-gen__home-name", size=LABEL_SIZE)


def _rounded(loop: tuple[Point, ...]) -> str:
    """Return a closed path along the corners of `loop`, each rounded as far as its sides allow."""
    parts: list[str] = []
    for at, corner in enumerate(loop):
        before, after = loop[at - 1], loop[(at + 1) % len(loop)]
        start, end = _towards(corner, before), _towards(corner, after)
        parts.append(f"{'L' if parts else 'M'}{number(start[0])} {number(start[1])}")
        parts.append(f"Q{number(corner[0])} {number(corner[1])} {number(end[0])} {number(end[1])}")
    return "".join(parts) + "Z"


def _towards(corner: Point, other: Point) -> Point:
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(_CORNER, length / 2) / length if length else 0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _strokes(parent: ET.Element, line: Line, layout: Layout) -> None:
    """Add the one stroke of separation or the two of divorce, clear of the line down to the children."""
    if not line.ties or line.kind not in COUPLES or line.kind not in STROKES:
        return
    start, end = max(pairwise(line.points), key=lambda piece: abs(piece[0][0] - piece[1][0]))
    (x0, x1), y = sorted((start[0], end[0])), start[1]
    stops = sorted({x0, x1} | {x for x in _drops(layout, y) if x0 < x < x1})
    if len(stops) < 2:
        # A couple of two generations has an upright line.
        draw_strokes(parent, x0, (start[1] + end[1]) / 2, line.kind)
        return
    left, right = max(pairwise(stops), key=lambda gap: gap[1] - gap[0])
    draw_strokes(parent, (left + right) / 2, y, line.kind)


def _drops(layout: Layout, y: float) -> list[float]:
    """Return the x of lines that start downwards at height `y`: from couples to their children."""
    pieces = [(line.points[0], line.points[1]) for line in layout.lines]
    return [start[0] for start, end in pieces if abs(start[1] - y) < 1 and start[0] == end[0]]


def _person(parent: ET.Element, placed: Placed, names: Mapping[str, tuple[str, str]], layout: Layout) -> None:
    person, scale = placed.person, layout.scale
    name, note = names[person.key]
    # Begins with what is drawn: whoever speaks to the page says the words that they see (WCAG 2.5.3).
    facts = [name, note, person.full_name, _("the child in the middle") if placed.is_index else ""]
    group = link(parent, person.href, ", ".join(fact for fact in facts if fact))
    group.set("data-person", person.key)
    if person.href:
        box(group, placed.cell.inset(4), class_="fv-pic__hit", radius=10)
    if placed.is_index:
        draw_symbol(group, placed, placed.symbol.x1 - placed.x, ring=True)
    inner = placed.radius if not person.unborn else placed.symbol.x1 - placed.x
    draw_symbol(group, placed, inner)
    if person.died:
        reach = placed.radius * (0.71 if person.sex is Sex.FEMALE else 1.0 if person.sex is Sex.MALE else 0.5)
        for turn in (1, -1):
            ends = ((placed.x - reach, placed.y - turn * reach), (placed.x + reach, placed.y + turn * reach))
            polyline(group, ends, class_="fv-gen__cross")
    elif not person.name.strip() and not person.unborn:
        mark = text(group, placed.x, placed.y + 6, "?", class_="fv-gen__unknown", size=18, anchor="middle")
        mark.set("aria-hidden", "true")
    y = placed.label.y0
    for words in placed.words.name:
        y += scale.name * 1.2
        text(
            group,
            placed.x,
            y - scale.name * 0.3,
            words,
            class_="fv-pic__name",
            size=scale.name,
            anchor="middle",
        )
    for words in placed.words.note:
        y += scale.note * 1.25
        text(
            group,
            placed.x,
            y - scale.note * 0.3,
            words,
            class_="fv-pic__note",
            size=scale.note,
            anchor="middle",
        )


def draw_symbol(parent: ET.Element, placed: Placed, reach: float, *, ring: bool = False) -> None:
    """Append the symbol of a person; `ring` is the outer of the two outlines of the child in the middle."""
    class_ = "fv-gen__symbol" + (
        " fv-gen__symbol--ring" if ring else " fv-gen__symbol--index" * placed.is_index
    )
    sex = None if placed.person.unborn else placed.person.sex
    shape(parent, placed.x, placed.y, reach, sex, class_)
