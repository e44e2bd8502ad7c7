# SPDX-License-Identifier: EUPL-1.2
"""Earlier versions of a plan, and what changed between two of them in words. Pure values, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from familievej.base.dates import say_day
from familievej.plan.models import FocusArea, Status, Term

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class GoalThen:
    """A goal as it stood. ``content`` is what was kept: see ``actions.versions.keep_goal``."""

    id: UUID
    whose: str
    content: Mapping[str, Any]

    @property
    def words(self) -> str:
        """The member's own."""
        return str(self.content["words"])

    @property
    def note(self) -> str:
        """The professional's addition."""
        return str(self.content["professional_note"])

    @property
    def term(self) -> str:
        """Soon or later, as it is said."""
        return str(Term(self.content["term"]).label)

    @property
    def about(self) -> str:
        """What it is about, as it is said."""
        return str(FocusArea(self.content["focus_area"]).label)

    @property
    def status(self) -> str:
        """How it went, as it is said."""
        return str(Status(self.content["status"]).label)

    @property
    def steps(self) -> list[StepThen]:
        """In their order."""
        return [StepThen.read(step) for step in self.content["steps"]]


@dataclass(frozen=True)
class StepThen:
    """A step as it stood."""

    id: str
    text: str
    who: str
    due: dt.date | None
    done_on: dt.date | None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> StepThen:
        """From a version's content."""
        return cls(kept["id"], kept["text"], kept["who"], _day(kept["due"]), _day(kept["done_on"]))


@dataclass(frozen=True)
class Snapshot:
    """The plan as it stood in version ``number``, as far as the reader may see.

    ``goals`` are those in the plan then; ``removed`` says why others had been taken out.
    """

    number: int
    title: str
    purpose: str
    goals: tuple[GoalThen, ...]
    removed: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One thing that changed: the sentence, and the two texts where words were changed."""

    sentence: str
    before: str = ""
    after: str = ""


def differences(old: Snapshot, new: Snapshot) -> list[Change]:
    """What changed from ``old`` to ``new``, as a person would tell it: the plan's own words first, then each goal."""
    return [*_plan_changes(old, new), *_goal_changes(old, new)]


def _plan_changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(_("The title was changed."), old.title, new.title)
    if old.purpose != new.purpose:
        yield Change(_("What we want together was changed."), old.purpose, new.purpose)


def _goal_changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    before = {goal.id: goal for goal in old.goals}
    after = {goal.id: goal for goal in new.goals}
    for goal in new.goals:
        if goal.id in before:
            yield from _within(before[goal.id], goal)
        elif goal.id in old.removed:
            yield Change(_("Back in the plan: “%(goal)s”") % {"goal": goal.words})
        else:
            yield Change(_("A new goal: “%(goal)s”") % {"goal": goal.words})
    for goal in old.goals:
        if goal.id not in after and new.removed.get(goal.id):
            said = {"goal": goal.words, "reason": new.removed[goal.id]}
            yield Change(_("Taken out: “%(goal)s” – because: %(reason)s") % said)
        elif goal.id not in after:
            yield Change(_("Taken out: “%(goal)s”") % {"goal": goal.words})
    if _order(old, after) != _order(new, before):
        yield Change(_("The goals stand in another order."))


def _order(snapshot: Snapshot, others: Mapping[UUID, GoalThen]) -> list[UUID]:
    return [goal.id for goal in snapshot.goals if goal.id in others]


def _within(old: GoalThen, new: GoalThen) -> Iterator[Change]:
    named = {"goal": new.words}
    if old.words != new.words:
        yield Change(_("The words of a goal were changed."), old.words, new.words)
    if old.note != new.note:
        yield Change(_("The professional’s addition to “%(goal)s” was changed.") % named, old.note, new.note)
    for before, after in ((old.status, new.status), (old.term, new.term), (old.about, new.about)):
        if before != after:
            said = {**named, "before": before, "after": after}
            yield Change(_("“%(goal)s”: was “%(before)s”, is now “%(after)s”.") % said)
    if old.content["person"] != new.content["person"]:
        yield Change(
            _("“%(goal)s” is now %(whose)s’s goal.") % {**named, "whose": new.whose}
            if new.content["person"]
            else _("“%(goal)s” is now the whole family’s goal.") % named
        )
    if old.content["shared"] != new.content["shared"]:
        yield Change(
            _("Everyone in the family may see “%(goal)s” now.") % named
            if new.content["shared"]
            else _("Not everyone in the family may see “%(goal)s” any more.") % named
        )
    yield from _step_changes(old, new)


def _step_changes(old: GoalThen, new: GoalThen) -> Iterator[Change]:
    before = {step.id: step for step in old.steps}
    after = {step.id: step for step in new.steps}
    for step in new.steps:
        was = before.get(step.id)
        said = {"goal": new.words, "step": step.text}
        if was is None:
            yield Change(_("A new step for “%(goal)s”: %(step)s") % said)
            continue
        if (was.text, was.who, was.due) != (step.text, step.who, step.due):
            yield Change(_("A step for “%(goal)s” was changed.") % said, say_step(was), say_step(step))
        if was.done_on != step.done_on:
            yield Change(
                _("Done: %(step)s") % said if step.done_on else _("Not done after all: %(step)s") % said
            )
    for step in old.steps:
        if step.id not in after:
            yield Change(
                _("A step for “%(goal)s” was taken out: %(step)s") % {"goal": new.words, "step": step.text}
            )


def say_step(step: StepThen) -> str:
    """ "Maria: ringe til skolen (tirsdag 3. maj 2026)"."""
    said = f"{step.who}: {step.text}" if step.who else step.text
    return f"{said} ({say_day(step.due, None)})" if step.due else said


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
