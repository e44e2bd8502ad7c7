# SPDX-License-Identifier: EUPL-1.2
"""Drawing elements shared by the pictures: an accessible SVG root, shapes, text and links.

Everything goes through `xml.etree.ElementTree`, which escapes every text and attribute. Colours and weights come
from `pictures.css` by class, since the content security policy forbids style attributes; the presentation
attributes given here keep a picture readable where that style sheet is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

from familievej.people.pictures.text import clean

Row = TypeVar("Row")
Point = tuple[float, float]
REM = 10
"""User units to one rem (10 px in dkfds): a picture grows when the reader has asked the browser for larger type."""


@dataclass(frozen=True)
class Picture(Generic[Row]):
    """A drawn picture with the same content as rows for a list or table.

    `svg` is safe to print in a template; `width` and `height` are in CSS pixels at the usual type size.
    """

    svg: SafeString
    width: float
    height: float
    title: str
    description: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Box:
    """An upright rectangle in user units, y growing downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def inset(self, by: float) -> "Box":
        """Return the box with every side moved `by` inwards (outwards where negative)."""
        return Box(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)


def number(value: float) -> str:
    """Return a coordinate with at most one decimal: `12`, `12.5`."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def add(parent: ET.Element, tag: str, /, **attributes: object) -> ET.Element:
    """Append an element; `class_` and `font_size` become `class` and `font-size`, `None` is left out."""
    element = ET.SubElement(parent, tag)
    for name, value in attributes.items():
        if value is None:
            continue
        text = number(value) if isinstance(value, float) else str(value)
        element.set(name.rstrip("_").replace("_", "-"), text)
    return element


def root(
    width: float, height: float, *, prefix: str, title: str, description: str, class_: str, linked: bool
) -> ET.Element:
    """Return the `<svg>` element with its accessible name and description.

    A picture with links in it is a group, not an image: the content of an image is hidden from a screen reader,
    and a link there could be reached by keyboard without being announced (ARIA 1.2, "children presentational").
    """
    svg = ET.Element("svg")
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"fv-pic {class_}",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": f"{width / REM:.3f}rem",
        "height": f"{height / REM:.3f}rem",
        "role": "group" if linked else "img",
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
        "font-size": "14",
        "fill": "currentColor",
    }
    for name, value in attributes.items():
        svg.set(name, value)
    add(svg, "title", id=f"{prefix}-title").text = clean(title)
    add(svg, "desc", id=f"{prefix}-desc").text = clean(description)
    return svg


def finish(svg: ET.Element) -> SafeString:
    """Return the element as text that a template may print as it is."""
    # ElementTree has escaped every text and attribute value, and no text is ever added in another way.
    return mark_safe(ET.tostring(svg, encoding="unicode"))  # noqa: S308


def text(
    parent: ET.Element, x: float, y: float, content: str, *, class_: str, size: float, anchor: str = "start"
) -> ET.Element:
    """Append one line of text with its baseline at `y`."""
    element = add(parent, "text", x=float(x), y=float(y), class_=class_, font_size=float(size))
    if anchor != "start":
        element.set("text-anchor", anchor)
    element.text = clean(content)
    return element


def polyline(parent: ET.Element, points: Iterable[Point], *, class_: str) -> ET.Element:
    """Append an open line through `points`."""
    first, *rest = [f"{number(x)} {number(y)}" for x, y in points]
    d = f"M{first}" + "".join(f"L{point}" for point in rest)
    return add(parent, "path", d=d, class_=class_, fill="none", stroke="currentColor")


def box(parent: ET.Element, area: Box, *, class_: str, radius: float = 0) -> ET.Element:
    """Append a rectangle."""
    return add(
        parent,
        "rect",
        x=float(area.x0),
        y=float(area.y0),
        width=float(area.x1 - area.x0),
        height=float(area.y1 - area.y0),
        rx=float(radius) if radius else None,
        class_=class_,
        fill="none",
    )


def link(parent: ET.Element, href: str, name: str) -> ET.Element:
    """Append a link that holds what belongs to one thing, or a plain group where there is no address."""
    if not href:
        group = add(parent, "g")
    else:
        if href.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            raise ValueError(f"A picture may not link to {href!r}: give the address of a page")
        group = add(parent, "a", href=href, class_="fv-pic__link")
    add(group, "title").text = clean(name)
    return group
