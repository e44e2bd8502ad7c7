# SPDX-License-Identifier: EUPL-1.2
"""Access follows the dated truth: it opens and closes with the day, and with the change that closes it, at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError
from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast

from familievej.access import actions as access
from familievej.course import actions as course
from familievej.course.models import Coordination
from familievej.followup import actions as followup
from familievej.followup.models import Note
from familievej.gate.acting import acting
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, decide, require
from familievej.gate.models import Grant, StaffRole
from familievej.people import actions as people
from familievej.people.models import Household, Person
from familievej.plan.models import Goal

DAY = dt.timedelta(days=1)


def _sees(cast: Cast, role: str, person: Person) -> bool:
    return decide(cast.actor(role), Verb.READ, person).allowed


def test_a_change_of_coordinator_closes_for_the_one_before_at_once(cast: Cast) -> None:
    today = timezone.localdate()
    course.coordinator_change(
        actor=SYSTEM, course=cast.course, coordinator=cast.colleague, reason="Karin går på barsel", day=today
    )
    assert _sees(cast, "colleague", cast.child)
    assert not _sees(cast, "coordinator", cast.child)


def test_a_change_to_come_opens_nothing_before_its_day(cast: Cast) -> None:
    course.coordinator_change(
        actor=SYSTEM,
        course=cast.course,
        coordinator=cast.colleague,
        reason="Ny",
        day=timezone.localdate() + DAY,
    )
    assert not _sees(cast, "colleague", cast.child)
    assert _sees(cast, "coordinator", cast.child)


def test_custody_opens_the_child_and_its_end_closes(cast: Cast) -> None:
    assert _sees(cast, "other_parent", cast.child)
    (custody,) = cast.child.custody_of.filter(holder=cast.father)
    people.custody_end(actor=SYSTEM, custody=custody, day=timezone.localdate())
    assert not _sees(cast, "other_parent", cast.child)


def test_custody_ends_by_itself_on_the_eighteenth_birthday(cast: Cast) -> None:
    today = timezone.localdate()
    eighteen = (
        today.replace(year=today.year - 18)
        if (today.month, today.day) != (2, 29)
        else dt.date(today.year - 18, 3, 1)
    )
    people.person_update(actor=SYSTEM, person=cast.child, edition=1, birth_date=eighteen + DAY)
    assert _sees(cast, "other_parent", cast.child)
    people.person_update(actor=SYSTEM, person=cast.child, edition=2, birth_date=eighteen)
    assert not _sees(cast, "other_parent", cast.child)


def test_who_has_left_is_known_to_have_been_there_and_nothing_more(cast: Cast) -> None:
    (membership,) = cast.family.memberships.filter(person=cast.youth)
    people.member_end(actor=SYSTEM, membership=membership, day=timezone.localdate())
    coordinator = cast.actor("coordinator")
    assert decide(coordinator, Verb.READ, cast.youth).allowed
    assert not decide(coordinator, Verb.WRITE, cast.youth).allowed
    categories = set(
        Grant.objects.live(coordinator, Verb.READ)
        .filter(subject_id=cast.youth.pk)
        .values_list("category", flat=True)
    )
    assert categories == {"family_relations"}


def test_a_member_who_leaves_no_longer_reads_the_familys_plan(cast: Cast) -> None:
    assert decide(cast.actor("young_person"), Verb.READ, cast.shared_goal).allowed
    (membership,) = cast.family.memberships.filter(person=cast.youth)
    people.member_end(actor=SYSTEM, membership=membership, day=timezone.localdate())
    assert not decide(cast.actor("young_person"), Verb.READ, cast.shared_goal).allowed


def test_the_leader_of_the_unit_reads_and_does_not_write(cast: Cast) -> None:
    leader = cast.actor("leader")
    assert decide(leader, Verb.READ, cast.note).allowed
    with pytest.raises(NoAccess):
        require(leader, Verb.WRITE, cast.note)


def test_a_role_that_ends_closes_at_once(cast: Cast) -> None:
    (post,) = StaffRole.objects.filter(user=cast.leader)
    access.role_end(actor=SYSTEM, staff_role=post, day=timezone.localdate())
    assert not _sees(cast, "leader", cast.child)


def test_only_the_administrator_gives_roles(cast: Cast) -> None:
    for role in cast.users():
        if role != "administrator":
            with pytest.raises(NoAccess):
                access.role_give(
                    actor=cast.actor(role), user=cast.outsider, unit=cast.unit, role="leader", starts=LONG_AGO
                )


def test_a_protected_address_is_hidden_from_the_other_parent_at_once(cast: Cast) -> None:
    home = people.household_create(actor=SYSTEM, street="Hemmelig Vej 7", postcode="9990", town="Eksempelby")
    people.residence_add(actor=SYSTEM, person=cast.child, household=home, starts=LONG_AGO)
    people.residence_add(actor=SYSTEM, person=cast.mother, household=home, starts=LONG_AGO)
    with acting(cast.actor("other_parent")):
        assert Household.objects.get().street == "Hemmelig Vej 7"
    people.household_protect(actor=cast.actor("coordinator"), household=home, protected=True)
    for role, sees in (
        ("other_parent", 0),
        ("leader", 0),
        ("young_person", 0),
        ("parent", 1),
        ("coordinator", 1),
    ):
        assert Household.objects.visible_to(cast.actor(role)).count() == sees, role
        with acting(cast.actor(role)):
            assert Household.objects.count() == sees, role


def test_a_protected_home_is_hidden_whoever_else_lives_there(cast: Cast) -> None:
    """Somebody of a family that the coordinator does not know would still show the address."""
    home = people.household_create(actor=SYSTEM, street="Hemmelig Vej 7")
    for person in (cast.mother, cast.stranger):
        people.residence_add(actor=SYSTEM, person=person, household=home, starts=LONG_AGO)
    actor = cast.actor("coordinator")
    with acting(actor):
        people.household_protect(actor=actor, household=home, protected=True)
    assert set(home.residences.values_list("category", flat=True)) == {"protected_address"}
    with acting(cast.actor("leader")):
        assert not Household.objects.exists()


def test_a_family_that_staff_register_is_theirs_when_the_coordinator_is_chosen(cast: Cast) -> None:
    actor = cast.actor("outsider")
    with acting(actor):
        family = people.family_create(actor=actor, name="Familien Ny")
        person = people.person_create(actor=actor, given_name="Nina")
        people.member_add(actor=actor, family=family, person=person, role="parent", starts=LONG_AGO)
        course.course_start(
            actor=actor,
            family=family,
            unit=cast.other_unit,
            programme="Helhedsorienteret indsats",
            starts=LONG_AGO,
            coordinator=cast.outsider,
            reason="Tog imod familien",
        )
    assert _sees(cast, "outsider", person)
    assert not _sees(cast, "colleague", person)


def test_family_members_register_nobody(cast: Cast) -> None:
    with pytest.raises(NoAccess):
        people.person_create(actor=cast.actor("parent"), given_name="Ukendt")


def test_the_sentence_says_why_in_the_readers_words(cast: Cast) -> None:
    assert "coordinator" in decide(cast.actor("coordinator"), Verb.READ, cast.child).sentence
    assert "custody" in decide(cast.actor("other_parent"), Verb.READ, cast.child).sentence
    assert decide(cast.actor("outsider"), Verb.READ, cast.child).sentence == ""


def test_a_father_in_two_families_is_not_one_case(cast: Cast) -> None:
    """What one coordinator notes about him, and what he wants there, is not the other's to read."""
    people.member_add(
        actor=SYSTEM, family=cast.other_family, person=cast.mother, role="other_adult", starts=LONG_AGO
    )
    colleague = cast.actor("colleague")
    assert decide(colleague, Verb.READ, cast.mother).allowed
    assert not decide(colleague, Verb.READ, cast.mother_goal).allowed
    about_mother = followup.note_add(
        actor=cast.actor("coordinator"), family=cast.family, person=cast.mother, text="Sagde, at hun er træt"
    )
    assert not decide(colleague, Verb.READ, about_mother).allowed
    with acting(colleague):
        assert not Note.objects.filter(pk=about_mother.pk).exists()
        assert not Goal.objects.filter(pk=cast.mother_goal.pk).exists()
    assert decide(cast.actor("parent"), Verb.READ, cast.mother_goal).allowed


def test_nobody_writes_about_a_family_whose_course_is_over(cast: Cast) -> None:
    """No grant is left on it: that must not make it look new to whoever asks."""
    today = timezone.localdate()
    course.course_close(actor=SYSTEM, course=cast.course, day=today, reason="moved")
    actor = cast.actor("outsider")
    with pytest.raises(NoAccess):
        course.course_start(
            actor=actor,
            family=cast.family,
            unit=cast.other_unit,
            programme="Min egen",
            starts=today,
            coordinator=cast.outsider,
            reason="Nysgerrig",
        )
    with pytest.raises(DatabaseError, match="row-level security"), acting(actor):
        Coordination(
            course=cast.course, family=cast.family, user=cast.outsider, reason="x", starts=today
        ).save(force_insert=True)


def test_whom_one_cannot_see_one_cannot_take_in(cast: Cast) -> None:
    with pytest.raises(NoAccess):
        people.member_add(
            actor=cast.actor("coordinator"),
            family=cast.family,
            person=cast.stranger,
            role="other_adult",
            starts=LONG_AGO,
        )
    with pytest.raises(NoAccess):
        people.relation_add(
            actor=cast.actor("coordinator"),
            from_person=cast.mother,
            kind="friend",
            to_person=cast.stranger,
            starts=LONG_AGO,
        )


def test_who_registers_may_write_until_there_is_a_coordinator(cast: Cast) -> None:
    actor = cast.actor("outsider")
    with acting(actor):
        family = people.family_create(actor=actor, name="Familien Ny")
        assert decide(actor, Verb.WRITE, family).allowed
    assert not decide(cast.actor("colleague"), Verb.READ, family).allowed
    course.course_start(
        actor=SYSTEM,
        family=family,
        unit=cast.unit,
        programme="p",
        starts=timezone.localdate(),
        coordinator=cast.coordinator,
        reason="r",
    )
    assert not decide(actor, Verb.READ, family).allowed
