# SPDX-License-Identifier: EUPL-1.2
"""What stands along a family's road, and what never does."""

from __future__ import annotations

import datetime as dt

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast
from tests.followup.writing import days, held

from familievej.course import actions as course
from familievej.followup import actions
from familievej.followup.models import Contact
from familievej.followup.queries import milestones
from familievej.followup.road_data import Milestone, MilestoneKind
from familievej.gate.acting import acting
from familievej.plan import actions as plan

K = MilestoneKind


def _road(cast: Cast, role: str = "coordinator", *, day: dt.date | None = None) -> list[Milestone]:
    actor = cast.actor(role)
    day = day or timezone.localdate()
    with acting(actor):
        return milestones(actor, cast.family.pk, day, ahead=day == timezone.localdate())


def _of(found: list[Milestone], kind: MilestoneKind) -> list[tuple[dt.date, str]]:
    return [(each.day, each.text) for each in found if each.kind is kind]


def test_the_road_begins_with_the_course_and_shows_who_took_over(cast: Cast) -> None:
    day = timezone.localdate() - dt.timedelta(days=30)
    course.coordinator_change(
        actor=SYSTEM, course=cast.course, coordinator=cast.colleague, reason="Karin er på barsel", day=day
    )
    found = _road(cast, "colleague")
    assert _of(found, K.COURSE_START) == [(LONG_AGO, "")]
    assert _of(found, K.COORDINATOR_CHANGE) == [(day, "Bo Beskæftigelse took over")]


def test_a_goal_stands_where_it_was_set_and_where_it_was_reached(cast: Cast) -> None:
    plan.goal_save(actor=SYSTEM, goal=cast.shared_goal, edition=1, status="reached")
    found = _road(cast)
    today, words = timezone.localdate(), cast.shared_goal.words
    assert (today, words) in _of(found, K.GOAL_SET)
    assert _of(found, K.GOAL_REACHED) == [(today, words)]


def test_meetings_stand_on_it_calls_do_not_and_neither_does_what_nobody_held(cast: Cast) -> None:
    held(cast, place="Hjemme")
    held(cast, kind="call", place="Telefon")
    held(cast, kind="companion", place="Sygehuset")
    called_off = held(cast, place="Aflyst")
    Contact.objects.filter(pk=called_off.pk).update(
        held_at=None, planned_at=called_off.held_at, cancelled_reason="syg"
    )
    unsaid = held(cast, place="Uvist")
    Contact.objects.filter(pk=unsaid.pk).update(held_at=None, planned_at=unsaid.held_at)
    found = _road(cast)
    assert [text for _day, text in _of(found, K.HOME_VISIT)] == ["Hjemme"]
    assert [text for _day, text in _of(found, K.COMPANION)] == ["Sygehuset"]
    assert _of(found, K.MEETING) == [(days(2), "Skolen")]


def test_an_agreement_kept_stands_on_the_day_it_was_kept(cast: Cast) -> None:
    plan.step_done(actor=SYSTEM, step=cast.shared_goal.steps.get(), day=days(-1))
    assert _of(_road(cast), K.AGREEMENT_KEPT) == [(days(-1), "Lave madplan om søndagen")]


def test_a_closed_course_ends_the_road(cast: Cast) -> None:
    course.course_close(actor=SYSTEM, course=cast.course, day=days(0), reason="goals_reached")
    actor = cast.actor("leader")
    with acting(actor):
        found = milestones(actor, cast.family.pk, days(0), ahead=True)
    assert [day for day, _text in _of(found, K.COURSE_CLOSED)] in ([], [days(0)])


def test_on_an_earlier_day_the_road_ends_there(cast: Cast) -> None:
    held(cast, days_ago=1)
    found = _road(cast, day=days(-5))
    assert [each.kind for each in found] == [K.COURSE_START]


def test_the_family_page_shows_both_panels_and_their_links_lead_somewhere(cast: Cast, client: Client) -> None:
    contact = held(cast, place="Hjemme")
    client.force_login(cast.coordinator)
    html = client.get(reverse("family:page", args=[cast.family.pk])).content.decode()
    assert 'id="panel-contacts"' in html
    rest = reverse("family:rest", args=[cast.family.pk])
    assert f'hx-get="{rest}"' in html
    html += client.get(rest, headers={"HX-Request": "true"}).content.decode()
    assert 'id="panel-road"' in html
    address = reverse("followup:contact", args=[cast.family.pk, contact.pk])
    assert html.count(f'href="{address}"') >= 2
    assert client.get(address).status_code == 200


def test_whoever_may_not_see_the_family_sees_no_road(cast: Cast) -> None:
    for role in ("colleague", "outsider", "analyst", "administrator", "data_protection_officer"):
        assert _road(cast, role) == []


def test_a_member_of_the_family_sees_meetings_but_the_text_is_only_the_place(cast: Cast) -> None:
    actions.note_add(actor=SYSTEM, family=cast.family, text="Hemmeligt", contact=held(cast, place="Hjemme"))
    texts = " ".join(each.text for each in _road(cast, "parent"))
    assert "Hjemme" in texts
    assert "Hemmeligt" not in texts
