# SPDX-License-Identifier: EUPL-1.2
"""The municipality's families follow its method, and stand everywhere on the road of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from familievej.course import actions as course
from familievej.course.models import Course
from familievej.demo.load.organisation import SYSTEM, Organisation
from familievej.practice.queries import Offered, programme

if TYPE_CHECKING:
    import datetime as dt

    from familievej.demo.load.calendar import Calendar
    from familievej.gate.models import User
    from familievej.practice.models import AdoptedModel

WHOLE = "sammenhaengende-indsats"
ROAD = ("de-foerste-tre-uger", "udredning-og-plan", "planen-foelges")
TAPER = "Det går bedre i hverdagen. Vi ses hver anden uge."
PAUSE = "Mor er indlagt. Vi går videre, når hun er hjemme igen."
CLOSING = "Målene er nået. Vi aftaler med familien, hvordan vi slutter."
BEYOND = "Flere familier er ved at slutte, og denne kender sin koordinator."
MEETING = "Familien, skolen og jobcenteret var med. Vi fordelte de næste skridt."
FOLLOWED_UP = "Vi gik målene igennem ét for ét sammen med familien."
CLOSED: dict[str, Any] = {
    "reason": "maal-naaet",
    "status": "Børnene er i skole hver dag, og der er ro om aftenen.",
    "remaining_need": "En at ringe til, hvis det bliver svært igen.",
    "way_on": "almindelig",
    "recipient": "Sundhedsplejen og skolen",
    "clips": 3,
}


def follow_the_method(adopted: AdoptedModel, organisation: Organisation) -> None:
    """Every running course follows the programme, in a phase that fits its age; a few rest, end, wait or come back."""
    calendar = organisation.calendar
    running = (
        Course.objects.filter(ends__isnull=True).select_related("family", "unit").order_by("starts", "pk")
    )
    of_register = 0
    for number, made in enumerate(running):
        _follow(adopted, calendar, made)
        _keep(calendar, made, number)
        if made.phase == ROAD[2] and made.family.external_id:
            of_register += 1
            _elsewhere(adopted, calendar, made, of_register)


def _follow(adopted: AdoptedModel, calendar: Calendar, made: Course) -> None:
    age = (calendar.today - made.starts).days
    phase = ROAD[0] if age < 21 else ROAD[1] if age < 84 else ROAD[2]
    began = {ROAD[0]: made.starts, ROAD[1]: calendar.day(-40), ROAD[2]: calendar.day(-70)}[phase]
    course.model_change(
        actor=SYSTEM, course=made, adopted=adopted, programme_key=WHOLE, day=max(began, made.starts), phase=phase,
        reason="Kommunen har vedtaget sin metode.", beyond_reason=BEYOND,
    )  # fmt: skip


def _keep(calendar: Calendar, made: Course, number: int) -> None:
    """The meetings and follow-ups that the method asks for have been, but for a family here and there."""
    if made.phase == ROAD[0] or number % 11 == 0:
        return
    meeting = calendar.workday(-12 if made.phase == ROAD[1] else -38 + 3 * (number % 5))
    said: dict[str, Any] = {"actor": SYSTEM, "course": made}
    course.met_add(**said, need="interval:coordinating_meeting", words=MEETING, day=meeting)
    if made.phase == ROAD[2] and number % 3 == 0:
        day = calendar.workday(-20 + number % 7)
        course.met_add(**said, need="interval:first_follow_up", words=FOLLOWED_UP, day=day)


def _elsewhere(adopted: AdoptedModel, calendar: Calendar, made: Course, number: int) -> None:
    """What happens to the first families of the register, one thing each."""
    said: dict[str, Any] = {"actor": SYSTEM, "course": made}
    day = calendar.workday(-9)
    if number == 1:
        course.level_set(**said, level="roligere", reason=TAPER, day=day)
    elif number == 2:
        course.pause(**said, day=day, reason=PAUSE)
    elif number == 3:
        course.closing_begin(**said, day=day, reason=CLOSING)
    elif number in {4, 5, 6, 7}:
        who = made.coordinations.get(ends__isnull=True).user
        course.course_close(**said, day=calendar.workday(-30), **CLOSED)
        _after(adopted, calendar, made, who, number)


def _after(adopted: AdoptedModel, calendar: Calendar, made: Course, who: User, number: int) -> None:
    """One stays closed with its clips, one comes back on one, and two have a new place."""
    day = calendar.workday(-8)
    if number == 5:
        course.course_reopen(
            actor=SYSTEM, course=made, coordinator=who, why_coordinator="Familien kender sin koordinator.", day=day,
            reason="Der er kommet ny uro i skolen.", phase=ROAD[2],
        )  # fmt: skip
    elif number in {6, 7}:
        again = _place(adopted, made, who, day)
        if number == 7:
            course.met_add(
                actor=SYSTEM,
                course=again,
                need="acknowledgement",
                words="Begge forældre har sagt ja.",
                day=day,
            )
            course.course_begin(
                actor=SYSTEM,
                course=again,
                day=day,
                phase="fase-0",
                access_agreement="Sms hele dagen, ring 9–15.",
            )


def _place(adopted: AdoptedModel, made: Course, who: User, day: dt.date) -> Course:
    return course.course_start(
        actor=SYSTEM, family=made.family, unit=made.unit, starts=day,
        offered=Offered(adopted, programme(adopted, WHOLE)),
        coordinator=who, reason="Kender familien fra sidst.", beyond_reason=BEYOND,
    )  # fmt: skip
