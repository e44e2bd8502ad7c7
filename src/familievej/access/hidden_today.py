# SPDX-License-Identifier: EUPL-1.2
""" "I dag": something is hidden from somebody, and is to be looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from familievej.access.queries.hidden import to_review
from familievej.base.today import Bucket, Line

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """What ``actor`` is to look at by the end of the week. Not what it says: the list is open on a desk."""
    for each in to_review(actor, day + WEEK):
        due = each.hidden.until
        yield Line(
            bucket=Bucket.NOW if due <= day else Bucket.WEEK,
            family=each.family.name,
            what=_("Is it still right to hide it from %(name)s? (%(what)s)")
            % {"name": each.hidden.name, "what": each.kind.label},
            due=due,
            url=reverse("access:hidden", args=[each.family.pk, each.kind.slug, each.record.pk]),
            action=_("Look at it"),
            overdue=due < day,
            subject=each.family.pk,
        )
