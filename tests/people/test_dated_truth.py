# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses what cannot be true."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import LONG_AGO, SYSTEM, Cast

from familievej.base.periods import Dated, age_on
from familievej.course import actions as course
from familievej.course.models import Coordination
from familievej.people import actions as people
from familievej.people.models import Custody, Membership, Person, Relation, Residence

if TYPE_CHECKING:
    from django.db import models

DAY = dt.date(2026, 3, 1)
LATER = dt.date(2026, 6, 1)


def _refused(row: models.Model) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_is_in_one_family_twice_at_once(cast: Cast) -> None:
    _refused(Membership(family=cast.family, person=cast.mother, role="other_adult", starts=DAY))


def test_somebody_may_leave_and_come_back_on_the_same_day(cast: Cast) -> None:
    (membership,) = cast.family.memberships.filter(person=cast.youth)
    people.member_end(actor=SYSTEM, membership=membership, day=DAY)
    people.member_add(actor=SYSTEM, family=cast.family, person=cast.youth, role="child", starts=DAY)
    assert cast.family.memberships.filter(person=cast.youth).count() == 2


def test_two_coordinators_at_once_are_refused(cast: Cast) -> None:
    _refused(
        Coordination(
            course=cast.course, family=cast.family, user=cast.colleague, reason="Også mig", starts=DAY
        )
    )


def test_two_courses_at_once_are_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        course.course_start(actor=SYSTEM, family=cast.family, unit=cast.unit, programme="Andet", starts=DAY)


def test_one_person_has_one_registered_home_at_a_time(cast: Cast) -> None:
    homes = [people.household_create(actor=SYSTEM, street=street) for street in ("Skovvej 1", "Engvej 2")]
    people.residence_add(actor=SYSTEM, person=cast.child, household=homes[0], starts=LONG_AGO)
    _refused(Residence(person=cast.child, household=homes[1], starts=DAY))
    people.residence_add(actor=SYSTEM, person=cast.child, household=homes[1], starts=DAY, kind="part_time")
    assert cast.child.residences.count() == 2


def test_sole_custody_of_two_at_once_is_refused(cast: Cast) -> None:
    _refused(Custody(child=cast.youth, holder=cast.father, kind="sole", starts=DAY))


def test_nobody_is_related_to_themselves(cast: Cast) -> None:
    _refused(Relation(from_person=cast.mother, to_person=cast.mother, kind="friend", starts=DAY))


def test_one_child_is_in_the_middle(cast: Cast) -> None:
    membership = cast.family.memberships.get(person=cast.youth)
    membership.index_child = True
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()


def _dated_rows(cast: Cast) -> list[Dated]:
    rows: dict[str, Any] = {"starts": LATER, "ends": DAY}
    return [
        Membership(family=cast.family, person=cast.stranger, role="parent", **rows),
        Relation(from_person=cast.mother, to_person=cast.stranger, kind="friend", **rows),
        Custody(child=cast.child, holder=cast.stranger, kind="joint", **rows),
        Coordination(course=cast.course, family=cast.family, user=cast.colleague, reason="x", **rows),
    ]


def test_an_end_before_a_beginning_is_refused_by_the_database(cast: Cast) -> None:
    for row in _dated_rows(cast):
        # The exclusion constraint would say the same with another word: the range cannot be made.
        with pytest.raises(Exception, match=r"ends_after_start|range lower bound"), transaction.atomic():
            row.save(force_insert=True)


def test_an_end_before_a_beginning_is_said_at_the_field(cast: Cast) -> None:
    (membership,) = cast.family.memberships.filter(person=cast.youth)
    with pytest.raises(ValidationError) as told:
        people.member_end(actor=SYSTEM, membership=membership, day=LONG_AGO - dt.timedelta(days=1))
    assert "ends" in told.value.message_dict


def test_the_past_stays_readable_as_of_a_day(cast: Cast) -> None:
    (membership,) = cast.family.memberships.filter(person=cast.youth)
    people.member_end(actor=SYSTEM, membership=membership, day=DAY)
    on = {
        day: Membership.objects.as_of(day).filter(family=cast.family).count()
        for day in (LONG_AGO, DAY, LATER)
    }
    assert on == {LONG_AGO: 3, DAY: 2, LATER: 2}


def test_a_relation_said_from_either_end_is_one_row(cast: Cast) -> None:
    said = people.relation_add(
        actor=SYSTEM, from_person=cast.stranger, kind="step_child", to_person=cast.mother, starts=DAY
    )
    assert (said.from_person, said.kind, said.to_person) == (cast.mother, "step_parent", cast.stranger)
    with pytest.raises(ValidationError):
        people.relation_add(
            actor=SYSTEM, from_person=cast.mother, kind="step_parent", to_person=cast.stranger, starts=LATER
        )


def test_a_person_without_any_name_is_refused(db: None) -> None:
    with pytest.raises(ValidationError, match="first name"):
        people.person_create(actor=SYSTEM, sex="F")


def test_an_unborn_child_has_a_due_date_and_no_age(db: None) -> None:
    child = people.person_create(actor=SYSTEM, called_name="Bønnen", due_date=LATER)
    assert child.age(LATER) is None


def test_a_new_member_twice_is_one_membership(cast: Cast) -> None:
    for _click in range(2):
        people.member_add(
            actor=SYSTEM, family=cast.family, person=cast.stranger, role="other_adult", starts=DAY
        )
    assert cast.family.memberships.filter(person=cast.stranger).count() == 1


days = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2030, 12, 31))


@given(born=days, day=days)
def test_age_grows_by_one_on_the_birthday_and_never_before(born: dt.date, day: dt.date) -> None:
    age = age_on(born, day)
    if day < born:
        assert age is None
    else:
        assert age is not None
        assert age >= 0
        assert age_on(born, day + dt.timedelta(days=366)) in (age + 1, age + 2)
        assert (age_on(born, day + dt.timedelta(days=1)) or 0) - age in (0, 1)


@given(starts=days, length=st.one_of(st.none(), st.integers(0, 2000)), day=days)
def test_a_period_holds_from_its_first_day_to_before_its_end(
    starts: dt.date, length: int | None, day: dt.date
) -> None:
    ends = None if length is None else starts + dt.timedelta(days=length)
    row = Membership(id=uuid.uuid4(), starts=starts, ends=ends)
    assert row.holds(day) is (day >= starts and (ends is None or day < ends))


def test_keys_follow_the_name(cast: Cast) -> None:
    person = people.person_update(
        actor=SYSTEM, person=cast.stranger, edition=1, given_name="Åse", family_name="Ærø"
    )
    assert Person.objects.get(pk=person.pk).search_key == "ase ero"
