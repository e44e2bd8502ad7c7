# SPDX-License-Identifier: EUPL-1.2
"""Our plan on the phone: everybody sees their own, and nobody a word that is not for them."""

from __future__ import annotations

import datetime as dt
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import LONG_AGO, PASSWORD, ROLES, SYSTEM, Cast

from familievej.access import actions as access
from familievej.followup import actions as followup
from familievej.gate.models import AuditRow, User
from familievej.people import actions as people
from familievej.people.models import Custody, Person
from familievej.plan import actions as plan
from familievej.plan.models import Goal, Step

URL = "/our-plan/"
SHARED, CHILDS, MOTHERS = (
    "Vi vil spise sammen hver aften",
    "Jeg vil i skole to dage om ugen",
    "Jeg vil sove om natten",
)
READS = {
    "parent": {SHARED, CHILDS, MOTHERS},
    "other_parent": {CHILDS},
    "young_person": {SHARED},
}


def _html(client: Client, user: User, address: str = URL) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def _account(person: Person, email: str) -> User:
    return access.account_create(
        actor=SYSTEM, email=email, name=person.full_name, password=PASSWORD, person=person
    )


def _person(name: str) -> Person:
    return people.person_create(actor=SYSTEM, given_name=name, sex="M", birth_date=dt.date(1985, 1, 1))


@pytest.mark.parametrize("role", READS)
def test_each_reads_the_goals_that_are_theirs_and_no_other(cast: Cast, client: Client, role: str) -> None:
    html = _html(client, getattr(cast, role))
    assert {words for words in (SHARED, CHILDS, MOTHERS) if words in html} == READS[role]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in READS])
def test_staff_have_no_family_page(cast: Cast, client: Client, role: str) -> None:
    client.force_login(getattr(cast, role))
    assert client.get(URL).status_code == 404


def test_the_father_with_custody_alone_sees_his_sons_goals_and_nothing_of_the_family(
    cast: Cast, client: Client
) -> None:
    html = _html(client, cast.other_parent)
    assert "Anton’s goals" in html
    for hidden in ("Vores vej", "Ro om morgenen", "Maria", "Sofie", "Karin", "Skolen"):
        assert hidden not in html.split("<main")[1].split("</main>")[0], hidden
    assert client.get(reverse("portal:fridge")).status_code == 404
    assert client.get(f"{URL}?of={cast.family.pk}").status_code == 404


def test_a_childs_words_do_not_reach_a_parent_who_has_lost_custody(cast: Cast, client: Client) -> None:
    custody = Custody.objects.get(child=cast.child, holder=cast.father)
    people.custody_end(actor=SYSTEM, custody=custody, day=timezone.localdate())
    html = _html(client, cast.other_parent)
    assert CHILDS not in html
    assert "There is no plan here for you right now." in html


def test_a_stepfather_in_the_home_sees_what_is_shared_and_not_the_childs_own_words(
    cast: Cast, client: Client
) -> None:
    step_father = _person("Torben")
    people.member_add(
        actor=SYSTEM, family=cast.family, person=step_father, role="step_parent", starts=LONG_AGO
    )
    html = _html(client, _account(step_father, "torben@example.com"))
    assert SHARED in html
    assert CHILDS not in html
    assert MOTHERS not in html
    assert "Not everyone in the family sees this." not in html


def test_a_young_person_sees_the_own_goals_and_the_sister_or_mother_does_not_read_over_the_shoulder(
    cast: Cast, client: Client
) -> None:
    own = "Jeg vil bo hos min veninde i weekenden"
    plan.goal_add(actor=SYSTEM, plan=cast.plan, words=own, person=cast.youth, shared=False)
    assert own in _html(client, cast.young_person)
    assert own in _html(client, cast.parent), "whoever has custody of a child under 18 sees the child's goals"
    assert own not in _html(client, cast.other_parent), "Jens is not Sofie's father"


def test_a_step_of_a_private_goal_is_as_private_as_the_goal(cast: Cast, client: Client) -> None:
    step = plan.StepInput(uuid.uuid4(), "Tale med lægen om søvn", "Maria", timezone.localdate())
    plan.goal_save(actor=SYSTEM, goal=cast.mother_goal, edition=1, steps=[step])
    assert "Tale med lægen om søvn" in _html(client, cast.parent)
    assert "Tale med lægen om søvn" not in _html(client, cast.young_person)


def test_the_next_step_stands_first_and_then_the_road(cast: Cast, client: Client) -> None:
    today = timezone.localdate()
    soon = plan.StepInput(uuid.uuid4(), "Ringe til skolen", "Maria", today + dt.timedelta(days=1))
    without = plan.StepInput(uuid.uuid4(), "Finde en cykel", "Anton")
    plan.goal_add(actor=SYSTEM, plan=cast.plan, words="Vi vil cykle", steps=[without, soon])
    html = _html(client, cast.parent)
    places = [html.index(text) for text in ("Ringe til skolen", "Lave madplan om søndagen", "Finde en cykel")]
    assert places == sorted(places)
    assert '<p class="our-next-text">Ringe til skolen</p>' in html


def test_what_is_done_is_told_and_no_longer_next(cast: Cast, client: Client) -> None:
    plan.step_done(actor=SYSTEM, step=Step.objects.get(goal=cast.shared_goal), day=timezone.localdate())
    html = _html(client, cast.parent)
    assert "One step is done" in html
    assert "We agree on it when we meet." in html


def test_the_next_meeting_and_the_coordinators_number_are_there(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.coordinator.pk).update(phone="05 55 01 01")
    html = _html(client, cast.parent)
    assert "We meet next" in html
    assert "meeting, Skolen" in html
    assert "Karin Koordinator" in html
    assert 'href="tel:05550101"' in html


def test_a_meeting_that_was_called_off_is_not_waited_for(cast: Cast, client: Client) -> None:
    followup.contact_save(actor=SYSTEM, contact=cast.meeting, edition=1, cancelled_reason="Sygdom")
    assert "We meet next" not in _html(client, cast.parent)


def test_a_family_without_a_plan_gets_kind_words_and_a_number(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(phone="05 55 02 02")
    html = _html(client, _account(cast.stranger, "soeren@example.com"))
    assert "We have not written the plan yet." in html
    assert "Bo Beskæftigelse" in html
    assert 'href="tel:05550202"' in html
    assert "For the fridge" not in html


def test_a_plan_without_goals_asks_what_the_family_wants(cast: Cast, client: Client) -> None:
    plan.plan_start(actor=SYSTEM, course=cast.other_course, title="Ny begyndelse")
    html = _html(client, _account(cast.stranger, "soeren@example.com"))
    assert "There are no goals in it yet." in html
    assert "Ny begyndelse" in html


def test_somebody_without_any_family_gets_kind_words(cast: Cast, client: Client) -> None:
    html = _html(client, _account(_person("Ene"), "ene@example.com"))
    assert "There is no plan here for you right now." in html


def test_whoever_is_in_two_families_chooses(cast: Cast, client: Client) -> None:
    people.member_add(
        actor=SYSTEM, family=cast.other_family, person=cast.mother, role="parent", starts=LONG_AGO
    )
    html = _html(client, cast.parent)
    assert "Choose whose plan to see" in html
    assert SHARED not in _html(client, cast.parent, f"{URL}?of={cast.other_family.pk}")
    assert SHARED in _html(client, cast.parent, f"{URL}?of={cast.family.pk}")


@pytest.mark.parametrize("asked", ["no-id", "00000000-0000-0000-0000-000000000000"])
def test_a_family_that_is_not_the_readers_is_not_there(cast: Cast, client: Client, asked: str) -> None:
    client.force_login(cast.parent)
    assert client.get(f"{URL}?of={asked}").status_code == 404
    assert client.get(f"{URL}fridge.pdf?of={asked}").status_code == 404


def test_a_goal_that_was_taken_out_is_not_on_the_phone(cast: Cast, client: Client) -> None:
    plan.goal_remove(actor=SYSTEM, goal=cast.child_goal, reason="Nået")
    assert CHILDS not in _html(client, cast.parent)
    assert CHILDS not in _html(client, cast.other_parent)


@pytest.mark.parametrize(("role", "basis"), [("parent", "your own family"), ("other_parent", "custody")])
def test_a_reading_is_logged_with_its_basis(cast: Cast, client: Client, role: str, basis: str) -> None:
    _html(client, getattr(cast, role))
    row = AuditRow.objects.filter(action="portal.plan").latest("id")
    assert basis in row.basis
    assert (cast.family.pk in row.subjects) == (role == "parent")


def test_the_family_prints_what_everybody_may_read(cast: Cast, client: Client) -> None:
    client.force_login(cast.parent)
    answer = client.get(f"{URL}fridge.pdf?of={cast.family.pk}&language=da")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="our-plan.pdf"'
    row = AuditRow.objects.filter(action="plan.fridge").latest("id")
    assert (row.verb, row.subjects) == ("print", [cast.family.pk])


def test_the_professionals_addition_stands_apart(cast: Cast, client: Client) -> None:
    plan.goal_save(actor=SYSTEM, goal=cast.shared_goal, edition=1, professional_note="Struktur i hverdagen")
    html = _html(client, cast.parent)
    assert (
        html.index(SHARED)
        < html.index("What your coordinator has added")
        < html.index("Struktur i hverdagen")
    )


def _queries(cast: Cast, client: Client, goals: int) -> int:
    for number in range(Goal.objects.filter(plan=cast.plan).count(), goals):
        steps = [plan.StepInput(uuid.uuid4(), f"Trin {step}", "Maria") for step in range(3)]
        plan.goal_add(actor=SYSTEM, plan=cast.plan, words=f"Mål {number}", person=cast.child, steps=steps)
    client.force_login(cast.parent)
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    return len(queries)


def test_twenty_goals_ask_the_database_no_more_often_than_ten(cast: Cast, client: Client) -> None:
    assert _queries(cast, client, 10) == _queries(cast, client, 20) <= 30
