# SPDX-License-Identifier: EUPL-1.2
"""Two runs beside each other: what differs between their definitions, and which published figures moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from familievej.analysis.report.labels import PARAMETERS, label
from familievej.analysis.report.speech import Speech
from familievej.analysis.result import Unit


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure in the two runs, as it is written."""

    table: str
    place: str
    former: str
    latter: str


def changed_rules(
    former: Mapping[str, Any], latter: Mapping[str, Any], language: str
) -> list[tuple[str, str, str]]:
    """The rules that differ: what the rule is called, the former and the latter value."""
    names = sorted({*former, *latter})
    return [
        (label(PARAMETERS, name, language), str(former.get(name, "–")), str(latter.get(name, "–")))
        for name in names
        if former.get(name) != latter.get(name)
    ]


def moved(former: bytes, latter: bytes, language: str) -> Iterator[Moved]:
    """The figures of two ``published.json`` that are not the same, in the order of the report."""
    speech = Speech(language)
    before, after = json.loads(former), json.loads(latter)
    for name, table in after["indicators"].items():
        known = {_place(figure): figure for figure in before["indicators"].get(name, {}).get("figures", ())}
        for figure in table["figures"]:
            place = _place(figure)
            other = known.get(place)
            if other is None or (other["value"], other["base"]) != (figure["value"], figure["base"]):
                told = ", ".join(speech.place(where) for where in place)
                yield Moved(table["title"], told, _written(other, speech), _written(figure, speech))


def _place(figure: Mapping[str, Any]) -> tuple[str | int, ...]:
    return tuple(figure["at"].values())


def _written(figure: Mapping[str, Any] | None, speech: Speech) -> str:
    if figure is None:
        return "–"
    if figure.get("hidden"):
        return "·"
    return f"{speech.amount(figure['value'], Unit(figure['unit']), 1)} (N = {figure['base']})"
