# SPDX-License-Identifier: EUPL-1.2
"""Access begins and ends with the day in Denmark: on birthdays, on 29 February and when the clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.attacks.states import ask, say
from tests.attacks.world import Marked
from tests.cast import SYSTEM

from familievej.access.models import Consent
from familievej.gate.models import Grant
from familievej.people import actions as people
from familievej.people.subjects import refold_around

pytestmark = pytest.mark.django_db
DENMARK = ZoneInfo("Europe/Copenhagen")
quick = settings(max_examples=10, suppress_health_check=list(HealthCheck))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), DENMARK)


def _opened(world: Marked, starts: dt.date, ends: dt.date) -> list[tuple[dt.datetime, dt.datetime | None]]:
    """When the job centre's Ole may read the child's plan, by a consent of these days."""
    consent = say(world.cast, ask(world.cast), "parent", "other_parent")
    Consent.objects.filter(pk=consent.pk).update(starts=starts, ends=ends)
    refold_around(families=[world.cast.family.pk])
    rows = Grant.objects.filter(user=world.cast.outsider, subject_id=world.cast.child.pk, category="plan")
    return list(rows.order_by("starts_at").values_list("starts_at", "ends_at"))


@pytest.mark.parametrize(
    "ends", [dt.date(2027, 3, 28), dt.date(2027, 3, 29), dt.date(2027, 10, 31), dt.date(2027, 11, 1)]
)
def test_a_consent_ends_at_midnight_also_when_the_clock_changes_that_night(
    world: Marked, ends: dt.date
) -> None:
    ((_starts, until),) = _opened(world, timezone.localdate(), ends)
    assert until == _midnight(ends)


def test_the_night_before_the_fifteenth_birthday_ends_what_the_parents_said(world: Marked) -> None:
    today = timezone.localdate()
    birthday = today + dt.timedelta(days=1)
    born = dt.date(birthday.year - 15, birthday.month, birthday.day)
    people.person_update(actor=SYSTEM, person=world.cast.child, edition=1, birth_date=born)
    ((starts, until),) = _opened(world, today, today + dt.timedelta(days=300))
    assert starts <= timezone.now()
    assert until == _midnight(birthday), "no job must run at midnight: the grant carries its end"


@quick
@given(days=st.integers(1, 200), length=st.integers(1, 400))
def test_custody_that_will_end_during_a_consent_ends_his_say_that_day_and_not_before(
    world: Marked, days: int, length: int
) -> None:
    with transaction.atomic():
        today = timezone.localdate()
        ends, leaves = today + dt.timedelta(days=length), today + dt.timedelta(days=days)
        (custody,) = world.cast.father.custody_held.all()
        people.custody_end(actor=SYSTEM, custody=custody, day=leaves)
        consent = say(world.cast, ask(world.cast), "parent")
        Consent.objects.filter(pk=consent.pk).update(ends=ends)
        refold_around(families=[world.cast.family.pk])
        rows = Grant.objects.filter(user=world.cast.outsider, subject_id=world.cast.child.pk, category="plan")
        opened = [(row.starts_at, row.ends_at) for row in rows]
        expected = [(_midnight(leaves), _midnight(ends))] if leaves < ends else []
        assert opened == expected, (
            "until he has answered it is closed; from the day he has no say, it is open"
        )
        transaction.set_rollback(True)
