# SPDX-License-Identifier: EUPL-1.2
"""The marks a genogram is drawn with: symbols and kinds of line, in the picture and in its key."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from familievej.people.pictures.kin.data import Sex, TieKind
from familievej.people.pictures.svg import Point, add, number, polyline

DASHES: Mapping[TieKind, str] = {
    TieKind.COHABITING: "6 4",
    TieKind.PARTED: "6 4",
    TieKind.ADOPTIVE_PARENT: "8 4",
    TieKind.FOSTER_PARENT: "3 4",
    TieKind.STEP_PARENT: "0.5 5",
    TieKind.GRANDPARENT: "10 4 1 4",
    TieKind.SIBLING: "10 4 1 4",
}
HOME_DASHES = ("", "7 4", "2 4", "12 4 2 4")
STROKES: Mapping[TieKind, int] = {TieKind.SEPARATED: 1, TieKind.DIVORCED: 2, TieKind.PARTED: 2}
"""Strokes across the line of a couple that has ended."""
_STROKE_APART = 6.0


def draw_tie(parent: ET.Element, points: tuple[Point, ...], kind: TieKind) -> None:
    """Append a line of the given kind."""
    path = polyline(parent, points, class_=f"fv-gen__tie fv-gen__tie--{kind.replace(' ', '-')}")
    if dashes := DASHES.get(kind):
        path.set("stroke-dasharray", dashes)


def draw_strokes(parent: ET.Element, x: float, y: float, kind: TieKind) -> None:
    """Append the strokes that end a couple, around (x, y)."""
    count = STROKES.get(kind, 0)
    for at in range(count):
        middle = x + (at - (count - 1) / 2) * _STROKE_APART
        polyline(parent, ((middle - 4, y + 8), (middle + 4, y - 8)), class_="fv-gen__stroke")


def shape(parent: ET.Element, x: float, y: float, reach: float, sex: Sex | None, class_: str) -> None:
    """Append a square, circle or diamond, or a triangle where `sex` is None (a pregnancy)."""
    if sex is Sex.FEMALE:
        element = add(parent, "circle", cx=float(x), cy=float(y), r=float(reach))
    elif sex is Sex.MALE:
        element = add(
            parent,
            "rect",
            x=float(x - reach),
            y=float(y - reach),
            width=float(2 * reach),
            height=float(2 * reach),
        )
    else:
        sides: tuple[Point, ...] = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
        if sex is None:
            sides = ((x, y - reach), (x + reach, y + reach), (x - reach, y + reach))
        d = "M" + "L".join(f"{number(a)} {number(b)}" for a, b in sides) + "Z"
        element = add(parent, "path", d=d)
    for key, value in (("class", class_), ("fill", "none"), ("stroke", "currentColor")):
        element.set(key, value)
