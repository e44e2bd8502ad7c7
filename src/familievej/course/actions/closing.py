# SPDX-License-Identifier: EUPL-1.2
"""Close a course: how it stands, what is still needed, who takes over, and the clips for the way back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.course.actions.moving import change, gated, leave, programme_of, write
from familievej.course.clips import clips_at_closing
from familievej.course.models import ClosingReason
from familievej.course.states import Event
from familievej.gate.action import action
from familievej.gate.record import end
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor


@action("course.course_close")
def course_close(
    *,
    actor: Actor,
    course: Course,
    day: dt.date,
    reason: str,
    note: str = "",
    status: str = "",
    remaining_need: str = "",
    way_on: str = "",
    recipient: str = "",
    clips: int = 0,
) -> None:
    """``day`` is the first after the course. The coordinator's access ends with it (004 L1537-1541).

    ``clips``: how many times the family may come back without a new allocation; after a return it keeps what is left.
    Raises ValidationError.
    """
    write(actor, course)
    said = {"reason": reason, "remaining_need": remaining_need, "way_on": way_on or recipient}
    gated(actor, course, "close", day, said_now=[need for need, words in said.items() if words.strip()])
    if day < course.starts:
        raise ValidationError({"ends": _("The end lies before the beginning. Correct one of the two dates.")})
    course.clips = _clips(course, clips)
    course.closing_reason, course.closing_note = reason, note
    course.closing_status, course.remaining_need = status.strip(), remaining_need.strip()
    course.way_on, course.recipient, course.ends = way_on, recipient.strip(), day
    change(
        actor, course, Event.CLOSE, day, reason=why(course, reason)[:600],
        fields=[
            "clips", "closing_reason", "closing_note", "closing_status", "remaining_need", "way_on", "recipient",
            "ends",
        ],
    )  # fmt: skip
    leave(actor, course, day)
    for rows, name in (
        (course.coordinations, "coordinator_end"),
        (course.teammembers, "team_end"),
        (course.areaauthoritys, "authority_end"),
    ):
        for present in rows.filter(ends__isnull=True):
            end(actor, f"course.{name}", present, max(day, present.starts))
    refold_around(families=[course.family_id])


def why(course: Course, reason: str) -> str:
    """The reason in the words of the programme, or else of everybody; what is neither stands as it is."""
    programme = programme_of(course)
    closing = programme.closing if programme else None
    words = {each.id: each.name for each in closing.reasons} if closing else {}
    return str({**dict(ClosingReason.choices), **words}.get(reason, reason))


def _clips(course: Course, given: int) -> int:
    programme = programme_of(course)
    most = programme.closing.clips if programme and programme.closing else 0
    try:
        return clips_at_closing(given, most, course.follows_id is not None, course.clips)
    except ValueError as fault:
        raise ValidationError(
            {"clips": _("The programme gives at most %(most)d.") % {"most": most}}
        ) from fault
