# SPDX-License-Identifier: EUPL-1.2
""" "I dag": emergencies that wait for the leader's or the officer's review. They are told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.access.queries.emergency import to_review
from familievej.base.today import Bucket, Line
from familievej.gate.models import Role

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

# A review that has waited a week is late: what was seen without need must be found while people remember it.
REVIEW_WITHIN = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """One line each. One query, and none for those who review nothing."""
    if not actor.has_role(Role.LEADER, Role.DATA_PROTECTION_OFFICER):
        return
    for emergency in to_review(actor):
        due = timezone.localdate(emergency.starts_at) + REVIEW_WITHIN
        yield Line(
            bucket=Bucket.NOW,
            family=emergency.family
            if emergency.named
            else _("Family %(number)s") % {"number": emergency.family},
            what=_("%(who)s opened emergency access: %(reason)s")
            % {"who": emergency.who, "reason": emergency.reason},
            due=due,
            url=reverse("access:emergency_review", args=[emergency.id]),
            action=_("Review"),
            overdue=due < day,
        )
