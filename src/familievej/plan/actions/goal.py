# SPDX-License-Identifier: EUPL-1.2
"""Goals: added, changed, taken out with a reason and brought back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.stale import StaleEdit, check_edition
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, require
from familievej.gate.record import validated
from familievej.people.models import Person
from familievej.plan.actions.step import StepInput, present_steps, write_steps
from familievej.plan.actions.versions import keep_goal, locked, next_version
from familievej.plan.models import FamilyPlan, Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from familievej.gate.actor import Actor

GOAL_FIELDS = ("person", "shared", "words", "professional_note", "term", "focus_area", "status", "position")


def _check(actor: Actor, plan: FamilyPlan, fields: dict[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(GOAL_FIELDS)
    if unknown:
        raise TypeError(f"a goal has no {', '.join(sorted(unknown))}")
    person: Person | None = fields.get("person")
    if person is not None and not _belongs(actor, plan, person):
        raise ValidationError({"person": _("Choose somebody who is in the family.")})
    return fields


def _belongs(actor: Actor, plan: FamilyPlan, person: Person) -> bool:
    memberships = plan.family.memberships.as_of(timezone.localdate())
    if actor.is_system:
        return plan.family.memberships.filter(person=person).exists()
    return memberships.filter(person=person).exists()


def _subject(plan: FamilyPlan, goal: Goal) -> uuid.UUID:
    """Whose grants open the goal: the family's when it is shared, else its person's alone."""
    return plan.family_id if goal.shared or goal.person_id is None else goal.person_id


@action("plan.goal_add")
def goal_add(
    *,
    actor: Actor,
    plan: FamilyPlan,
    goal_id: uuid.UUID | None = None,
    steps: Sequence[StepInput] = (),
    **fields: Any,
) -> Goal:
    """A goal in a member's own words. ``goal_id`` from the form makes a second click harmless.

    Raises ValidationError.
    """
    require(actor, Verb.WRITE, plan)
    plan = locked(plan.pk)
    known = Goal.objects.visible_to(actor, Verb.WRITE).filter(pk=goal_id).first() if goal_id else None
    if known is not None:
        if known.plan_id != plan.pk:
            raise NoAccess
        audit.wrote(actor, "plan.goal_add", known)
        return known
    goal = Goal(id=goal_id or uuid.uuid4(), plan=plan, **_check(actor, plan, dict(fields)))
    if not goal.position:
        goal.position = plan.goals.count() + 1
    goal.subject_id = _subject(plan, goal)
    validated(goal)
    goal.save(force_insert=True)
    write_steps(goal, steps)
    keep_goal(actor, next_version(actor, plan), goal)
    audit.wrote(actor, "plan.goal_add", goal, after=_loggable(fields))
    return goal


@action("plan.goal_save")
def goal_save(
    *, actor: Actor, goal: Goal, edition: int, steps: Sequence[StepInput] | None = None, **fields: Any
) -> Goal:
    """Change a goal and, when given, its steps as one.

    Raises StaleEdit with both texts when somebody saved meanwhile.
    """
    require(actor, Verb.WRITE, goal)
    plan = locked(goal.plan_id)
    goal = Goal.objects.select_for_update(of=("self",)).select_related("person").get(pk=goal.pk)
    changes = check_edition(goal, edition, _check(actor, plan, dict(fields)))
    other_steps = steps is not None and _check_steps(goal, edition, steps)
    before = {name: getattr(goal, name) for name in changes}
    if changes or other_steps:
        for name, value in changes.items():
            setattr(goal, name, value)
        goal.subject_id = _subject(plan, goal)
        validated(goal)
        goal.edition += 1
        goal.save()
        _move(goal)
        if steps is not None:
            write_steps(goal, steps)
        keep_goal(actor, next_version(actor, plan), goal)
    audit.wrote(actor, "plan.goal_save", goal, before=_loggable(before), after=_loggable(changes))
    return goal


def _check_steps(goal: Goal, edition: int, steps: Sequence[StepInput]) -> bool:
    """Whether the steps change. Raises StaleEdit when those on the writer's screen are not the present ones."""
    present = present_steps(goal)
    if list(steps) == present:
        return False
    if goal.edition != edition:
        raise StaleEdit(goal, mine={"steps": list(steps)}, theirs={"steps": present})
    return True


def _move(goal: Goal) -> None:
    """Steps and earlier versions follow the goal: one that is no longer shared takes them along."""
    goal.steps.exclude(subject_id=goal.subject_id).update(subject_id=goal.subject_id)
    goal.versions.exclude(subject_id=goal.subject_id).update(subject_id=goal.subject_id)


@action("plan.goal_remove")
def goal_remove(*, actor: Actor, goal: Goal, reason: str) -> None:
    """Take a goal out of the plan. It stays readable in earlier versions and can be brought back.

    Raises ValidationError.
    """
    require(actor, Verb.WRITE, goal)
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the goal is taken out.")})
    _set_removed(actor, goal, timezone.now(), reason.strip(), "plan.goal_remove")


@action("plan.goal_restore")
def goal_restore(*, actor: Actor, goal: Goal) -> None:
    """Undo :func:`goal_remove`."""
    require(actor, Verb.WRITE, goal)
    _set_removed(actor, goal, None, "", "plan.goal_restore")


def _set_removed(actor: Actor, goal: Goal, when: Any, reason: str, name: str) -> None:
    plan = locked(goal.plan_id)
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    if (goal.removed_at is None) != (when is None):
        goal.removed_at, goal.removed_reason = when, reason
        goal.edition += 1
        goal.save()
        keep_goal(actor, next_version(actor, plan), goal)
    audit.wrote(actor, name, goal, after={"removed_reason": reason})


def _loggable(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value.pk) if isinstance(value, Person) else value for name, value in fields.items()}
