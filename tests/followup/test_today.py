# SPDX-License-Identifier: EUPL-1.2
""" "I dag": what a coordinator must not forget about meeting her families, one act at a time."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.followup.writing import days, held

from familievej.base.today import Bucket, Line
from familievej.course import actions as course
from familievej.followup import actions
from familievej.followup.models import Contact
from familievej.followup.today import CONTACT_WITHIN, lines
from familievej.gate.acting import acting
from familievej.people import actions as people


def _lines(cast: Cast, role: str = "coordinator", day: dt.date | None = None) -> list[Line]:
    actor = cast.actor(role)
    with acting(actor):
        return list(lines(actor, day or timezone.localdate()))


def _agreed_for(cast: Cast, day: dt.date, hour: int = 14) -> None:
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 30)))
    Contact.objects.filter(pk=cast.meeting.pk).update(planned_at=moment)


def test_a_meeting_today_is_now(cast: Cast) -> None:
    _agreed_for(cast, days(0))
    [line] = _lines(cast)
    assert (line.bucket, line.due, line.overdue) == (Bucket.NOW, days(0), False)
    assert line.what == "Meeting at 14:30, Skolen"
    assert line.family == cast.family.name


def test_a_meeting_within_a_week_is_this_week_and_a_later_one_is_not_told(cast: Cast) -> None:
    held(cast)
    for ahead, expected in ((1, [Bucket.WEEK]), (6, [Bucket.WEEK]), (7, [])):
        _agreed_for(cast, days(ahead))
        assert [line.bucket for line in _lines(cast)] == expected


def test_what_has_passed_asks_how_it_went_until_somebody_says(cast: Cast) -> None:
    _agreed_for(cast, days(-2))
    [line] = _lines(cast)
    assert (line.bucket, line.overdue, line.action) == (Bucket.NOW, True, "Say how it went")
    cast.meeting.refresh_from_db()
    actions.contact_save(actor=SYSTEM, contact=cast.meeting, edition=1, held_at=cast.meeting.planned_at)
    assert _lines(cast) == []


def test_a_family_not_met_for_two_weeks_is_told_once_and_only_then(cast: Cast) -> None:
    actions.contact_save(actor=SYSTEM, contact=cast.meeting, edition=1, cancelled_reason="syg")
    contact = held(cast, days_ago=CONTACT_WITHIN.days - 1)
    assert _lines(cast) == []
    for ago, overdue in ((0, False), (1, True)):
        moment = timezone.now() - CONTACT_WITHIN - dt.timedelta(days=ago)
        Contact.objects.filter(pk=contact.pk).update(held_at=moment)
        [line] = _lines(cast)
        assert (line.bucket, line.overdue) == (Bucket.NOW, overdue)
        assert line.what.startswith("No contact since ")


def test_a_family_never_met_is_counted_from_the_start_of_its_course(cast: Cast) -> None:
    actions.contact_save(actor=SYSTEM, contact=cast.meeting, edition=1, cancelled_reason="syg")
    assert [line.what for line in _lines(cast)] == ["No contact yet"]


def test_whoever_has_agreed_on_something_this_week_is_not_reminded_to_do_so(cast: Cast) -> None:
    assert [line.bucket for line in _lines(cast)] == [Bucket.WEEK]


def test_only_the_families_that_one_coordinates_are_told(cast: Cast) -> None:
    assert {line.family for line in _lines(cast, "colleague")} == {cast.other_family.name}
    for role in ("outsider", "leader", "analyst", "administrator", "parent", "young_person"):
        assert _lines(cast, role) == []


def test_a_closed_course_reminds_nobody(cast: Cast) -> None:
    course.course_close(actor=SYSTEM, course=cast.course, day=days(0), reason="goals_reached")
    assert _lines(cast) == []


def test_the_number_of_queries_is_the_same_for_10_and_for_20_families(cast: Cast) -> None:
    counts = []
    for _tens in range(2):
        for number in range(10):
            _family(cast, number)
        actor = cast.actor("coordinator")
        with acting(actor), CaptureQueriesContext(connection) as caught:
            found = list(lines(actor, timezone.localdate()))
        counts.append(len(caught))
    assert len(found) > 20
    assert counts[0] == counts[1] <= 5


def _family(cast: Cast, number: int) -> None:
    family = people.family_create(actor=SYSTEM, name=f"Familien {number}")
    course.course_start(
        actor=SYSTEM, family=family, unit=cast.unit, programme="x", starts=days(-60),
        coordinator=cast.coordinator, reason="x",
    )  # fmt: skip
    if number % 2:
        actions.contact_add(
            actor=SYSTEM, family=family, kind="call", planned_at=timezone.now() + dt.timedelta(days=1)
        )
