# SPDX-License-Identifier: EUPL-1.2
"""What this room puts on "I dag": meetings, what was agreed and nobody has said how it went, and families not met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.base.dates import say_day, say_time
from familievej.base.today import Bucket, Line
from familievej.course.intervals import every_of
from familievej.course.models import Course
from familievej.course.queries import coordinated_by
from familievej.course.queries.rhythm import rhythm_of
from familievej.followup.models import Contact
from familievej.followup.queries import last_held, waiting
from familievej.people.models import Family

if TYPE_CHECKING:
    from familievej.course.intervals import Turn
    from familievej.gate.actor import Actor

# A coordinator meets a family at least every other week, where the course follows no version that says how often.
CONTACT_WITHIN = dt.timedelta(days=14)
WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """For the families that ``actor`` coordinates on ``day``. Seven queries, however many families."""
    if actor.user_id is None:
        return
    mine = set(coordinated_by(actor, actor.user_id, day))
    if not mine:
        return
    families = dict(Family.objects.visible_to(actor).filter(pk__in=mine).values_list("pk", "name"))
    agreed = list(waiting(actor).filter(family__in=families, planned_at__lt=_begin(day + WEEK)))
    yield from (_agreed(contact, families, day) for contact in agreed)
    # Whoever has something agreed this week, or something to say how it went, has a line already: one act at a time.
    told = {contact.family_id for contact in agreed}
    yield from _not_met(actor, {pk: name for pk, name in families.items() if pk not in told}, day)


def _agreed(contact: Contact, families: dict[UUID, str], day: dt.date) -> Line:
    local = timezone.localtime(contact.moment)
    told = {"kind": contact.get_kind_display(), "time": say_time(local), "day": say_day(local.date(), day)}
    if local.date() < day:
        what = _("%(kind)s, agreed for %(day)s at %(time)s: how did it go?") % told
    else:
        what = _("%(kind)s at %(time)s") % told
        what = f"{what}, {contact.place}" if contact.place else what
    return Line(
        bucket=Bucket.NOW if local.date() <= day else Bucket.WEEK,
        family=families[contact.family_id],
        subject=contact.family_id,
        what=what[:1].upper() + what[1:],
        due=local.date(),
        url=reverse("followup:contact", args=[contact.family_id, contact.pk]),
        action=_("Say how it went") if local.date() < day else _("Open"),
        overdue=local.date() < day,
    )


def _not_met(actor: Actor, families: dict[UUID, str], day: dt.date) -> Iterator[Line]:
    """Families whom nobody has met for as long as their version says, else for :data:`CONTACT_WITHIN`."""
    rows = Course.objects.visible_to(actor).as_of(day).filter(family__in=families)
    courses = list(rows.select_related("adopted").defer("adopted__files", "adopted__content"))
    held = last_held(actor, families, _begin(day + dt.timedelta(days=1)))
    turns = rhythm_of(actor, courses, day, ("first_contact", "contact"))
    for course in courses:
        last = timezone.localtime(held[course.family_id]).date() if course.family_id in held else None
        due = _due(course, last, turns.get(course.pk, []))
        if due is None or due > day:
            continue
        since = _("No contact since %(day)s") % {"day": say_day(last, day)} if last else _("No contact yet")
        yield Line(
            bucket=Bucket.NOW,
            family=families[course.family_id],
            subject=course.family_id,
            what=since,
            due=due,
            url=reverse("followup:contact_add", args=[course.family_id]),
            action=_("Agree on a contact"),
            overdue=due < day,
        )


def _due(course: Course, last: dt.date | None, turns: list[Turn]) -> dt.date | None:
    """By when the family must be met; None while the version of its course asks for no contact now."""
    if turns:
        return turns[0].by
    programme = course.adopted.model.programme(course.programme_key) if course.adopted else None
    if programme and (every_of(programme, "contact") or every_of(programme, "first_contact")):
        return None
    return max(last or course.starts, course.starts) + CONTACT_WITHIN


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
