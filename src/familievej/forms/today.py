# SPDX-License-Identifier: EUPL-1.2
"""What this room puts on "I dag": what cannot wait, and statements that have not come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from familievej.base.today import Bucket, Line
from familievej.course.queries import coordinated_by
from familievej.forms.models import Statement
from familievej.forms.queries import acute
from familievej.forms.slots import as_text
from familievej.people.models import Family

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

SHOWN = 80
WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """For the families that ``actor`` coordinates on ``day``. Five queries, however many families."""
    if actor.user_id is None:
        return
    mine = set(coordinated_by(actor, actor.user_id, day))
    if not mine:
        return
    names = dict(Family.objects.visible_to(actor).filter(pk__in=mine).values_list("pk", "name"))
    for answer, filling, option in acute(actor, names):
        text = as_text(answer.value)
        yield Line(
            bucket=Bucket.NOW,
            family=names[filling.family_id],
            subject=filling.family_id,
            what=_("Cannot wait: %(what)s – %(text)s")
            % {"what": option.name, "text": text if len(text) <= SHOWN else f"{text[:SHOWN]}…"},
            due=None,
            url=reverse("forms:seen_to", args=[filling.family_id, answer.pk]),
            action=_("Say what was done"),
        )
    late = Statement.objects.visible_to(actor).filter(
        family__in=names, received_on__isnull=True, due_on__lt=day + WEEK, course__ends__isnull=True
    )
    for one in late:
        yield Line(
            bucket=Bucket.NOW if one.due_on < day else Bucket.WEEK,
            family=names[one.family_id],
            subject=one.family_id,
            what=_("A statement from %(partner)s is wanted") % {"partner": one.partner},
            due=one.due_on,
            url=reverse("forms:statement", args=[one.family_id, one.pk]),
            action=_("Open"),
            overdue=one.due_on < day,
        )
