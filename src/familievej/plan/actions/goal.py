# SPDX-License-Identifier: EUPL-1.2
"""Goals: added, changed, moved, taken out with a reason and brought back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.stale import StaleEdit, check_edition
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, require, require_about
from familievej.gate.member import member_subject
from familievej.gate.record import validated
from familievej.people.models import Person
from familievej.plan.actions.step import StepInput, kept_ticks, present_steps, write_steps
from familievej.plan.actions.versions import keep_goal, locked, next_version
from familievej.plan.models import FamilyPlan, Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from familievej.gate.actor import Actor

GOAL_FIELDS = ("person", "shared", "words", "professional_note", "term", "focus_area", "status", "position")
NO_EDITION = 0


def _check(actor: Actor, plan: FamilyPlan, fields: dict[str, Any], present: Any = None) -> dict[str, Any]:
    """The fields as they came; ``present`` is the id of whose goal it is now, who may have left the family since."""
    unknown = set(fields) - set(GOAL_FIELDS)
    if unknown:
        raise TypeError(f"a goal has no {', '.join(sorted(unknown))}")
    person: Person | None = fields.get("person")
    if person is not None and person.pk != present and not _belongs(actor, plan, person):
        raise ValidationError({"person": _("Choose somebody who is in the family.")})
    return fields


def _belongs(actor: Actor, plan: FamilyPlan, person: Person) -> bool:
    memberships = plan.family.memberships.as_of(timezone.localdate())
    if actor.is_system:
        return plan.family.memberships.filter(person=person).exists()
    return memberships.filter(person=person).exists()


def _subject(plan: FamilyPlan, goal: Goal) -> uuid.UUID:
    """Whose grants open the goal: the family's when it is shared, else its person's alone, in this family."""
    if goal.shared or goal.person_id is None:
        return plan.family_id
    return member_subject(plan.family_id, goal.person_id)


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

    Raises ValidationError; StaleEdit when ``goal_id`` was saved before with other words: neither is lost.
    """
    require(actor, Verb.WRITE, plan)
    plan = locked(plan.pk)
    known = Goal.objects.visible_to(actor, Verb.WRITE).filter(pk=goal_id).first() if goal_id else None
    if known is not None:
        return _added_before(actor, plan, known, steps, _check(actor, plan, dict(fields), known.person_id))
    goal = Goal(id=goal_id or uuid.uuid4(), plan=plan, **_check(actor, plan, dict(fields)))
    if not goal.position:
        goal.position = (plan.goals.aggregate(last=Max("position"))["last"] or 0) + 1
    goal.subject_id = _subject(plan, goal)
    validated(goal)
    require_about(actor, Verb.WRITE, [goal.subject_id], Category.PLAN)
    goal.save(force_insert=True)
    write_steps(goal, steps)
    keep_goal(actor, next_version(actor, plan), goal)
    audit.wrote(actor, "plan.goal_add", goal, after=_loggable(fields))
    return goal


def _added_before(
    actor: Actor, plan: FamilyPlan, goal: Goal, steps: Sequence[StepInput], fields: dict[str, Any]
) -> Goal:
    if goal.plan_id != plan.pk:
        raise NoAccess
    check_edition(goal, NO_EDITION, fields)
    if kept_ticks(goal, steps) != present_steps(goal):
        raise StaleEdit(goal, mine={"steps": list(steps)}, theirs={"steps": present_steps(goal)})
    audit.wrote(actor, "plan.goal_add", goal)
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
    changes = check_edition(goal, edition, _check(actor, plan, dict(fields), goal.person_id))
    if steps is not None:
        steps = kept_ticks(goal, steps)
    other_steps = steps is not None and _check_steps(goal, edition, steps)
    before = {name: getattr(goal, name) for name in changes}
    if changes or other_steps:
        for name, value in changes.items():
            setattr(goal, name, value)
        before_subject, goal.subject_id = goal.subject_id, _subject(plan, goal)
        validated(goal)
        require_about(actor, Verb.WRITE, [goal.subject_id], Category.PLAN)
        goal.edition += 1
        goal.save()
        _move(goal, plan, before_subject)
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


def _move(goal: Goal, plan: FamilyPlan, before: uuid.UUID) -> None:
    """Present steps follow the goal. Its past follows only when it closes.

    A goal that is no longer shared takes its shared past along. One that opens leaves its past behind: what somebody
    said while it was theirs alone stays theirs, in earlier versions and in steps that were taken out.
    """
    if goal.subject_id == before:
        return
    goal.steps.filter(removed_at__isnull=True).update(subject_id=goal.subject_id)
    if before == plan.family_id:
        goal.steps.filter(subject_id=before).update(subject_id=goal.subject_id)
        goal.versions.filter(subject_id=before).update(subject_id=goal.subject_id)


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


@action("plan.goal_move")
def goal_move(*, actor: Actor, goal: Goal, up: bool) -> None:
    """One place up or down among the goals that stand in the plan; nothing happens at the end of the row.

    The edition stays: whoever is writing in the goal meanwhile has no conflict with its place.
    """
    require(actor, Verb.WRITE, goal)
    plan = locked(goal.plan_id)
    row = list(
        Goal.objects.visible_to(actor, Verb.WRITE)
        .filter(plan=plan, removed_at__isnull=True)
        .order_by("position", "created_at")
    )
    place = next((number for number, each in enumerate(row) if each.pk == goal.pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is not None and other is not None and 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
        _renumber(actor, plan, row)
    audit.wrote(actor, "plan.goal_move", goal, after={"up": up})


def _renumber(actor: Actor, plan: FamilyPlan, row: Sequence[Goal]) -> None:
    """Places 1, 2, 3 …: a new version keeps those that changed."""
    plan = next_version(actor, plan)
    for position, goal in enumerate(row, start=1):
        if goal.position != position:
            goal.position = position
            goal.save(update_fields=["position"])
            keep_goal(actor, plan, goal)


def _loggable(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value.pk) if isinstance(value, Person) else value for name, value in fields.items()}
