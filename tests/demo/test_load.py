# SPDX-License-Identifier: EUPL-1.2
"""The municipality on a real database: loaded once for these tests, seen through the gate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from familievej.access import actions as access
from familievej.base.names import search_key
from familievej.course.models import Course
from familievej.demo import command
from familievej.demo.cast import cast
from familievej.demo.cpr import is_fictive
from familievej.demo.load.family import fixed_id
from familievej.demo.register import generate
from familievej.demo.story import stories
from familievej.extract.actions import extract_check
from familievej.extract.models import ImportRun, RegisteredPerson, State
from familievej.followup.models import Contact, Note
from familievej.gate.acting import acting
from familievej.gate.actor import Actor, actor_for, system
from familievej.gate.models import StaffRole, Unit, User
from familievej.people import actions as people
from familievej.people.models import Cpr, Family, Household, Person
from familievej.plan.models import FamilyPlan, Goal

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker, Settings

SYSTEM = system("a test looks")


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


@pytest.fixture(scope="module")
def municipality(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[tuple[str, int, int]]]:
    """Everything loaded, and taken away again after the module. Gives what was told on the way."""
    told: list[tuple[str, int, int]] = []
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.FAMILIEVEJ_DEMO", True, raising=False)
        assert command.load(lambda *step: told.append(step))
        yield told
        transaction.set_rollback(True)


def persona(slug: str) -> Actor:
    return actor_for(User.objects.get(demo_persona=slug))


def family_of(story: str) -> Family:
    return Family.objects.visible_to(SYSTEM).get(pk=fixed_id(story))


@pytest.mark.usefixtures("municipality")
def test_a_second_loading_changes_nothing() -> None:
    before = (
        User.objects.count(),
        Person.objects.visible_to(SYSTEM).count(),
        Note.objects.visible_to(SYSTEM).count(),
    )
    assert command.load(silent) is False
    after = (
        User.objects.count(),
        Person.objects.visible_to(SYSTEM).count(),
        Note.objects.visible_to(SYSTEM).count(),
    )
    assert before == after


def test_progress_is_told_to_the_end(municipality: list[tuple[str, int, int]]) -> None:
    last = {what: (done, total) for what, done, total in municipality}
    assert last
    assert all(done == total > 0 for done, total in last.values())


@pytest.mark.usefixtures("municipality")
def test_every_persona_of_the_cast_has_an_account_without_a_password() -> None:
    users = {user.demo_persona: user for user in User.objects.filter(demo_persona__isnull=False)}
    assert users.keys() == cast().personas.keys()
    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.usefixtures("municipality")
def test_the_coordinator_has_about_ten_families_and_the_outsider_none() -> None:
    for slug, low, high in (
        ("coordinator", 8, 10),
        ("outsider", 0, 0),
        ("colleague", 0, 0),
        ("analyst", 0, 0),
    ):
        actor = persona(slug)
        with acting(actor):
            assert low <= Family.objects.visible_to(actor).count() <= high
            assert (Person.objects.visible_to(actor).exists(), low > 0) in {(True, True), (False, False)}


@pytest.mark.usefixtures("municipality")
def test_parents_and_the_young_person_see_their_plan_and_only_she_her_own_goal() -> None:
    seen = {}
    for slug in ("parent", "other-parent", "young-person"):
        actor = persona(slug)
        with acting(actor):
            [plan] = FamilyPlan.objects.visible_to(actor)
            assert plan.title == "To hjem, én plan"
            seen[slug] = Goal.objects.visible_to(actor).filter(shared=False).count()
            assert not Note.objects.visible_to(actor).exists(), "notes may hold somebody's words"
    assert seen["young-person"] == 1


@pytest.mark.usefixtures("municipality")
@pytest.mark.parametrize("story", stories(), ids=[story.id for story in stories()])
def test_a_story_has_its_plan_in_versions_over_months_and_a_next_meeting(story: object) -> None:
    told = next(found for found in stories() if found is story)
    family = family_of(told.id)
    plan = family.plans.get()
    assert plan.title == told.plan.title
    saved = sorted({version.saved_at.date() for version in plan.versions.all()})
    assert len(saved) >= 3
    assert (saved[-1] - saved[0]).days > 35
    assert all(goal.versions.exists() for goal in plan.goals.all())
    assert {goal.words for goal in plan.goals.all()} == {goal.text for goal in told.plan.goals}
    assert family.contacts.filter(planned_at__date__gte=timezone.localdate(), cancelled_reason="").exists()
    assert family.contacts.filter(held_at__isnull=False).count() >= 3


@pytest.mark.usefixtures("municipality")
def test_earlier_words_of_a_goal_are_readable() -> None:
    goal = Goal.objects.visible_to(SYSTEM).get(
        words__startswith="Jeg vil kunne være i skole uden at få kvalme"
    )
    words = [version.content["words"] for version in goal.versions.order_by("number")]
    assert words[0] == "Emma kommer i skole hver dag."
    assert words[-1] == goal.words


@pytest.mark.usefixtures("municipality")
def test_one_coordinator_at_a_time_and_the_one_who_left_sees_nothing() -> None:
    family = family_of("anton")
    first, second = family.courses.get().coordinations.order_by("starts")
    assert first.ends == second.starts
    assert second.ends is None
    gone = User.objects.get(email=cast().email("susanne"))
    assert not gone.is_active
    assert not StaffRole.objects.filter(user=gone, ends__isnull=True).exists()
    actor = actor_for(gone)
    with acting(actor):
        assert not Family.objects.visible_to(actor).exists()


@pytest.mark.usefixtures("municipality")
def test_notes_are_written_by_whoever_coordinated_that_day() -> None:
    names = {note.written_by.name for note in family_of("anton").notes.all() if note.written_by}
    assert names == {"Susanne Munk", "Birgitte Lauridsen"}


@pytest.mark.usefixtures("municipality")
def test_every_number_in_the_database_is_fictive() -> None:
    numbers = [
        people.cpr_reveal(actor=SYSTEM, person=row.person).replace("-", "")
        for row in Cpr.objects.visible_to(SYSTEM).select_related("person")
    ]
    assert len(numbers) > 20
    assert all(is_fictive(number) for number in numbers)


@pytest.mark.usefixtures("municipality")
def test_the_unborn_the_protected_and_the_searched_for_are_there() -> None:
    assert (
        Person.objects.visible_to(SYSTEM)
        .filter(birth_date__isnull=True, due_date__gt=timezone.localdate())
        .count()
        == 1
    )
    assert Household.objects.visible_to(SYSTEM).filter(protected=True).count() == 2
    keys = " ".join(Person.objects.visible_to(SYSTEM).values_list("search_key", flat=True))
    assert all(search_key(name) in keys for name in ("Søren", "Åse", "Thygesen"))


@pytest.mark.usefixtures("municipality")
def test_what_is_held_lies_behind_and_no_contact_is_in_the_weekend() -> None:
    contacts = Contact.objects.visible_to(SYSTEM)
    assert not contacts.filter(held_at__gt=timezone.now()).exists()
    moments = [contact.held_at or contact.planned_at for contact in contacts]
    assert all(timezone.localtime(moment).weekday() < 5 for moment in moments)


@pytest.mark.usefixtures("municipality")
def test_units_in_every_area_can_be_reached() -> None:
    assert Unit.objects.count() == len(cast().units)
    assert not Unit.objects.filter(phone="").exists()


@pytest.mark.usefixtures("municipality")
def test_the_register_stands_in_the_database_as_published() -> None:
    registered = Family.objects.visible_to(SYSTEM).filter(external_id__isnull=False)
    assert registered.count() == 56
    children = RegisteredPerson.objects.visible_to(SYSTEM).filter(role="child")
    assert (children.count(), children.filter(sex="M").count()) == (79, 46)
    [run] = ImportRun.objects.all()
    assert run.state == State.LOADED
    assert run.fault_count == 0


@pytest.mark.usefixtures("municipality")
def test_every_running_course_has_one_coordinator_and_nobody_more_than_ten_families() -> None:
    running = Course.objects.visible_to(SYSTEM).filter(ends__isnull=True)
    # One family of the register has ended, with clips for the way back.
    assert running.count() == 28 + len(stories()) - 1
    assert {course.coordinations.filter(ends__isnull=True).count() for course in running} == {1}
    for staff in cast().coordinators:
        user = User.objects.get(email=cast().email(staff))
        assert 8 <= user.coordinations.filter(ends__isnull=True).count() <= 10


@pytest.mark.usefixtures("municipality")
def test_importing_the_same_extract_again_changes_nothing(tmp_path: Path) -> None:
    generate().write(tmp_path)
    again = extract_check(actor=SYSTEM, path=tmp_path, unit="familiekoordinatorer")
    assert again.fault_count == 0
    assert again.changes == 0


@pytest.mark.usefixtures("municipality")
def test_families_of_the_register_live_on_with_names_plans_and_contacts() -> None:
    living = Family.objects.visible_to(SYSTEM).filter(external_id__isnull=False, courses__ends__isnull=True)
    assert all(" og " in family.name for family in living)
    plans = FamilyPlan.objects.visible_to(SYSTEM).filter(family__in=living)
    assert 14 <= plans.count() < 28, "some families work without a plan"
    assert not any("{" in goal.words for goal in Goal.objects.visible_to(SYSTEM))
    assert not any("{" in note.text for note in Note.objects.visible_to(SYSTEM))


@pytest.mark.django_db
def test_outside_the_demonstration_loading_is_refused(settings: Settings) -> None:
    settings.FAMILIEVEJ_DEMO = False
    with pytest.raises(ImproperlyConfigured, match="familievej demo"):
        command.load(silent)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_database_with_accounts_of_its_own_is_left_alone(settings: Settings) -> None:
    settings.FAMILIEVEJ_DEMO = True
    access.account_create(actor=SYSTEM, email="a@b.example", name="Rigtig Bruger")
    with pytest.raises(ImproperlyConfigured, match="already"):
        command.load(silent)
    assert User.objects.count() == 1
