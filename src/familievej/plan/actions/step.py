# SPDX-License-Identifier: EUPL-1.2
"""The steps of a goal: what, who, when, and whether it is done."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import validated
from familievej.plan.actions.versions import keep_goal, locked, next_version
from familievej.plan.models import Goal, Step

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class StepInput:
    """One line of the form.

    ``id`` is the step's own, made by the form for a new one, so that a line is never doubled. Without ``done_on`` a
    tick that is there stays: somebody may have ticked while the form was open. Only ``step_done`` takes one away.
    """

    id: uuid.UUID
    text: str
    who: str
    due: dt.date | None = None
    done_on: dt.date | None = None


def present_steps(goal: Goal) -> list[StepInput]:
    """The steps of ``goal`` that are not taken out, in their order."""
    steps = goal.steps.filter(removed_at__isnull=True).order_by("position", "due")
    return [StepInput(step.pk, step.text, step.who, step.due, step.done_on) for step in steps]


def kept_ticks(goal: Goal, steps: Sequence[StepInput]) -> list[StepInput]:
    """``steps`` with the ticks that are there."""
    done = dict(goal.steps.values_list("pk", "done_on"))
    return [replace(step, done_on=step.done_on or done.get(step.id)) for step in steps]


def write_steps(goal: Goal, steps: Sequence[StepInput]) -> None:
    """Make the steps of ``goal`` these, in this order; those left out are taken out, not deleted.

    Raises ValidationError.
    """
    old = {step.pk: step for step in goal.steps.all()}
    for position, given in enumerate(steps, start=1):
        known = old.pop(given.id, None)
        step = known or Step(id=given.id, goal=goal)
        step.subject_id, step.position, step.removed_at = goal.subject_id, position, None
        step.text, step.who, step.due, step.done_on = given.text, given.who, given.due, given.done_on
        validated(step)
        step.save(force_insert=known is None)
    left_out = [step.pk for step in old.values() if step.removed_at is None]
    goal.steps.filter(pk__in=left_out).update(removed_at=timezone.now())


@action("plan.step_done")
def step_done(*, actor: Actor, step: Step, day: dt.date | None) -> None:
    """Tick a step as done on ``day``, or take the tick away with None. Raises ValidationError for a day to come."""
    require(actor, Verb.WRITE, step)
    if day is not None and day > timezone.localdate():
        raise ValidationError({"done_on": _("The day lies in the future. Write a day up to today.")})
    plan = locked(step.goal.plan_id)
    step = Step.objects.select_related("goal").get(pk=step.pk)
    before = step.done_on
    if before != day:
        step.done_on = day
        step.save(update_fields=["done_on"])
        keep_goal(actor, next_version(actor, plan), step.goal)
    audit.wrote(actor, "plan.step_done", step, before={"done_on": before}, after={"done_on": day})
