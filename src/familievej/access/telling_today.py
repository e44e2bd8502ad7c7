# SPDX-License-Identifier: EUPL-1.2
""" "I dag": what the coordinator still has to tell a family; and, when it is late, that the leader sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from familievej.access.queries.telling import TELL_WITHIN, due, waiting
from familievej.base.today import Bucket, Line
from familievej.gate.categories import Verb
from familievej.gate.models import Role

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """Own ones that are due within a week; for a leader also the unit's that are late. At most two queries."""
    if not actor.has_role(Role.COORDINATOR, Role.LEADER):
        return
    mine = set()
    for telling in (
        waiting(actor, Verb.WRITE).filter(happened_on__lt=day + WEEK - TELL_WITHIN).select_related("family")
    ):
        mine.add(telling.pk)
        yield Line(
            bucket=Bucket.NOW if due(telling) <= day else Bucket.WEEK,
            family=telling.family.name,
            subject=telling.family_id,
            what=_("Tell the family: %(what)s") % {"what": telling.what},
            due=due(telling),
            url=reverse("access:telling_told", args=[telling.family_id, telling.pk]),
            action=_("We told them"),
            overdue=due(telling) < day,
        )
    if not actor.has_role(Role.LEADER):
        return
    for telling in waiting(actor).filter(happened_on__lt=day - TELL_WITHIN).select_related("family"):
        if telling.pk not in mine:
            yield Line(
                bucket=Bucket.NOW,
                family=telling.family.name,
                subject=telling.family_id,
                what=_("The family has not been told what was shared with %(whom)s")
                % {"whom": telling.with_whom},
                due=due(telling),
                url=f"{reverse('family:page', args=[telling.family_id])}#panel-telling",
                action=_("See it"),
                overdue=True,
            )
