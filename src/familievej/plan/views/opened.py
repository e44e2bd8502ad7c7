# SPDX-License-Identifier: EUPL-1.2
"""What every page of the plan begins with: whose plan, may the reader see it, may they write in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.course.queries import course_on
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about, require_about
from familievej.people.models import Family
from familievej.plan.queries import plan_for

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.plan.models import FamilyPlan


@dataclass(frozen=True)
class Opened:
    """``course`` is today's, ``plan`` its plan (or the last one, to be read); ``basis`` says why it may be seen."""

    actor: Actor
    family_id: UUID
    name: str
    day: dt.date
    course: Course | None
    plan: FamilyPlan | None
    writes: bool
    basis: str

    @property
    def the_plan(self) -> FamilyPlan:
        """The plan. Raises Http404 when there is none."""
        if self.plan is None:
            raise Http404
        return self.plan

    @property
    def back(self) -> str:
        """The page of the plan."""
        return reverse("plan:edit", args=[self.family_id])

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way from the families to here. Whoever may see the plan and not the family has a shorter one."""
        family = [
            (_("Families"), reverse("family:list")),
            (self.name, reverse("family:page", args=[self.family_id])),
        ]
        return [*(family if self.name else []), (_("The plan"), self.back), *more]


def opened(request: HttpRequest, family_id: UUID) -> Opened:
    """Raises NoAccess, which is a 404, when the actor may not read the family's plan."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    basis = require_about(actor, Verb.READ, [family_id], Category.PLAN).sentence
    day = timezone.localdate()
    family = Family.objects.visible_to(actor).filter(pk=family_id).first()
    course = course_on(actor, family_id, day)
    plan = plan_for(actor, family_id, course)
    writes = course is not None and decide_about(actor, Verb.WRITE, [family_id], Category.PLAN).allowed
    return Opened(actor, family_id, family.name if family else "", day, course, plan, writes, basis)


def opened_to_write(request: HttpRequest, family_id: UUID) -> Opened:
    """The same for pages that change something. Raises Http404 for whoever only reads, and without a plan."""
    found = opened(request, family_id)
    if not found.writes or found.plan is None:
        raise Http404
    return found
