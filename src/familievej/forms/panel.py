# SPDX-License-Identifier: EUPL-1.2
"""On the family's page: the forms of the course, what cannot wait, and what must still be examined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from familievej.base.panels import Panel
from familievej.course.queries.standing import courses_of
from familievej.forms.models import Filling, Verdict
from familievej.forms.queries import acute, claims, fillings, statements
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.people.models import Family
    from familievej.practice.schema.forms import Form


def latest_of(rows: list[Filling]) -> list[Filling]:
    """The latest version of each form of each course; ``rows`` come with the newest version first."""
    found: dict[tuple[object, str], Filling] = {}
    for row in rows:
        found.setdefault((row.course_id, row.form), row)
    return list(found.values())


def not_begun(course: Course, begun: set[str]) -> list[Form]:
    """The forms of the method that the course follows, that nobody has begun in it."""
    return [form for form in course.adopted.model.forms if form.id not in begun] if course.adopted else []


def forms_panel(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """None for whoever sees nothing of it, and where the course follows no method with forms."""
    if not actor.is_staff:
        return None
    course = next((each for each in reversed(courses_of(actor, family.pk)) if each.starts <= day), None)
    offers = course is not None and course.adopted is not None and bool(course.adopted.model.forms)
    there = latest_of(fillings(actor, family.pk)) if offers else []
    if not offers or course is None:
        return None
    writes = decide_about(actor, Verb.WRITE, [family.pk], Category.PLAN).allowed and course.ends is None
    if not there and not writes:
        return None
    begun = {row.form for row in there if row.course_id == course.pk}
    return {
        "fillings": there,
        "waits": acute(actor, [family.pk]),
        "open_claims": [claim for claim in claims(actor, family.pk) if claim.verdict == Verdict.OPEN],
        "open_statements": [one for one in statements(actor, family.pk) if one.received_on is None],
        "offered": not_begun(course, begun) if writes else [],
        "writes": writes,
        "day": day,
    }


PANEL = Panel(
    "forms", _("First dialogue, assessment and reports"), 14, "forms/panel.html", forms_panel, late=True
)
