# SPDX-License-Identifier: EUPL-1.2
"""What stands along a family's road: the course, its coordinators, meetings, goals set and reached, agreements kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.course.models import ClosingReason
from familievej.course.queries import coordinations_of, courses_of
from familievej.followup.models import Contact, ContactKind
from familievej.followup.road_data import Milestone, MilestoneKind
from familievej.plan.models import Goal, GoalVersion, Status, Step

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

# Calls and messages are the small stones of the road: they stand in the list of contacts.
_ON_THE_ROAD = {
    ContactKind.HOME_VISIT: MilestoneKind.HOME_VISIT,
    ContactKind.MEETING: MilestoneKind.MEETING,
    ContactKind.COMPANION: MilestoneKind.COMPANION,
}


def milestones(actor: Actor, family_id: UUID, day: dt.date, *, ahead: bool) -> list[Milestone]:
    """All that ``actor`` may see up to ``day``, and what is agreed for later when ``ahead``. Six queries."""
    found = [
        *_courses(actor, family_id),
        *_coordinators(actor, family_id),
        *_contacts(actor, family_id),
        *_goals(actor, family_id),
        *_agreements(actor, family_id),
    ]
    return [each for each in found if ahead or each.day <= day]


def _courses(actor: Actor, family_id: UUID) -> Iterator[Milestone]:
    reasons = dict(ClosingReason.choices)
    for course in courses_of(actor, family_id):
        yield Milestone(f"start-{course.pk}", course.starts, MilestoneKind.COURSE_START)
        if course.ends:
            why = str(reasons.get(course.closing_reason, ""))
            yield Milestone(f"end-{course.pk}", course.ends, MilestoneKind.COURSE_CLOSED, why)


def _coordinators(actor: Actor, family_id: UUID) -> Iterator[Milestone]:
    """The first of each course comes with its start."""
    begun: set[UUID] = set()
    for row in coordinations_of(actor, family_id):
        if row.course_id in begun:
            said = _("%(name)s took over") % {"name": row.user.name}
            yield Milestone(f"coordinator-{row.pk}", row.starts, MilestoneKind.COORDINATOR_CHANGE, said)
        begun.add(row.course_id)


def _contacts(actor: Actor, family_id: UUID) -> Iterator[Milestone]:
    rows = Contact.objects.visible_to(actor).filter(
        family_id=family_id, kind__in=_ON_THE_ROAD, cancelled_reason=""
    )
    for contact in rows:
        # What was agreed for a time that has passed, and nobody has said was held, did perhaps not happen.
        if contact.held_at is None and contact.moment < timezone.now():
            continue
        yield Milestone(
            f"contact-{contact.pk}",
            timezone.localtime(contact.moment).date(),
            _ON_THE_ROAD[ContactKind(contact.kind)],
            contact.place,
            reverse("followup:contact", args=[family_id, contact.pk]),
        )


def _goals(actor: Actor, family_id: UUID) -> Iterator[Milestone]:
    """A goal that stands in the plan: when it was written first, and when it was first said to be reached."""
    goals = Goal.objects.visible_to(actor).filter(plan__family_id=family_id, removed_at__isnull=True)
    words = dict(goals.values_list("pk", "words"))
    rows = GoalVersion.objects.visible_to(actor).filter(goal__in=list(words)).order_by("number")
    told: set[tuple[UUID, str]] = set()
    for goal_id, moment, status in rows.values_list("goal_id", "saved_at", "content__status"):
        day = timezone.localtime(moment).date()
        if (goal_id, "set") not in told:
            told.add((goal_id, "set"))
            yield Milestone(f"set-{goal_id}", day, MilestoneKind.GOAL_SET, words[goal_id])
        if status == Status.REACHED and (goal_id, "reached") not in told:
            told.add((goal_id, "reached"))
            yield Milestone(f"reached-{goal_id}", day, MilestoneKind.GOAL_REACHED, words[goal_id])


def _agreements(actor: Actor, family_id: UUID) -> Iterator[Milestone]:
    steps = Step.objects.visible_to(actor).filter(
        goal__plan__family_id=family_id, done_on__isnull=False, removed_at__isnull=True
    )
    for pk, day, text in steps.values_list("pk", "done_on", "text"):
        if day:
            yield Milestone(f"step-{pk}", day, MilestoneKind.AGREEMENT_KEPT, text)
