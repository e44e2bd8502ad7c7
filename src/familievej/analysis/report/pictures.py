# SPDX-License-Identifier: EUPL-1.2
"""The two forms of picture in a report: curves over time, and points with their limits.

Drawn as SVG with presentation attributes only, so that a strict content security policy shows them; every
picture has a title and a description, and its table stands beside it. Hidden figures are gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from familievej.analysis.report.speech import Speech
from familievej.analysis.result import Figure, Result, Unit
from familievej.analysis.words import N_

WIDTH, LEFT, RIGHT, TOP = 720, 64, 20, 28
PLOT, FOOT = 200, 74
INK, SOFT, LINE, ACCENT, BAND = "#1f2933", "#52606d", "#cbd2d9", "#0b5568", "#d5e6ea"
MANY_POINTS = 26


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture; ``title`` and ``description`` are also inside it, for screen readers."""

    svg: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class _Panel:
    """One curve: its name and its figures along ``dimension``; ``offset`` is its top, ``span`` what its axis
    covers."""

    name: str
    figures: tuple[Figure, ...]
    dimension: str
    offset: float = 0
    span: tuple[float, float] = (0, 1)

    @property
    def places(self) -> list[str | int]:
        return [figure.where(self.dimension) for figure in self.figures]

    @property
    def base(self) -> float:
        """Where the axis lies."""
        return self.offset + TOP + PLOT - 20

    def x(self, index: int) -> float:
        return LEFT + index * (WIDTH - LEFT - RIGHT) / max(1, len(self.figures) - 1)

    def y(self, value: float | None) -> float:
        bottom, top = self.span
        return self.base - ((value or 0) - bottom) / ((top - bottom) or 1) * (PLOT - 20)


def picture(result: Result, speech: Speech) -> Picture | None:
    """The picture of one table, or None where a table says it better."""
    shown = [figure for figure in result.figures if figure.value is not None]
    if not shown:
        return None
    if result.id in _CURVES:
        dimension, groups = _CURVES[result.id]
        panels = [_Panel(name, figures, dimension) for name, figures in groups(result, speech) if figures]
        return _curves(result, panels, speech) if panels else None
    rows = _rows(result, speech)
    return _points(result, rows, speech) if rows else None


def _by(
    dimension: str, *places: str, **fixed: str
) -> Callable[[Result, Speech], list[tuple[str, tuple[Figure, ...]]]]:
    def groups(result: Result, speech: Speech) -> list[tuple[str, tuple[Figure, ...]]]:
        return [(speech.place(place), tuple(result.along(**{dimension: place}, **fixed))) for place in places]

    return groups


def _whole(result: Result, speech: Speech) -> list[tuple[str, tuple[Figure, ...]]]:
    return [("", result.figures)]


def _yearly(result: Result, speech: Speech) -> list[tuple[str, tuple[Figure, ...]]]:
    return [("", tuple(figure for figure in result.figures if "year" in dict(figure.at)))]


_CURVES: dict[str, tuple[str, Callable[[Result, Speech], list[tuple[str, tuple[Figure, ...]]]]]] = {
    "I1.month": ("t", _by("group", "parents", "mothers", "fathers")),
    "I6": ("month", _whole),
    "I7": ("month", _whole),
    "comparison.trend": ("half_year", _whole),
    "economy.long_run.break_even": ("year", _yearly),
    "I11": ("half_year", _by("role", "children", "mothers", "fathers", account_function="all")),
}


def _rows(result: Result, speech: Speech) -> list[tuple[str, Figure]]:
    """The points of a picture: those groups that answer the question, not every breakdown of the table."""
    kept = []
    for figure in result.figures:
        at = dict(figure.at)
        if (
            figure.unit is not Unit.SHARE
            or at.get("cutoff") == "self_support"
            or at.get("denominator") == "all"
        ):
            continue
        if at.get("group") in ("late", "older") or (at.get("group") == "early" and "period" in at):
            continue
        names = [speech.place(where) for name, where in figure.at if name not in ("cutoff", "denominator")]
        kept.append((", ".join(names), figure))
    return kept if len(kept) <= MANY_POINTS else []


def _curves(result: Result, panels: Sequence[_Panel], speech: Speech) -> Picture:
    root, title, description = _root(result, WIDTH, len(panels) * (PLOT + FOOT) + 6, speech)
    figures = [figure for panel in panels for figure in panel.figures if figure.value is not None]
    highs = [figure.value if figure.high is None else figure.high for figure in figures]
    lows = [figure.value if figure.low is None else figure.low for figure in figures]
    top = (
        1.0
        if figures and figures[0].unit is Unit.SHARE
        else _round_up(max((high or 0 for high in highs), default=1))
    )
    bottom = min((low or 0 for low in lows), default=0)
    if bottom < 0:  # nothing lies in the middle, so that a plus and a minus can be told apart
        top = _round_up(max(top, -bottom))
        bottom = -top
    for number, panel in enumerate(panels):
        placed = replace(panel, offset=number * (PLOT + FOOT), span=(min(0.0, bottom), top))
        _axes(root, placed, speech)
        for run in _runs(placed.figures):
            _curve(root, placed, run)
        _breaks(root, placed, result, speech)
    return Picture(ET.tostring(root, encoding="unicode"), title, description)


def _axes(root: ET.Element, panel: _Panel, speech: Speech) -> None:
    _text(root, LEFT, panel.offset + 16, panel.name, weight="bold")
    bottom, top = panel.span
    for share in (0, 0.25, 0.5, 0.75, 1):
        level = bottom + share * (top - bottom)
        _line(root, LEFT, panel.y(level), WIDTH - RIGHT, panel.y(level), LINE)
        shown = speech.amount(level, panel.figures[0].unit)
        _text(root, LEFT - 8, panel.y(level) + 4, shown, anchor="end", fill=SOFT, size=11)
    for index in range(0, len(panel.figures), max(1, round(len(panel.figures) / 8))):
        figure = panel.figures[index]
        x, place = panel.x(index), speech.place(panel.places[index])
        _text(root, x, panel.base + 16, place, anchor="middle", fill=SOFT, size=11)
        shown = "·" if figure.hidden else str(figure.base)
        _text(root, x, panel.base + 31, f"N {shown}", anchor="middle", fill=SOFT, size=10)
    middle = (LEFT + WIDTH - RIGHT) / 2
    _text(
        root, middle, panel.base + 46, speech.dimension(panel.dimension), anchor="middle", fill=SOFT, size=11
    )


def _curve(root: ET.Element, panel: _Panel, run: list[int]) -> None:
    limited = [i for i in run if panel.figures[i].low is not None and panel.figures[i].high is not None]
    edge = [f"{panel.x(i):.1f},{panel.y(panel.figures[i].high):.1f}" for i in limited]
    edge += [f"{panel.x(i):.1f},{panel.y(panel.figures[i].low):.1f}" for i in reversed(limited)]
    if edge:
        ET.SubElement(root, "polygon", {"points": " ".join(edge), "fill": BAND})
    points = [(panel.x(i), panel.y(panel.figures[i].value)) for i in run]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    ET.SubElement(root, "polyline", {"points": path, "fill": "none", "stroke": ACCENT, "stroke-width": "2.5"})
    for x, y in points:
        ET.SubElement(root, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "2.5", "fill": ACCENT})


def _breaks(root: ET.Element, panel: _Panel, result: Result, speech: Speech) -> None:
    """The start, and every place from which another system or rule holds."""
    marks: list[tuple[str | int, str]] = [(0, speech.say(N_("start")))]
    marks += [(mark.at[1], speech.text(mark.text)) for mark in result.marks]
    for place, name in marks:
        if place in panel.places:
            x = panel.x(panel.places.index(place))
            _line(root, x, panel.offset + TOP - 6, x, panel.base, INK, dash="4 3")
            _text(root, x + 5, panel.offset + TOP + 4, name, size=11)


def _runs(figures: Sequence[Figure]) -> list[list[int]]:
    """Stretches of figures with a value: a curve is not drawn across what is hidden or missing."""
    runs: list[list[int]] = [[]]
    for index, figure in enumerate(figures):
        if figure.value is None:
            runs.append([])
        else:
            runs[-1].append(index)
    return [run for run in runs if run]


def _points(result: Result, rows: Sequence[tuple[str, Figure]], speech: Speech) -> Picture:
    row, left = 24, 300
    height = TOP + row * len(rows) + 34
    root, title, description = _root(result, WIDTH, height, speech)
    scale = WIDTH - left - 90
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = left + share * scale
        _line(root, x, TOP - 8, x, height - 30, LINE)
        _text(root, x, height - 12, speech.amount(share, Unit.SHARE), anchor="middle", fill=SOFT, size=11)
    for number, (name, figure) in enumerate(rows):
        y = TOP + number * row + 8
        _text(root, left - 14, y + 4, name, anchor="end", size=12)
        if figure.value is None:
            _text(root, left + 8, y + 4, "·" if figure.hidden else "–", size=12)
            continue
        if figure.low is not None and figure.high is not None:
            _line(root, left + figure.low * scale, y, left + figure.high * scale, y, ACCENT, width=2)
        ET.SubElement(root, "circle", cx=f"{left + figure.value * scale:.1f}", cy=f"{y}", r="5", fill=ACCENT)
        shown = f"{speech.amount(figure.value, figure.unit)}  N {figure.base}"
        _text(root, WIDTH - 4, y + 4, shown, anchor="end", size=11)
    return Picture(ET.tostring(root, encoding="unicode"), title, description)


def _root(result: Result, width: int, height: int, speech: Speech) -> tuple[ET.Element, str, str]:
    title = speech.text(result.title)
    description = speech.say(
        N_("Every point is also in the table below. Lines and bands are 95 per cent limits.")
    )
    name = result.id.replace(".", "-")
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-text",
            "font-family": "IBM Plex Sans, Arial, sans-serif",
        },
    )
    ET.SubElement(root, "title", id=f"{name}-title").text = title
    ET.SubElement(root, "desc", id=f"{name}-text").text = description
    return root, title, description


def _line(
    root: ET.Element,
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    stroke: str,
    *,
    width: float = 1,
    dash: str = "",
) -> None:
    places = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    line = ET.SubElement(root, "line", {name: f"{place:.1f}" for name, place in places.items()})
    line.set("stroke", stroke)
    line.set("stroke-width", f"{width}")
    if dash:
        line.set("stroke-dasharray", dash)


def _text(
    root: ET.Element,
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    size: int = 13,
    weight: str = "normal",
) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "fill": fill, "font-size": str(size)}
    ET.SubElement(root, "text", place | {"font-weight": weight}).text = text


def _round_up(value: float) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value)
