# SPDX-License-Identifier: EUPL-1.2
"""What no single field can see: ids given twice, references to nothing, circles, intervals beyond the law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from familievej.practice.schema.faults import Path, gettext_noop
from familievej.practice.schema.forms import Section
from familievej.practice.schema.model import PracticeModel
from familievej.practice.schema.programme import CARRIED, NEEDS_OF, Need, Programme
from familievej.practice.schema.statute import statute
from familievej.practice.schema.walk import Found, walk

# Path, message id, values.
Wrong = tuple[Path, str, dict[str, object]]


def wrongs(model: PracticeModel, day: date) -> Iterator[Wrong]:
    """Everything that is wrong across fields, with the law of ``day``."""
    found = list(walk(model))
    yield from _twice(found)
    yield from _missing(found)
    yield from _not_of_use(model)
    for index, programme in enumerate(model.programmes):
        path: Path = ("programmes", index)
        yield from _road(programme.phases, "after", (*path, "phases"))
        yield from _limits(programme, path)
        yield from _powers(programme, path)
        yield from _intervals(programme.intervals, day, (*path, "intervals"))
    yield from _road(model.staircase, "above", ("staircase",))
    yield from _intervals(model.temporary_rules, day, ("temporary_rules",))


def _twice(found: list[Found]) -> Iterator[Wrong]:
    seen: dict[tuple[str, Path, str], Path] = {}
    for each in found:
        if each.path[-1] != "id" or len(each.path) < 2:
            continue
        # Unmarked ids (of choices, steps of a meeting) need only differ from their neighbours.
        scope = each.scope if each.names else each.path[:-2]
        first = seen.setdefault((each.names or "", scope, each.value), each.path)
        if first != each.path:
            message = gettext_noop("'{id}' is given to two things; every id names one")
            yield each.path, message, {"id": each.value}


def _missing(found: list[Found]) -> Iterator[Wrong]:
    known: dict[tuple[str, Path], set[str]] = defaultdict(set)
    for each in found:
        if each.names:
            known[each.names, each.scope].add(each.value)
    for each in found:
        kind, value = each.refers, each.value
        if isinstance(value, Need):
            kind, value = NEEDS_OF.get(value.kind), value.of
        if not kind:
            continue
        there = known[kind, each.scope] | known[kind, ()]
        if value not in there:
            close = get_close_matches(value, there, n=1) or sorted(there)[:8]
            message = gettext_noop(
                "there is no {kind} '{id}'; expected one that the model has, such as: {known}"
            )
            yield each.path, message, {"kind": kind, "id": value, "known": ", ".join(close) or "–"}


def _road(parts: Sequence[Any], back: str, path: Path) -> Iterator[Wrong]:
    """Every part but the first points back at one other, no two at the same, and nobody in a circle."""
    by_id = {part.id: part for part in parts}
    followers: dict[str | None, str] = {}
    for index, part in enumerate(parts):
        before = getattr(part, back)
        here = (*path, index, back) if before else (*path, index)
        if before in followers:
            if before:
                message = gettext_noop("'{other}' comes after '{before}' already; expected one road")
            else:
                message = gettext_noop("'{other}' is the first already; expected the field '{field}' here")
            yield here, message, {"other": followers[before], "before": before, "field": back}
        followers.setdefault(before, part.id)
        passed, at = {part.id}, by_id.get(before)
        while at and at.id not in passed:
            passed.add(at.id)
            at = by_id.get(getattr(at, back))
        if at and at.id == part.id:
            message = gettext_noop("'{id}' comes after itself: {circle} is a circle")
            yield here, message, {"id": part.id, "circle": " – ".join(sorted(passed))}


def _limits(programme: Programme, path: Path) -> Iterator[Wrong]:
    for index, limit in enumerate(programme.capacity):
        numbers = [each for each in (limit.least, limit.aim, limit.most) if each is not None]
        if numbers != sorted(numbers):
            message = gettext_noop("expected least, aim and most in rising order")
            yield (*path, "capacity", index, "most"), message, {}
        if limit.counts not in CARRIED[limit.per]:
            message = gettext_noop("a {per} is not counted in {counts}; expected one of {known}")
            values: dict[str, object] = {
                "per": limit.per,
                "counts": limit.counts,
                "known": ", ".join(CARRIED[limit.per]),
            }
            yield (*path, "capacity", index, "counts"), message, values
    for index, post in enumerate(programme.staffing):
        if post.most is not None and post.most < post.least:
            yield (*path, "staffing", index, "most"), gettext_noop("expected at least as many as 'least'"), {}
    quotas = programme.contacts.of_which if programme.contacts else ()
    if programme.contacts and sum(each.number for each in quotas) > programme.contacts.most:
        message = gettext_noop("expected no more meetings than contacts in all ({most})")
        yield (*path, "contacts", "of_which"), message, {"most": programme.contacts.most}


def _powers(programme: Programme, path: Path) -> Iterator[Wrong]:
    """A coordinator without authority (model C) decides nothing and has none in any area (FV-R8, 000 L2058-2060)."""
    if programme.organisation != "C":
        return
    for index, decision in enumerate(programme.decisions):
        if programme.coordinator and decision.taken_by == programme.coordinator:
            message = gettext_noop(
                "organisation C has a coordinator without authority; expected another role"
            )
            yield (*path, "decisions", index, "taken_by"), message, {}
    for index, authority in enumerate(programme.authority):
        if authority.scope != "none":
            message = gettext_noop("organisation C has a coordinator without authority; expected 'none'")
            yield (*path, "authority", index, "scope"), message, {}


def _intervals(rules: Sequence[Any], day: date, path: Path) -> Iterator[Wrong]:
    for index, rule in enumerate(rules):
        law = statute(rule.kind, day)
        if law and rule.every.days > law.longest.days:
            message = gettext_noop("{every} is longer than the law allows: at most {longest} ({written})")
            values: dict[str, object] = {
                "every": str(rule.every),
                "longest": str(law.longest),
                "written": law.written,
            }
            yield (*path, index, "every"), message, values


def _not_of_use(model: PracticeModel) -> Iterator[Wrong]:
    """Periods that end before they begin, ages the wrong way round, and fields of forms that nobody could answer."""
    for index, rule in enumerate(model.temporary_rules):
        if rule.ends <= rule.starts:
            message = gettext_noop("expected a day after {starts}")
            yield ("temporary_rules", index, "ends"), message, {"starts": rule.starts}
    for each in walk(model):
        if getattr(each.value, "youngest", None) is not None and each.value.youngest > each.value.oldest:
            yield (*each.path, "oldest"), gettext_noop("expected an age that is not under 'youngest'"), {}
    for f, form in enumerate(model.forms):
        for s, section in enumerate(form.sections):
            yield from _unanswerable(section, ("forms", f, "sections", s))


def _unanswerable(section: Section, path: Path) -> Iterator[Wrong]:
    if not section.family_sees and section.category != "notes":
        yield (*path, "category"), gettext_noop("what the family does not see is kept as 'notes'"), {}
    for i, field in enumerate(section.fields):
        here: Path = (*path, "fields", i)
        if field.own_words == "child" and section.about != "child":
            yield here, gettext_noop("a child's own words belong in a section 'about: child'"), {}
        if field.kind in {"choice", "choices", "per_choice"} and not (field.options or field.options_from):
            yield here, gettext_noop("a choice needs 'options' or 'options_from'"), {}
        if field.kind == "rows" and not field.columns:
            yield here, gettext_noop("a field of rows needs 'columns'"), {}
