# SPDX-License-Identifier: EUPL-1.2
"""Why somebody sees something, in one sentence, for grants that rest on a consent, a disclosure or an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familievej.gate.categories import Category

if TYPE_CHECKING:
    import datetime as dt

    from familievej.gate.models import Grant


def _day(day: dt.date) -> str:
    return date_format(day, "DATE_FORMAT")


def consent(grant: Grant) -> str:
    """ "Sara said yes on 3 May to …". The receiver may not see the consent itself, so the facts are read for them."""
    from familievej.access.queries.basis import facts_of_consent

    facts = facts_of_consent(grant.source_id)
    return _(
        "You see this because %(who)s said yes on %(day)s to share %(what)s with you until %(until)s."
    ) % {
        "who": facts.who or _("the family"),
        "day": _day(facts.day),
        "what": Category(grant.category).label,
        "until": _day(facts.until),
    }


def disclosure(grant: Grant) -> str:
    """Which paragraph, and until when."""
    from familievej.access.queries.basis import paragraph_of_disclosure

    return _("You see this because it was shared with you under %(paragraph)s until %(until)s.") % {
        "paragraph": paragraph_of_disclosure(grant.source_id),
        "until": _day(timezone.localdate(grant.ends_at)) if grant.ends_at else _("further notice"),
    }


def emergency(grant: Grant) -> str:
    """Until when, and that it is looked at afterwards."""
    until = date_format(timezone.localtime(grant.ends_at), "DATETIME_FORMAT") if grant.ends_at else ""
    return _("You see this on emergency access until %(until)s. It will be reviewed.") % {"until": until}
