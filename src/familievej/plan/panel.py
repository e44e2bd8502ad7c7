# SPDX-License-Identifier: EUPL-1.2
"""The plan on the family's page: what the family wants and what is agreed next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from familievej.base.panels import Panel
from familievej.course.queries import course_on
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about
from familievej.plan.queries import plan_for, plan_view

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family

ORDER = 10


def query(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """The plan of the family's course on ``day`` as it stands now; None without a basis. At most eight queries."""
    if not decide_about(actor, Verb.READ, [family.pk], Category.PLAN).allowed:
        return None
    course = course_on(actor, family.pk, day)
    plan = plan_for(actor, family.pk, course)
    return {
        "family_id": family.pk,
        "course": course,
        "view": plan_view(actor, plan, day) if plan else None,
        "writes": course is not None and decide_about(actor, Verb.WRITE, [family.pk], Category.PLAN).allowed,
    }


PANEL = Panel("plan", _("The plan"), ORDER, "plan/panel.html", query)
