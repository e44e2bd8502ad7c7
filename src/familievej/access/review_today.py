# SPDX-License-Identifier: EUPL-1.2
""" "I dag": the half-yearly review of who has access is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from familievej.access.queries.review import due, last_review, led_units
from familievej.base.today import Bucket, Line
from familievej.gate.models import Role

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """For each unit that ``actor`` leads, from a week before. One query, and one for each unit."""
    if not actor.has_role(Role.LEADER):
        return
    for unit in led_units(actor):
        by = due(last_review(unit.pk))
        if by is None or by < day + WEEK:
            yield Line(
                bucket=Bucket.NOW if by is None or by <= day else Bucket.WEEK,
                family=unit.name,
                what=_("Who has access? The list is gone through every half year."),
                due=by,
                url=reverse("access:review", args=[unit.pk]),
                action=_("Go through it"),
                overdue=by is not None and by < day,
            )
