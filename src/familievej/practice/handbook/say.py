# SPDX-License-Identifier: EUPL-1.2
"""The values of a model as people say them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.gate.categories import Category
from familievej.gate.models import Role
from familievej.practice.handbook.choices import CHOICES, NEEDS
from familievej.practice.schema.catalogue import CutOff, Draw
from familievej.practice.schema.model import BasedOn
from familievej.practice.schema.parts import REPORTS, Ages, LegalBasis, Span
from familievej.practice.schema.programme import NEEDS_OF, Need, Quota

if TYPE_CHECKING:
    from familievej.practice.schema import PracticeModel

# (kind, id) of what a model names, and its name. Phases and events are unique inside a programme: first come.
Names = Mapping[tuple[str, str], str]


def names_of(model: PracticeModel) -> dict[tuple[str, str], str]:
    """The names behind the ids, for references that are read."""
    names: dict[tuple[str, str], str] = {}
    for kind, things in (
        ("effort", model.efforts), ("form", model.forms), ("instrument", model.instruments), ("list", model.lists),
        ("meeting", model.meetings), ("programme", model.programmes), ("role", model.roles), ("step", model.staircase),
    ):  # fmt: skip
        names.update({(kind, each.id): each.name for each in things})
    names.update({("guide", each.id): each.situation for each in model.guides})
    for programme in model.programmes:
        for phase in programme.phases:
            names.setdefault(("phase", phase.id), phase.name)
            for event in phase.events:
                names.setdefault(("event", event.id), event.name)
        for track in programme.tracks:
            names.setdefault(("track", track.id), track.name)
    return names


def say(field: str, value: Any, names: Names, refers: str | None = None) -> str:
    """A single value of ``field`` in words; ``refers`` is the kind of thing that an id points at."""
    if refers:
        return names.get((refers, value), value)
    if field == "acts_as":
        return str(Role(value).label)
    if field == "category":
        return str(Category(value).label)
    if not isinstance(value, str):
        return _said(value, names)
    return str(CHOICES.get(field, {}).get(value, value))


@singledispatch
def _said(value: Any, _names: Names) -> str:
    """Numbers and whatever says itself."""
    return f"{value:g}" if isinstance(value, float) else str(value)


@_said.register
def _of_span(value: Span, _names: Names) -> str:
    return say_span(value)


@_said.register
def _of_need(value: Need, names: Names) -> str:
    return say_need(value, names)


@_said.register
def _of_ages(value: Ages, _names: Names) -> str:
    return say_ages(value)


@_said.register
def _of_quota(value: Quota, names: Names) -> str:
    return f"{value.number} × {names.get(('meeting', value.meeting), value.meeting)}"


@_said.register
def _of_draw(value: Draw, names: Names) -> str:
    values = {"count": value.cases, "role": names.get(("role", value.role), value.role)}
    return _("%(count)s for each %(role)s") % values


@_said.register
def _of_cut_off(value: CutOff, _names: Names) -> str:
    who = say_ages(value.ages) if value.ages else _("adults")
    return f"{who}: {value.value:g}"


@_said.register
def _of_origin(value: BasedOn, _names: Names) -> str:
    return f"{value.id} {value.version}"


@_said.register
def _of_yes(value: bool, _names: Names) -> str:
    return _("yes") if value else _("no")


@_said.register
def _of_day(value: dt.date, _names: Names) -> str:
    return date_format(value, "DATE_FORMAT")


@_said.register
def _of_paragraph(value: LegalBasis, names: Names) -> str:
    words = f"{value.law} {value.paragraph}"
    if value.ends:
        return _("%(words)s (until %(day)s)") % {"words": words, "day": _of_day(value.ends, names)}
    return words


def say_span(span: Span) -> str:
    """A length of time."""
    count = {"count": span.number}
    if span.unit == "days":
        return ngettext("%(count)s day", "%(count)s days", span.number) % count
    if span.unit == "weeks":
        return ngettext("%(count)s week", "%(count)s weeks", span.number) % count
    return ngettext("%(count)s month", "%(count)s months", span.number) % count


def say_need(need: Need, names: Names) -> str:
    """What a gate wants to see."""
    words = str(NEEDS[need.kind])
    return words % {"name": names.get((NEEDS_OF[need.kind], need.of), need.of)} if need.of else words


def say_ages(ages: Ages) -> str:
    """The ages of a child."""
    span = {"youngest": ages.youngest, "oldest": ages.oldest}
    words = _("%(youngest)s–%(oldest)s years") % span
    return _("%(ages)s, and unborn children") % {"ages": words} if ages.unborn else words


def say_source(source: str) -> list[str]:
    """Where a rule is written, one line for each place."""
    lines = []
    for part in source.split("; "):
        if (number := part[:3]) in REPORTS:
            places = re.sub(r"L", "", part[4:]).replace("-", "–")
            lines.append(_("%(report)s, line %(lines)s") % {"report": REPORTS[number], "lines": places})
        elif part.startswith("law "):
            lines.append(part[4:])
        else:
            lines.append(_("Our own: %(words)s") % {"words": part[4:]})
    return lines
