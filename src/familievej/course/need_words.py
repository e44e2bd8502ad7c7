# SPDX-License-Identifier: EUPL-1.2
"""What a gate asks for, in words: from the model where it names something, from us where it is plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from familievej.practice.handbook.choices import INTERVALS

if TYPE_CHECKING:
    from familievej.course.intervals import Turn
    from familievej.practice.schema import PracticeModel
    from familievej.practice.schema.programme import Need

PLAIN = {
    "access_agreement": _("how the family reaches the coordinator"),
    "acknowledgement": _("the parents know of it and have said so"),
    "assessment": _("the assessment made with the family"),
    "consent": _("a consent that is open"),
    "coordinator": _("a coordinator"),
    "criteria": _("the criteria of the target group, looked at one by one"),
    "family_present": _("a meeting where the family was there"),
    "free_place": _("a free place"),
    "goals": _("the family’s goals"),
    "plan": _("the family plan, or why it must wait"),
    "reason": _("the reason"),
    "remaining_need": _("what is still needed"),
    "team": _("the team"),
    "way_on": _("who takes over"),
}


def said(model: PracticeModel, need: Need) -> str:
    """The need as it stands on the screen."""
    if need.kind == "approval":
        role = model.role(need.of)
        return gettext("a yes from %(role)s") % {"role": role.name if role else need.of}
    if need.kind == "form":
        form = model.form(need.of)
        return gettext("the form “%(form)s”") % {"form": form.name if form else need.of}
    if need.kind == "meeting":
        meeting = model.meeting(need.of)
        return gettext("the meeting “%(meeting)s”") % {"meeting": meeting.name if meeting else need.of}
    if need.kind == "event":
        events = (e for p in model.programmes for phase in p.phases for e in phase.events if e.id == need.of)
        event = next(events, None)
        return event.name if event else need.of
    if need.kind == "interval":
        return str(INTERVALS.get(need.of, need.of))
    if need.kind == "holds":
        rule = next((each for each in model.temporary_rules if each.id == need.of), None)
        return gettext("it holds: %(rule)s") % {"rule": rule.applies_to if rule else need.of}
    return str(PLAIN.get(need.kind, need.kind))


def turn_name(turn: Turn) -> str:
    """What must happen, as the beginning of a line."""
    words = str(INTERVALS.get(turn.kind, turn.kind))
    return words[:1].upper() + words[1:]
