# SPDX-License-Identifier: EUPL-1.2
"""What the plan puts on "I dag": steps that are due, goals without a step, and plans that are not written in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.base.today import Bucket, Line
from familievej.course.models import Coordination, Course
from familievej.people.models import Family
from familievej.plan.models import Goal, Status, Step

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

# Goals are formed within three weeks of the start (cross-cutting review, lines 2155-2161).
PLAN_WITHIN = dt.timedelta(weeks=3)
WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """For the families that ``actor`` coordinates on ``day``. Five queries, however many families."""
    if actor.user_id is None:
        return
    mine = Coordination.objects.visible_to(actor).as_of(day).filter(user_id=actor.user_id)
    ids = set(mine.values_list("family_id", flat=True))
    if not ids:
        return
    families = dict(Family.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "name"))
    courses = list(Course.objects.visible_to(actor).as_of(day).filter(family_id__in=families))
    goals = list(
        Goal.objects.visible_to(actor)
        .filter(plan__course__in=courses, removed_at__isnull=True)
        .values_list("pk", "status", "plan__family_id")
    )
    family_of = {pk: family for pk, _status, family in goals}
    open_goals = [pk for pk, status, _family in goals if status == Status.OPEN]
    agreed = Step.objects.visible_to(actor).filter(
        goal__in=open_goals, removed_at__isnull=True, done_on__isnull=True
    )
    steps = list(agreed)
    yield from _steps(steps, family_of, families, day)
    stepless = set(open_goals) - {step.goal_id for step in steps}
    yield from _goals_without_step([family_of[pk] for pk in stepless], families)
    planned = set(family_of.values())
    yield from _late_plans([course for course in courses if course.family_id not in planned], families, day)


def _steps(
    steps: list[Step], family_of: dict[UUID, UUID], families: dict[UUID, str], day: dt.date
) -> Iterator[Line]:
    for step in steps:
        if step.due is None or step.due >= day + WEEK:
            continue
        family = family_of[step.goal_id]
        yield Line(
            bucket=Bucket.NOW if step.due <= day else Bucket.WEEK,
            family=families[family],
            subject=family,
            what=f"{step.text} – {step.who}" if step.who else step.text,
            due=step.due,
            url=f"{reverse('plan:edit', args=[family])}#goal-{step.goal_id}",
            action=_("Open the plan"),
            overdue=step.due < day,
        )


def _goals_without_step(found: list[UUID], families: dict[UUID, str]) -> Iterator[Line]:
    for family in sorted(set(found), key=str):
        number = found.count(family)
        what = ngettext("One goal has no next step", "%(number)d goals have no next step", number)
        yield Line(
            bucket=Bucket.WEEK,
            family=families[family],
            subject=family,
            what=what % {"number": number},
            due=None,
            url=reverse("plan:edit", args=[family]),
            action=_("Agree on a step"),
        )


def _late_plans(courses: list[Course], families: dict[UUID, str], day: dt.date) -> Iterator[Line]:
    for course in courses:
        family, due = course.family_id, course.starts + PLAN_WITHIN
        if due >= day + WEEK:
            continue
        yield Line(
            bucket=Bucket.NOW if due <= day else Bucket.WEEK,
            family=families[family],
            subject=family,
            what=_("The plan has no goals yet; it is to be written within three weeks of the start"),
            due=due,
            url=reverse("plan:edit", args=[family]),
            action=_("Write the plan"),
            overdue=due < day,
        )
