# SPDX-License-Identifier: EUPL-1.2
"""On the family's page: contacts and notes, and the road."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familievej.base import once
from familievej.base.panels import Panel
from familievej.followup.queries import milestones, overview
from familievej.followup.road import road
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family

SHOWN = 3


def contacts_panel(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """What is agreed ahead, and the latest on ``day``; None for whoever may read neither. At most seven queries."""
    contacts, notes = (
        decide_about(actor, Verb.READ, [family.pk], category).allowed
        for category in (Category.PLAN, Category.NOTES)
    )
    if not contacts and not notes:
        return None
    today = timezone.localdate()
    now = once.moment() if day >= today else _end_of(day)
    found = overview(actor, family.pk, until=now, passed=day < today, number=SHOWN)
    return {
        "ahead": found.ahead,
        "entries": found.latest,
        "more": found.more,
        "now": now,
        "whole": contacts,
        "writes": day >= today and decide_about(actor, Verb.WRITE, [family.pk], Category.NOTES).allowed,
    }


def road_panel(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """The road as it looked on ``day``; None for whoever sees nothing of it. Five queries."""
    found = milestones(actor, family.pk, day, ahead=day >= timezone.localdate())
    if not found:
        return None
    title = _("The road of %(family)s") % {"family": family.name}
    return {"road": road(found, today=day, prefix="road", title=title)}


def _end_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


PANELS = (
    Panel("contacts", gettext_lazy("Contacts and notes"), 12, "followup/panel.html", contacts_panel),
    Panel("road", gettext_lazy("The road so far"), 50, "followup/road.html", road_panel, late=True),
)
