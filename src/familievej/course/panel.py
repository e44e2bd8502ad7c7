# SPDX-License-Identifier: EUPL-1.2
"""On the family's page: where the family is in its course, and what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from familievej.base.panels import Panel
from familievej.course.queries.running import DueCourse, due_now
from familievej.course.queries.standing import courses_of
from familievej.course.states import ENDED, State
from familievej.gate.models import Role

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family


def course_panel(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """The latest course that had begun on ``day``; None for whoever may not know of it."""
    begun = [each for each in courses_of(actor, family.pk) if each.starts <= day]
    course = begun[-1] if begun else None
    if course is None or not actor.is_staff:
        return None
    # A course that follows no method has neither phases nor anything due.
    now = due_now(actor, [course], day, kinds=())[0] if course.adopted else DueCourse(course, None, [], [])
    return {
        "course": course,
        "state": State(course.state),
        "ended": course.state in ENDED,
        "present": now.present,
        "due": [each for each in now.due if each.done_on is None],
        "may_return": course.state == State.CLOSED and course.clips > 0 and actor.has_role(Role.LEADER),
    }


PANEL = Panel("course", _("The course"), 13, "course/panel.html", course_panel, late=True)
