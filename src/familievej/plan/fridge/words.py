# SPDX-License-Identifier: EUPL-1.2
"""The page's fixed texts, days and hours in the language asked for."""

from __future__ import annotations

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.base.dates import say_day, say_time
from familievej.plan.fridge.content import FridgePage, Meeting

# Days ahead or back from which a day without its year could be taken for another.
_SAME_DAY_NEXT_YEAR = 300


def labels(language: str) -> dict[str, str]:
    """The headings and empty texts of the page in ``language`` ("da", "en")."""
    with translation.override(language):
        return {
            "untitled": _("Our plan"),
            "goals": _("What we want"),
            "steps": _("Next steps"),
            "no_goals": _("We write our goals here, in our own words."),
            "no_steps": _("We agree on the next step at our next meeting."),
            "meeting": _("We meet again"),
            "no_meeting": _("No day yet"),
            "coordinator": _("Our coordinator"),
            "no_coordinator": _("We do not have one yet"),
        }


def left_out(page: FridgePage, language: str) -> str:
    """What the page does not show, in one line ("… and 4 more goals on the phone"); empty when it shows everything."""
    with translation.override(language):
        goals = ngettext("%(count)d more goal", "%(count)d more goals", page.goals_left) % {
            "count": page.goals_left
        }
        steps = ngettext("%(count)d more step", "%(count)d more steps", page.steps_left) % {
            "count": page.steps_left
        }
        if page.goals_left and page.steps_left:
            what = _("%(goals)s and %(steps)s") % {"goals": goals, "steps": steps}
        else:
            what = goals if page.goals_left else steps
        sentences = []
        if page.goals_left or page.steps_left:
            sentences.append(_("… and %(what)s on the phone.") % {"what": what})
        if page.shortened:
            sentences.append(_("What ends in … is whole on the phone."))
        return " ".join(sentences)


def say_when(when: dt.date | str | None, as_of: dt.date, language: str) -> str:
    """A step's time: "tirsdag 3. maj" for a day, the family's own words as they are, nothing for None."""
    if not isinstance(when, dt.date):
        return when or ""
    with translation.override(language):
        return _spoken(when, as_of)


def say_meeting(meeting: Meeting, as_of: dt.date, language: str) -> str:
    """ "tirsdag 3. maj kl. 14.30", or only the day when no hour is agreed."""
    with translation.override(language):
        if not isinstance(meeting.at, dt.datetime):
            return _spoken(meeting.at, as_of)
        day = _spoken(meeting.at.date(), as_of)
        return _("%(day)s at %(time)s") % {"day": day, "time": say_time(meeting.at)}


def _spoken(day: dt.date, as_of: dt.date) -> str:
    """The year only where it could be mistaken: in November "tuesday 5 January" needs none."""
    return say_day(day, day if abs((day - as_of).days) < _SAME_DAY_NEXT_YEAR else None)


def say_edition(page: FridgePage, language: str) -> str:
    """Which plan this is, in small type: "As of Tuesday 3 May 2026 · edition 4"."""
    with translation.override(language):
        return _("As of %(day)s · edition %(number)d") % {
            "day": say_day(page.as_of, None),
            "number": page.version,
        }
