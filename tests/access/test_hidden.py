# SPDX-License-Identifier: EUPL-1.2
"""What a child said, and whatever else must not be shown to somebody: hidden on every way until it is shown again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.hidden_today import lines
from familievej.access.queries import hidden
from familievej.base.today import Bucket
from familievej.followup import actions as followup
from familievej.followup.models import Contact, Note
from familievej.gate.acting import acting
from familievej.gate.models import AuditRow, Restriction
from familievej.plan.models import Goal, GoalVersion, Step
from familievej.plan.printing import fridge_plan

As = Callable[[str], Client]
LATER = timezone.localdate() + dt.timedelta(days=100)
WORDS = "Anton fortæller, at far råber"


def hide(cast: Cast, record: Any, *names: str, **more: Any) -> None:
    """Karin hides it from these persons of the cast."""
    actor = cast.actor("coordinator")
    with acting(actor):
        access.records_hide(
            actor=actor,
            records=[record],
            persons=[getattr(cast, name) for name in names],
            reason="Anton har sagt det i fortrolighed",
            **{"review_on": LATER, **more},
        )


def page(cast: Cast, what: str, record: Any, more: str = "") -> str:
    return f"/families/{cast.family.pk}/hidden/{what}/{record.pk}/{more}"


def child_says(cast: Cast, *persons: str) -> list[Note]:
    actor = cast.actor("coordinator")
    with acting(actor):
        return followup.notes_add(
            actor=actor,
            family=cast.family,
            persons=[getattr(cast, name) for name in persons],
            text=WORDS,
            own_words=True,
        )


def hidden_from(record: Any) -> set[object]:
    return {r.person_id or r.user_id for r in Restriction.objects.filter(record_id=record.pk, lifted_at=None)}


def test_a_childs_own_words_are_hidden_from_both_parents_as_they_are_saved(cast: Cast, as_: As) -> None:
    url = f"/families/{cast.family.pk}/notes/new/"
    sent = {"note_id": "1" * 32, "edition": 0, "was": "{}", "about": str(cast.child.pk), "text": WORDS}
    assert as_("coordinator").post(url, {**sent, "own_words": "on"}).status_code == 302
    note = Note.objects.get(text=WORDS)
    assert note.own_words
    assert hidden_from(note) == {cast.mother.pk, cast.father.pk}, "Jens lives elsewhere and has custody"
    assert as_("coordinator").post(url, {**sent, "own_words": "on"}).status_code == 302, "a double click"
    assert Restriction.objects.count() == 2


def test_own_words_about_nobody_are_refused_before_anything_is_saved(cast: Cast, as_: As) -> None:
    sent = {"note_id": "1" * 32, "edition": 0, "was": "{}", "text": WORDS, "own_words": "on"}
    url = f"/families/{cast.family.pk}/notes/new/"
    answer = as_("coordinator").post(url, sent)
    assert "Choose whose words they are." in answer.content.decode()
    answer = as_("coordinator").post(url, {**sent, "about": str(cast.mother.pk)})
    assert "Choose the child whose words they are." in answer.content.decode()
    assert not Note.objects.filter(text=WORDS).exists()


def test_what_is_said_about_several_is_hidden_in_each_of_its_places(cast: Cast, as_: As) -> None:
    notes = child_says(cast, "child", "mother")
    assert [hidden_from(note) for note in notes] == [{cast.mother.pk, cast.father.pk}] * 2
    one = Restriction.objects.get(record_id=notes[0].pk, person_id=cast.mother.pk)
    as_("coordinator").post(page(cast, "note", notes[0], f"{one.pk}/show/"))
    assert [hidden_from(note) for note in notes] == [{cast.father.pk}] * 2
    as_("coordinator").post(
        page(cast, "note", notes[1]),
        {"whom": [f"person:{cast.youth.pk}"], "reason": "Det er Antons", "review_on": LATER.isoformat()},
    )
    assert [hidden_from(note) for note in notes] == [{cast.father.pk, cast.youth.pk}] * 2


def test_a_conversation_is_written_down_with_the_childs_words_hidden(cast: Cast, as_: As) -> None:
    moment = timezone.localtime() - dt.timedelta(days=1)
    sent = {
        "contact_id": "2" * 32, "note_id": "1" * 32, "edition": 0, "was": "{}", "state": "held", "kind": "meeting",
        "day": moment.date().isoformat(), "time": "12:00", "about": str(cast.child.pk), "text": WORDS,
        "own_words": "on",
    }  # fmt: skip
    answer = as_("coordinator").post(f"/families/{cast.family.pk}/contacts/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert hidden_from(Note.objects.get(text=WORDS)) == {cast.mother.pk, cast.father.pk}


def test_a_hidden_goal_takes_its_steps_and_versions_with_it(cast: Cast, as_: As) -> None:
    before = as_("parent").get("/our-plan/").content.decode()
    assert cast.shared_goal.words in before
    hide(cast, cast.shared_goal, "mother")
    assert cast.shared_goal.words not in as_("parent").get("/our-plan/").content.decode()
    assert cast.shared_goal.words in as_("young_person").get("/our-plan/").content.decode()
    with acting(cast.actor("parent")):
        assert not Goal.objects.filter(pk=cast.shared_goal.pk).exists(), "the second lock"
        assert not Step.objects.filter(goal=cast.shared_goal.pk).exists()
        assert not GoalVersion.objects.filter(goal=cast.shared_goal.pk).exists()


def test_staff_read_from_whom_until_when_and_why(cast: Cast, as_: As) -> None:
    hide(cast, cast.note, "father", review_on=dt.date(2027, 5, 3))
    hide(cast, cast.child_goal, "mother")
    for role, name in (("coordinator", "Jens"), ("leader", "somebody close to the family")):
        notes = as_(role).get(f"/families/{cast.family.pk}/contacts/").content.decode()
        assert f"Hidden from {name} until looked at on" in notes
        assert "because: Anton har sagt det i fortrolighed" in notes
        assert "Hidden from Maria" in as_(role).get(f"/families/{cast.family.pk}/plan/").content.decode()
    there = as_("coordinator").get(page(cast, "note", cast.note)).content.decode()
    assert "Hidden from Jens" in there


def test_no_family_member_learns_that_something_is_hidden(cast: Cast, as_: As) -> None:
    hide(cast, cast.child_goal, "father")
    for role in ("parent", "other_parent", "young_person"):
        for url in ("/our-plan/", "/who-has-looked/", "/who-may-know/"):
            answer = as_(role).get(url).content.decode()
            assert "Hidden from" not in answer, (role, url)
            assert "fortrolighed" not in answer, (role, url)
    assert "Jeg vil i skole" not in as_("other_parent").get("/our-plan/").content.decode()


def test_a_note_is_hidden_from_a_colleague_who_has_a_basis(cast: Cast, as_: As) -> None:
    where = page(cast, "note", cast.note)
    offered = as_("coordinator").get(where).content.decode()
    assert "Lene Leder" in offered, "she leads the unit"
    assert "Bo Besk" not in offered, "he cannot see it anyway"
    assert f"user:{cast.coordinator.pk}" not in offered, "nobody hides it from themselves"
    sent = {
        "whom": [f"user:{cast.leader.pk}"],
        "reason": "Lene er Antons tante",
        "review_on": LATER.isoformat(),
    }
    assert as_("coordinator").post(where, sent).status_code == 302
    seen = as_("leader").get(f"/families/{cast.family.pk}/contacts/").content.decode()
    assert cast.note.text not in seen
    assert "tante" not in seen
    with acting(cast.actor("leader")):
        assert not Note.objects.filter(pk=cast.note.pk).exists()
        assert not Restriction.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"whom": []}, "Choose whom it is hidden from."),
        ({"reason": ""}, "Write why it is hidden."),
        ({"reason": "x" * 301}, "300"),
        ({"review_on": "3/3/2020"}, "Choose a day to come"),
        ({"whom": ["person:00000000-0000-0000-0000-000000000000"]}, "not one of the available choices"),
        ({"whom": ["user:"]}, "not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_hidden(
    cast: Cast, as_: As, change: dict[str, Any], says: str
) -> None:
    sent = {"whom": [f"person:{cast.father.pk}"], "reason": "Fortroligt", "review_on": LATER.isoformat()}
    answer = as_("coordinator").post(page(cast, "note", cast.note), {**sent, **change})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Restriction.objects.exists()


def test_it_comes_back_on_today_and_is_kept_or_shown(cast: Cast, as_: As) -> None:
    hide(cast, cast.note, "father")
    hide(cast, cast.child_goal, "father", review_on=LATER + dt.timedelta(days=90))
    coordinator = cast.actor("coordinator")
    assert list(lines(coordinator, LATER - dt.timedelta(days=8))) == []
    (soon,) = lines(coordinator, LATER - dt.timedelta(days=7))
    assert (soon.bucket, soon.due, soon.overdue) == (Bucket.WEEK, LATER, False)
    (late,) = lines(coordinator, LATER + dt.timedelta(days=1))
    assert (late.bucket, late.overdue) == (Bucket.NOW, True)
    assert "Jens" in late.what
    assert cast.note.text not in late.what
    assert list(lines(cast.actor("leader"), LATER)) == [], "she cannot change it"
    one = Restriction.objects.get(record_id=cast.note.pk)
    sent = {"reason": "Stadig fortroligt", "review_on": (LATER + dt.timedelta(days=90)).isoformat()}
    assert as_("coordinator").post(page(cast, "note", cast.note, f"{one.pk}/keep/"), sent).status_code == 302
    assert list(lines(coordinator, LATER + dt.timedelta(days=1))) == []
    as_("coordinator").post(page(cast, "note", cast.note, f"{one.pk}/show/"))
    assert hidden_from(cast.note) == set()
    assert as_("coordinator").get(page(cast, "note", cast.note, f"{one.pk}/show/")).status_code == 404


def test_a_text_about_several_stands_once_on_today(cast: Cast) -> None:
    child_says(cast, "child", "youth")
    actor = cast.actor("coordinator")
    with acting(actor):
        found = list(lines(actor, timezone.localdate() + dt.timedelta(days=180)))
    assert len(found) == 1


@pytest.mark.parametrize(
    "role",
    ["colleague", "outsider", "parent", "other_parent", "young_person", "leader", "analyst", "administrator"],
)
def test_only_whoever_may_change_a_record_hides_or_shows_it(cast: Cast, as_: As, role: str) -> None:
    hide(cast, cast.note, "father")
    one = Restriction.objects.get()
    sent = {"whom": [f"person:{cast.mother.pk}"], "reason": "x", "review_on": LATER.isoformat()}
    for more in ("", f"{one.pk}/keep/", f"{one.pk}/show/"):
        assert as_(role).get(page(cast, "note", cast.note, more)).status_code == 404
        assert as_(role).post(page(cast, "note", cast.note, more), sent).status_code == 404
    assert hidden_from(cast.note) == {cast.father.pk}


@pytest.mark.parametrize("what", ["goal", "person", "x", "note"])
def test_a_record_is_hidden_under_its_own_kind_and_family_only(cast: Cast, as_: As, what: str) -> None:
    url = f"/families/{cast.other_family.pk if what == 'note' else cast.family.pk}/hidden/{what}/{cast.note.pk}/"
    assert as_("coordinator").get(url).status_code == 404


def test_hiding_and_showing_stand_in_the_trail_and_not_on_the_familys_page(cast: Cast, as_: As) -> None:
    before = as_("young_person").get("/who-has-looked/").content.decode()
    hide(cast, cast.shared_goal, "mother")
    access.restriction_lift(actor=SYSTEM, restriction=Restriction.objects.get())
    told = AuditRow.objects.filter(object_table="gate_restriction").values_list("action", flat=True)
    assert set(told) == {"access.restriction_set", "access.restriction_lift"}
    after = as_("young_person").get("/who-has-looked/").content.decode()
    assert after.count("<li") == before.count("<li")


def test_many_hidden_records_cost_a_list_no_more_than_two(cast: Cast, as_: As) -> None:
    def count() -> int:
        client = as_("coordinator")
        client.get(f"/families/{cast.family.pk}/contacts/")
        with CaptureQueriesContext(connection) as ran:
            client.get(f"/families/{cast.family.pk}/contacts/")
        return len(ran)

    child_says(cast, "child")
    child_says(cast, "youth")
    few = count()
    for number in range(8):
        followup.note_add(
            actor=SYSTEM, family=cast.family, person=cast.child, text=f"Ord {number}", own_words=True
        )
    assert count() == few


def test_a_parent_elsewhere_can_be_chosen_and_a_stranger_cannot(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        around = hidden.persons_around(actor, cast.family, timezone.localdate())
    assert {person.pk for person in around} == {cast.mother.pk, cast.youth.pk, cast.child.pk, cast.father.pk}


def conversation(cast: Cast, moment: dt.datetime, **more: Any) -> dict[str, Any]:
    return {
        "contact_id": "2" * 32, "note_id": "1" * 32, "edition": 0, "was": "{}", "kind": "meeting",
        "state": "agreed" if moment > timezone.now() else "held", "day": moment.date().isoformat(), "time": "12:00",
        "place": "Børnehuset Solgården", "alone": "on", "about": str(cast.child.pk), **more,
    }  # fmt: skip


def test_a_conversation_with_a_child_alone_is_hidden_from_the_parents_with_all_its_notes(
    cast: Cast, as_: As
) -> None:
    later = timezone.localtime() + dt.timedelta(days=3)
    url = f"/families/{cast.family.pk}/contacts/new/"
    assert as_("coordinator").post(url, conversation(cast, later)).status_code == 302
    contact = Contact.objects.get(place="Børnehuset Solgården")
    both = {cast.mother.pk, cast.father.pk}
    assert hidden_from(contact) == both
    assert "Solgården" in as_("coordinator").get(f"/families/{cast.family.pk}/contacts/").content.decode()
    for role in ("parent", "other_parent"):
        assert "Solgården" not in as_(role).get("/our-plan/").content.decode()
        with acting(cast.actor(role)):
            assert not Contact.objects.filter(pk=contact.pk).exists(), "the second lock"
    coordinator = cast.actor("coordinator")
    with acting(coordinator):
        meeting = fridge_plan(coordinator, cast.plan, timezone.localdate()).meeting
        note = followup.note_add(actor=coordinator, family=cast.family, text="Han vil med", contact=contact)
    assert meeting is None or "Solgården" not in meeting.place, "everybody reads what hangs on the fridge"
    assert hidden_from(note) == both


def test_a_note_goes_where_its_contact_went_also_when_that_should_have_been_looked_at(cast: Cast) -> None:
    hide(cast, cast.meeting, "father")
    Restriction.objects.update(review_on=timezone.localdate() - dt.timedelta(days=9))
    note = followup.note_add(actor=SYSTEM, family=cast.family, text="Mere", contact=cast.meeting)
    assert hidden_from(note) == {cast.father.pk}


def test_a_conversation_alone_is_with_a_child_of_the_family(cast: Cast, as_: As) -> None:
    moment = timezone.localtime() - dt.timedelta(days=1)
    url = f"/families/{cast.family.pk}/contacts/new/"
    for about in ([], [str(cast.mother.pk)]):
        answer = as_("coordinator").post(url, conversation(cast, moment, about=about))
        assert "Choose the child" in answer.content.decode()
    assert not Contact.objects.filter(place="Børnehuset Solgården").exists()
