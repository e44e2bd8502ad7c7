# SPDX-License-Identifier: EUPL-1.2
"""The team around a family: a colleague of the same area reads the plan while in it, and leaves with a note."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.course.conftest import days, second_coordinator

from familievej.course import actions as course
from familievej.course.models import TeamMember
from familievej.followup.models import Note
from familievej.gate.acting import acting
from familievej.gate.actor import actor_for
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide, decide_about
from familievej.gate.models import User
from familievej.plan.models import Goal

pytestmark = pytest.mark.django_db
OPENED = {Category.FAMILY_RELATIONS, Category.CONTACT, Category.PLAN}


def _joins(cast: Cast, user: User) -> TeamMember:
    return course.team_add(
        actor=cast.actor("coordinator"), course=cast.course, role="behandler", role_name="Familiebehandler",
        name=user.name, user=user, day=days(-3),
    )  # fmt: skip


def _opened(user: User, cast: Cast, verb: Verb = Verb.READ) -> set[Category]:
    actor = actor_for(user)
    return {each for each in Category if decide_about(actor, verb, [cast.child.pk], each).allowed}


def test_a_colleague_of_the_area_reads_the_plan_and_nothing_else_and_writes_nothing(cast: Cast) -> None:
    kirsten = second_coordinator(cast)
    assert _opened(kirsten, cast) == set()
    _joins(cast, kirsten)
    assert _opened(kirsten, cast) == OPENED
    assert _opened(kirsten, cast, Verb.WRITE) == set()
    actor = actor_for(kirsten)
    with acting(actor):
        assert Goal.objects.visible_to(actor).filter(pk=cast.child_goal.pk).exists()
        assert Goal.objects.filter(pk=cast.child_goal.pk).exists()
        assert not Note.objects.filter(pk=cast.note.pk).exists()
    assert "in the team around the family" in decide(actor, Verb.READ, cast.plan).sentence


def test_a_place_in_the_team_opens_nothing_to_another_area_to_a_name_or_to_a_leader_elsewhere(
    cast: Cast,
) -> None:
    _joins(cast, cast.outsider)
    _joins(cast, cast.administrator)
    assert _opened(cast.outsider, cast) == _opened(cast.administrator, cast) == set()


def test_whoever_leaves_reads_no_more_and_leaves_a_note_to_the_others(client: Client, cast: Cast) -> None:
    kirsten = second_coordinator(cast)
    member = _joins(cast, kirsten)
    client.force_login(cast.coordinator)
    page = reverse("course:page", args=[cast.family.pk])
    assert "Kirsten Kollega leaves" in client.get(page).content.decode()
    there = reverse("course:team_end", args=[cast.family.pk, member.pk])
    assert "Kirsten Kollega leaves the team" in client.get(there).content.decode()
    day = f"{timezone.localdate():%d-%m-%Y}"
    assert client.post(there, {"day": day, "note": "Anton spiser kun toast"}).status_code == 302
    member.refresh_from_db()
    assert (member.ends, member.handover_note) == (days(0), "Anton spiser kun toast")
    assert _opened(kirsten, cast) == set()
    assert "Anton spiser kun toast" in client.get(page).content.decode()
    assert client.get(there).status_code == 404, "once is enough"
    client.force_login(kirsten)
    assert client.get(page).status_code == 404


def test_with_the_course_ends_what_the_team_could_read(cast: Cast) -> None:
    kirsten = second_coordinator(cast)
    _joins(cast, kirsten)
    course.course_close(actor=SYSTEM, course=cast.course, day=days(0), reason="moved")
    assert _opened(kirsten, cast) == set()


def test_the_form_offers_the_colleagues_of_the_area_and_takes_a_name_for_everybody_else(
    client: Client, cast: Cast
) -> None:
    kirsten = second_coordinator(cast)
    client.force_login(cast.coordinator)
    there = reverse("course:team", args=[cast.family.pk])
    form = client.get(there).content.decode()
    assert "Kirsten Kollega" in form
    assert "Ole Udenfor" not in form
    day = f"{timezone.localdate():%d-%m-%Y}"
    none = client.post(there, {"day": day, "role": "other", "user": "", "name": ""})
    assert "Choose a colleague, or write a name." in none.content.decode()
    client.post(there, {"day": day, "role": "other", "user": str(kirsten.pk), "name": ""})
    client.post(there, {"day": day, "role": "other", "user": "", "name": "Hanne fra skolen"})
    found = TeamMember.objects.filter(course=cast.course).order_by("name").values_list("name", "user")
    assert list(found) == [("Hanne fra skolen", None), ("Kirsten Kollega", kirsten.pk)]
