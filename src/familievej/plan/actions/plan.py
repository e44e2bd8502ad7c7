# SPDX-License-Identifier: EUPL-1.2
"""The plan as a whole: begin it, give it the family's own title and purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from familievej.base.stale import check_edition
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import validated
from familievej.plan.actions.versions import keep_plan, locked, next_version
from familievej.plan.models import FamilyPlan

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor


@action("plan.plan_start")
def plan_start(*, actor: Actor, course: Course, title: str = "", purpose: str = "") -> FamilyPlan:
    """The plan of ``course``; a second start gives the one that is there. Raises NoAccess, ValidationError."""
    require(actor, Verb.WRITE, course)
    plan = FamilyPlan.objects.filter(course=course).first()
    if plan is None:
        plan = validated(FamilyPlan(course=course, family_id=course.family_id, title=title, purpose=purpose))
        plan.save(force_insert=True)
        keep_plan(actor, plan)
    audit.wrote(actor, "plan.plan_start", plan, after={"title": plan.title})
    return plan


@action("plan.plan_save")
def plan_save(*, actor: Actor, plan: FamilyPlan, edition: int, title: str, purpose: str) -> FamilyPlan:
    """Title and purpose in the family's words. ``edition`` is the one on the writer's screen.

    Raises StaleEdit, ValidationError.
    """
    require(actor, Verb.WRITE, plan)
    plan = locked(plan.pk)
    changes = check_edition(plan, edition, {"title": title, "purpose": purpose})
    before = {name: getattr(plan, name) for name in changes}
    if changes:
        plan.title, plan.purpose = title, purpose
        validated(plan)
        plan.edition += 1
        plan.save()
        next_version(actor, plan)
    audit.wrote(actor, "plan.plan_save", plan, before=before, after=changes)
    return plan
