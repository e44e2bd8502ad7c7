# SPDX-License-Identifier: EUPL-1.2
"""Lines for "I dag": a course that waits to begin, a phase that ends, something that must happen in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from familievej.base.today import Bucket, Line
from familievej.course.models import Course
from familievej.course.need_words import turn_name
from familievej.course.queries.rhythm import by_hand
from familievej.course.queries.running import DueCourse, due_now
from familievej.course.queries.standing import coordinated_by
from familievej.course.states import State
from familievej.people.models import Family

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

SOON = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """For the families that ``actor`` coordinates on ``day``. Seven queries, however many families."""
    if actor.user_id is None:
        return
    mine = set(coordinated_by(actor, actor.user_id, day))
    if not mine:
        return
    names = dict(Family.objects.visible_to(actor).filter(pk__in=mine).values_list("pk", "name"))
    rows = Course.objects.visible_to(actor).as_of(day).filter(family__in=names, adopted__isnull=False)
    followed = list(rows.select_related("adopted").defer("adopted__files", "adopted__content"))
    for each in due_now(actor, followed, day, by_hand()):
        yield from _of(each, names[each.course.family_id], day)


def _of(each: DueCourse, name: str, day: dt.date) -> Iterator[Line]:
    course = each.course
    page = reverse("course:page", args=[course.family_id])
    if course.state == State.ALLOCATED:
        yield _line(
            name, course, _("Has a place and waits to begin"), course.starts, page, _("Begin the course"), day
        )
        return
    for due in each.due:
        if due.done_on is None and due.by and due.by <= day + SOON:
            need = reverse("course:met", args=[course.family_id, f"event:{due.event.id}"])
            yield _line(name, course, due.event.name, due.by, need, _("Say how it was"), day)
    for turn in each.turns:
        if turn.by <= day + SOON:
            need = reverse("course:met", args=[course.family_id, f"interval:{turn.kind}"])
            yield _line(name, course, turn_name(turn), turn.by, need, _("Say how it was"), day)
    working = course.state in {State.RUNNING, State.TAPERING}
    if each.present and each.present.last and working and each.present.last <= day + SOON:
        what = _("The phase “%(phase)s” ends") % {"phase": each.present.name}
        yield _line(name, course, what, each.present.last, page, _("See the course"), day)


def _line(name: str, course: Course, what: str, due: dt.date, url: str, action: str, day: dt.date) -> Line:
    return Line(
        bucket=Bucket.NOW if due <= day else Bucket.WEEK,
        family=name,
        subject=course.family_id,
        what=what,
        due=due,
        url=url,
        action=action,
        overdue=due < day,
    )
