# SPDX-License-Identifier: EUPL-1.2
"""Bars for a table whose figures are all of one kind; the table itself stands beside the picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from familievej.analysis.report.pictures import Picture
from familievej.analysis.result import Figure, Result
from familievej.analysis.targetgroup import labels
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.words import N_, Text, say

WIDTH, LEFT, RIGHT, ROW, TOP = 720, 330, 90, 24, 8
MOST = 40
INK, SOFT, LINE = "#1f2933", "#52606d", "#cbd2d9"
# The first place of the last dimension is dark, the others lighter: told apart without colour, too.
FILLS = ("#0b5568", "#7fb0bc", "#c4dde2")


def bars(result: Result, rules: Rules, language: str) -> Picture | None:
    """One bar a figure, with its value; None when there are none or too many, or of different units."""
    figures = result.figures
    if not 0 < len(figures) <= MOST or len({figure.unit for figure in figures}) > 1:
        return None
    largest = max((abs(figure.value) for figure in figures if figure.value is not None), default=0.0)
    if not largest:
        return None
    height = TOP * 2 + ROW * len(figures)
    title, description = (
        say(result.title, language),
        say(Text(N_("Bars; the same figures stand in the table.")), language),
    )
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "role": "img",
            "aria-label": title,
        },
    )
    ET.SubElement(svg, "title").text = title
    ET.SubElement(svg, "desc").text = description
    signed = any((figure.value or 0) < 0 for figure in figures)
    room = WIDTH - LEFT - RIGHT
    zero = LEFT + (room / 2 if signed else 0)
    unit = (room / 2 if signed else room) / largest
    last = list(dict.fromkeys(figure.at[-1][1] for figure in figures))
    for row, figure in enumerate(figures):
        fill = FILLS[min(last.index(figure.at[-1][1]), len(FILLS) - 1)] if len(figure.at) > 1 else FILLS[0]
        _bar(svg, figure, TOP + row * ROW, zero, unit, fill, _name(figure, rules, language), language)
    ET.SubElement(
        svg,
        "line",
        {"x1": f"{zero:.1f}", "x2": f"{zero:.1f}", "y1": str(TOP), "y2": str(height - TOP), "stroke": LINE},
    )
    return Picture(ET.tostring(svg, encoding="unicode"), title, description)


def _bar(
    svg: ET.Element, figure: Figure, top: int, zero: float, unit: float, fill: str, name: str, language: str
) -> None:
    middle = top + ROW / 2 + 4
    text = {"y": f"{middle:.1f}", "font-size": "12", "font-family": "IBM Plex Sans, sans-serif"}
    ET.SubElement(svg, "text", {**text, "x": str(LEFT - 8), "text-anchor": "end", "fill": INK}).text = name
    length = (figure.value or 0) * unit
    start = min(zero, zero + length)
    box = {"x": f"{start:.1f}", "y": str(top + 4), "width": f"{abs(length):.1f}", "height": str(ROW - 8)}
    ET.SubElement(svg, "rect", {**box, "fill": fill})
    end = max(zero, zero + length) + 6
    ET.SubElement(svg, "text", {**text, "x": f"{end:.1f}", "fill": SOFT}).text = labels.value(
        figure, language
    )


def _name(figure: Figure, rules: Rules, language: str) -> str:
    name = ", ".join(say(labels.place(rules, dimension, key), language) for dimension, key in figure.at)
    return name if len(name) <= 58 else f"{name[:56]}…"
