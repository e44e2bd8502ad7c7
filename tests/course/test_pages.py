# SPDX-License-Identifier: EUPL-1.2
"""The pages of a course: what they say, what they offer, what they let happen, and to whom they are there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.course.conftest import WHOLE, Town, days, second_coordinator

from familievej.course import actions as course
from familievej.course.models import Coordination, Course
from familievej.course.states import State

pytestmark = pytest.mark.django_db


def _as(client: Client, cast: Cast, who: str) -> Client:
    client.force_login(getattr(cast, who))
    return client


def _follow(town: Town) -> Course:
    course.model_change(
        actor=SYSTEM,
        course=town.cast.course,
        adopted=town.adopted,
        programme_key=WHOLE,
        day=days(-9),
        reason="Metode",
    )
    return town.cast.course


def test_the_page_tells_the_phase_its_days_what_is_due_and_the_gate_before_the_next(
    client: Client, town: Town
) -> None:
    made = _follow(town)
    said = (
        _as(client, town.cast, "coordinator")
        .get(reverse("course:page", args=[made.family_id]))
        .content.decode()
    )
    assert 'aria-current="step"' in said
    for words in (
        "De første tre uger",
        "Den første dialog",
        "familien har sagt, hvad der må deles",
        "Next phase",
    ):
        assert words in said


def test_a_phase_that_waits_for_its_gate_says_so_and_goes_on_when_it_has_what_it_asks_for(
    client: Client, town: Town
) -> None:
    made = _follow(town)
    _as(client, town.cast, "coordinator")
    there = reverse("course:next", args=[made.family_id])
    form = {"day": f"{timezone.localdate():%d-%m-%Y}", "phase": "udredning-og-plan"}
    answer = client.post(there, form)
    assert answer.status_code == 200
    assert "Den første dialog er holdt" in answer.content.decode()
    made.refresh_from_db()
    assert made.phase == "de-foerste-tre-uger"


def test_it_has_been_is_written_once_and_shown_as_done(client: Client, town: Town) -> None:
    made = _follow(town)
    _as(client, town.cast, "coordinator")
    there = reverse("course:met", args=[made.family_id, "event:foerste-dialog"])
    answer = client.post(
        there, {"day": f"{timezone.localdate():%d-%m-%Y}", "words": "Hjemme hos Maria"}, follow=True
    )
    assert "It is saved." in answer.content.decode()
    assert "Hjemme hos Maria" in answer.content.decode()
    assert made.mets.get().need == "event:foerste-dialog"


def test_the_family_is_handed_over_with_a_note_and_the_old_coordinator_is_out(
    client: Client, town: Town
) -> None:
    made, next_one = _follow(town), second_coordinator(town.cast)
    _as(client, town.cast, "coordinator")
    form = {
        "day": f"{timezone.localdate():%d-%m-%Y}", "coordinator": str(next_one.pk), "reason": "Orlov",
        "note": "Ring efter 16",
    }  # fmt: skip
    there = reverse("course:hand_over", args=[made.family_id])
    assert client.post(there, {**form, "note": ""}).status_code == 200
    assert client.post(there, form).status_code == 302
    assert Coordination.objects.get(course=made, ends__isnull=True).handover_note == "Ring efter 16"
    assert client.get(reverse("course:page", args=[made.family_id])).status_code == 404
    client.force_login(next_one)
    assert "Ring efter 16" in client.get(reverse("course:page", args=[made.family_id])).content.decode()


def test_a_closed_family_comes_back_through_the_leaders_door(client: Client, town: Town) -> None:
    made = _follow(town)
    _as(client, town.cast, "coordinator")
    form = {
        "day": f"{timezone.localdate():%d-%m-%Y}", "reason": "maal-naaet", "remaining_need": "Ro", "status": "Godt",
        "way_on": "almindelig", "recipient": "Skolen", "clips": "3",
    }  # fmt: skip
    assert client.post(reverse("course:close", args=[made.family_id]), form).status_code == 302
    assert client.get(reverse("course:page", args=[made.family_id])).status_code == 404
    _as(client, town.cast, "leader")
    page = client.get(reverse("course:page", args=[made.family_id])).content.decode()
    assert "The family comes back" in page
    assert "Målene er nået" in page
    assert "Maria og børnene" in client.get(reverse("course:board")).content.decode()
    family = client.get(reverse("family:page", args=[made.family_id])).content.decode()
    assert "Vi vil i skole" not in family
    assert "bange for skolegården" not in family
    back = {
        "day": f"{timezone.localdate():%d-%m-%Y}", "reason": "Anton vil ikke i skole",
        "coordinator": str(town.cast.coordinator.pk), "why_coordinator": "Kender dem", "phase": "planen-foelges",
    }  # fmt: skip
    assert client.post(reverse("course:reopen", args=[made.family_id]), back).status_code == 302
    following = Course.objects.get(follows=made)
    assert (following.state, following.clips) == (State.RUNNING, 2)
    _as(client, town.cast, "coordinator")
    assert client.get(reverse("course:page", args=[made.family_id])).status_code == 200


def test_a_family_without_clips_gets_a_new_place_from_the_leader(client: Client, town: Town) -> None:
    made = _follow(town)
    course.course_close(
        actor=SYSTEM, course=made, day=days(0), reason="x", remaining_need="x", way_on="almindelig"
    )
    _as(client, town.cast, "leader")
    there = reverse("course:allocate", args=[made.family_id])
    assert "Sammenhængende familieindsats" in client.get(there).content.decode()
    form = {
        "programme": f"{town.adopted.pk}:{WHOLE}", "unit": str(town.cast.unit.pk),
        "coordinator": str(town.cast.coordinator.pk), "reason": "Kender familien",
        "day": f"{timezone.localdate():%d-%m-%Y}", "organisation": "", "beyond_reason": "",
    }  # fmt: skip
    answer = client.post(there, form)
    assert answer.status_code == 302, answer.content.decode()
    assert Course.objects.get(family=made.family_id, ends__isnull=True).state == State.ALLOCATED


def test_the_board_shows_the_leader_all_and_the_coordinator_numbers_of_the_others(
    client: Client, town: Town
) -> None:
    _follow(town)
    second = second_coordinator(town.cast)
    other = town.allocated(name="Familien Anden")
    course.coordinator_change(
        actor=SYSTEM, course=other, coordinator=second, reason="Bor tæt på", day=days(-1), note="Alt er sagt"
    )
    leader = _as(client, town.cast, "leader").get(reverse("course:board")).content.decode()
    assert "Familien Anden" in leader
    assert "Maria og børnene" in leader
    mine = _as(client, town.cast, "coordinator").get(reverse("course:board")).content.decode()
    assert "Maria og børnene" in mine
    assert "Familien Anden" not in mine
    assert "1 more family that others work with" in mine


def test_the_line_of_today_leads_to_what_is_due(client: Client, town: Town) -> None:
    _follow(town)
    said = _as(client, town.cast, "coordinator").get("/").content.decode()
    assert "Den første dialog" in said


def test_the_picture_of_the_states_has_every_state_of_the_table(client: Client, cast: Cast) -> None:
    said = _as(client, cast, "outsider").get(reverse("course:states")).content.decode()
    for state in State:
        assert str(state.label) in said
    assert said.count('course-diagram"') == 1
