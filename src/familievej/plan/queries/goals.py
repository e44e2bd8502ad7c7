# SPDX-License-Identifier: EUPL-1.2
"""Goals with their steps and with the name of whose they are, as far as the actor may see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.access.queries.hidden import Hidden, hidden_of
from familievej.people.queries import names_of
from familievej.plan.models import Goal, Status, Step

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class StepView:
    """``due`` is a day or None; ``overdue``: that day has passed and nobody has ticked it."""

    id: UUID
    text: str
    who: str
    due: dt.date | None
    done_on: dt.date | None
    overdue: bool


@dataclass(frozen=True)
class GoalView:
    """``whose`` is a called-by name; empty for the whole family, and for somebody whom the actor may not know.

    ``hidden`` tells staff from whom it is hidden.
    """

    goal: Goal
    whose: str
    steps: tuple[StepView, ...]
    hidden: tuple[Hidden, ...] = ()

    @property
    def open_steps(self) -> list[StepView]:
        """Not yet done, soonest first, those without a day last."""
        waiting = [step for step in self.steps if step.done_on is None]
        return sorted(waiting, key=lambda step: (step.due is None, step.due or dt.date.max))

    @property
    def done_steps(self) -> list[StepView]:
        """Done, latest first."""
        done = [step for step in self.steps if step.done_on is not None]
        return sorted(done, key=lambda step: step.done_on or dt.date.min, reverse=True)

    @property
    def is_running(self) -> bool:
        """The family works on it, or it waits."""
        return self.goal.status in (Status.OPEN, Status.PAUSED)

    @property
    def needs_step(self) -> bool:
        """The family works on it and nothing is agreed."""
        return self.goal.status == Status.OPEN and not self.open_steps


def goal_views(actor: Actor, goals: QuerySet[Goal], day: dt.date) -> list[GoalView]:
    """``goals`` (already visible to ``actor``) in the plan's order, with what they need to be read.

    Three queries; at most six for staff."""
    found = list(goals.order_by("position", "created_at"))
    steps: dict[UUID, list[StepView]] = defaultdict(list)
    rows = Step.objects.visible_to(actor).filter(
        goal__in=[goal.pk for goal in found], removed_at__isnull=True
    )
    for step in rows.order_by("position", "due"):
        overdue = step.done_on is None and step.due is not None and step.due < day
        steps[step.goal_id].append(StepView(step.pk, step.text, step.who, step.due, step.done_on, overdue))
    names = names_of(actor, [goal.person_id for goal in found if goal.person_id])
    hidden = hidden_of(actor, [goal.pk for goal in found])
    return [
        GoalView(
            goal,
            names.get(goal.person_id, "") if goal.person_id else "",
            tuple(steps[goal.pk]),
            tuple(hidden.get(goal.pk, ())),
        )
        for goal in found
    ]
