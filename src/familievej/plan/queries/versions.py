# SPDX-License-Identifier: EUPL-1.2
"""Versions of a plan: who saved what and when, and the plan as it stood. Only what the actor may see of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from familievej.people.queries import names_of
from familievej.plan.history import Change, GoalThen, Snapshot, differences
from familievej.plan.models import FamilyPlan, GoalVersion, PlanVersion

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class VersionLine:
    """One version: when it was saved, by whom, and what was new in it."""

    number: int
    saved_at: dt.datetime
    saved_by: str
    changes: tuple[Change, ...]


class Versions:
    """All that ``actor`` may see of the versions of ``plan``: three queries for any number of snapshots."""

    def __init__(self, actor: Actor, plan: FamilyPlan) -> None:
        self._plans = list(PlanVersion.objects.visible_to(actor).filter(plan=plan).order_by("number"))
        self._goals = list(GoalVersion.objects.visible_to(actor).filter(plan=plan).order_by("number"))
        people = {goal.content["person"] for goal in self._goals if goal.content["person"]}
        self._names = {str(pk): name for pk, name in names_of(actor, people).items()}

    @property
    def subjects(self) -> set[UUID]:
        """Whom the goals are about: the family, and those who have goals of their own."""
        return {goal.subject_id for goal in self._goals}

    def at(self, number: int) -> Snapshot | None:
        """The plan as it stood in version ``number``; None when there was no such version."""
        plan = next((version for version in self._plans if version.number == number), None)
        if plan is None:
            return None
        latest = {goal.goal_id: goal for goal in self._goals if goal.number <= number}
        return self._snapshot(plan, latest)

    def lines(self) -> list[VersionLine]:
        """Every version in which the actor sees something new, oldest first.

        One whose change is hidden from the actor is not told of: its number alone would say that something is there.
        """
        told: list[VersionLine] = []
        latest: dict[UUID, GoalVersion] = {}
        before, goals = Snapshot(0, "", "", ()), iter(self._goals)
        following = next(goals, None)
        for plan in self._plans:
            while following is not None and following.number <= plan.number:
                latest[following.goal_id] = following
                following = next(goals, None)
            now = self._snapshot(plan, latest)
            changes = tuple(differences(before, now)) if told else (Change(_("The plan was begun.")),)
            if changes:
                told.append(VersionLine(plan.number, plan.saved_at, plan.saved_by, changes))
            before = now
        return told

    def _snapshot(self, plan: PlanVersion, latest: dict[UUID, GoalVersion]) -> Snapshot:
        standing = [goal for goal in latest.values() if not goal.content["removed"]]
        goals = (GoalThen(g.goal_id, self._names.get(g.content["person"], ""), g.content) for g in standing)
        return Snapshot(
            plan.number,
            plan.title,
            plan.purpose,
            tuple(sorted(goals, key=lambda goal: (goal.content["position"], str(goal.id)))),
            {g.goal_id: g.content["removed_reason"] for g in latest.values() if g.content["removed"]},
        )
