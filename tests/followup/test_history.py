# SPDX-License-Identifier: EUPL-1.2
"""All contacts and notes: newest first, found by their words, shown as plain text, in a steady number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.followup.writing import held, own_note, writer

from familievej.followup import actions
from familievej.followup.models import Contact
from familievej.followup.queries import Wanted, history, last_held, overview
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow
from familievej.people import actions as people


def _told(cast: Cast, role: str = "coordinator", wanted: Wanted | None = None) -> list[str]:
    """Texts and places, as they stand on the page."""
    actor = cast.actor(role)
    with acting(actor):
        _page, entries = history(actor, cast.family.pk, wanted or Wanted(), until=timezone.now())
        return [
            "; ".join(
                ([entry.contact.place or entry.contact.kind] if entry.contact else [])
                + [view.first.text for view in entry.notes]
            )
            for entry in entries
        ]


def test_it_is_newest_first_and_a_note_stands_under_its_contact(cast: Cast) -> None:
    old = held(cast, days_ago=9, place="Skolen")
    held(cast, days_ago=2, place="Hjemme")
    own_note(cast, "Skrevet i dag om skolen", contact=old)
    assert _told(cast) == [cast.note.text, "Hjemme", "Skolen; Skrevet i dag om skolen"]


def test_what_is_agreed_ahead_is_not_yet_history_but_is_found_when_looked_for(cast: Cast) -> None:
    assert "Skolen" not in _told(cast)
    assert _told(cast, wanted=Wanted(text="skolen")) == ["Skolen"]


def test_what_was_agreed_and_has_passed_is_history_and_asks_how_it_went(cast: Cast, client: Client) -> None:
    Contact.objects.filter(pk=cast.meeting.pk).update(planned_at=timezone.now() - dt.timedelta(hours=3))
    assert "Skolen" in _told(cast)
    assert "how did it go?" in writer(client, cast).html("contacts")


def test_it_is_filtered_by_kind_person_and_words(cast: Cast) -> None:
    visit = held(cast, place="Ørsted Allé", met="Maria")
    own_note(cast, "Der var ro", contact=visit, person=cast.youth)
    held(cast, kind="call")
    assert set(_told(cast, wanted=Wanted(what="call"))) == {"call"}
    assert set(_told(cast, wanted=Wanted(what="contacts"))) == {"Skolen", "Ørsted Allé; Der var ro", "call"}
    assert set(_told(cast, wanted=Wanted(what="notes"))) == {"Ørsted Allé; Der var ro", cast.note.text}
    assert _told(cast, wanted=Wanted(person=cast.youth.pk)) == ["Ørsted Allé; Der var ro"]
    assert _told(cast, wanted=Wanted(text="ØRSTED ro")) == ["Ørsted Allé; Der var ro"]
    assert _told(cast, wanted=Wanted(text="ørsted uro")) == []
    assert _told(cast, wanted=Wanted(text="100%")) == []


def test_a_note_about_two_is_shown_once_with_both_names(cast: Cast, client: Client) -> None:
    actions.notes_add(
        actor=cast.actor("coordinator"), family=cast.family, persons=[cast.youth, cast.child], text="De lo"
    )
    html = writer(client, cast).html("contacts")
    assert html.count("De lo</p>") == 1
    assert "About Anton, Sofie" in html


def test_when_one_of_two_has_left_the_family_the_note_is_about_the_one_who_stays(
    cast: Cast, client: Client
) -> None:
    actions.notes_add(actor=SYSTEM, family=cast.family, persons=[cast.youth, cast.child], text="De lo")
    own_note(cast, "Kun om Sofie", person=cast.youth)
    people.member_end(actor=SYSTEM, membership=cast.youth.memberships.get(), day=timezone.localdate())
    html = writer(client, cast).html("contacts")
    assert "De lo" in html
    assert "About Anton" in html
    assert "Sofie" not in html


def test_a_text_is_shown_as_it_was_written_with_its_lines_and_never_runs(cast: Cast, client: Client) -> None:
    own_note(cast, "Linje 1\nLinje 2 <script>alert(1)</script> & <b>fed</b>")
    html = writer(client, cast).html("contacts")
    assert "Linje 1<br>Linje 2 &lt;script&gt;" in html
    assert "<script>alert" not in html


def test_the_leader_reads_and_finds_nothing_that_writes(cast: Cast, client: Client) -> None:
    own_note(cast, "Anton kom")
    lene = writer(client, cast, cast.leader)
    for html in (lene.html("contacts"), lene.html("contact", cast.meeting.pk)):
        main = html.split("<main", 1)[1].split("</main>")[0]
        for door in ("new/", "/edit/", "call-off", "/notes/", 'method="post"'):
            assert door not in main


@pytest.mark.parametrize("role", ["parent", "other_parent", "young_person"])
def test_a_family_member_never_sees_a_note_nor_its_author(cast: Cast, role: str) -> None:
    own_note(cast, "Hemmeligt ord")
    own_note(cast, "Hemmeligt ord", person=cast.youth)
    own_note(cast, "Hemmeligt ord", person=cast.mother, contact=held(cast, place="Hjemme"))
    client = Client()
    client.force_login(getattr(cast, role))
    for page in ("/our-plan/", f"/families/{cast.family.pk}/", "/"):
        assert "Hemmeligt" not in client.get(page, follow=True).content.decode()
    actor = cast.actor(role)
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("select count(*) from followup_note")
        assert cursor.fetchone() == (0,)


def test_reading_is_logged_about_the_family_and_about_those_whose_notes_were_shown(
    cast: Cast, client: Client
) -> None:
    writer(client, cast).html("contacts")
    row = AuditRow.objects.filter(action="followup.contacts").get()
    assert set(row.subjects) == {cast.family.pk, cast.note.subject_id}
    assert row.basis.startswith("You see this because")


def test_a_page_that_is_no_page_and_a_filter_that_is_no_filter_are_borne(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    for query in ("?page=99", "?page=x", "?what=letters", "?person=nobody", "?text=" + "a" * 300):
        assert "Anton sagde" in karin.html("contacts", query=query)


def test_pages_follow_each_other_without_a_gap(cast: Cast) -> None:
    for number in range(25):
        held(cast, days_ago=number + 1, place=f"Sted {number}")
    actor = cast.actor("coordinator")
    with acting(actor):
        pages = [
            history(actor, cast.family.pk, Wanted(), until=timezone.now(), number=number)[1]
            for number in (1, 2)
        ]
    moments = [entry.moment for page in pages for entry in page]
    assert [len(page) for page in pages] == [20, 6]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("page", ["contacts", "family:page"])
def test_the_number_of_queries_is_the_same_for_10_and_for_20(cast: Cast, client: Client, page: str) -> None:
    address = reverse(page, args=[cast.family.pk]) if ":" in page else writer(client, cast).url(page)
    client.force_login(cast.coordinator)
    counts = []
    for _tens in range(2):
        for number in range(10):
            own_note(cast, "Ro", contact=held(cast, days_ago=number + 1), person=cast.child)
            actions.contact_add(
                actor=SYSTEM, family=cast.family, kind="call",
                planned_at=timezone.now() + dt.timedelta(days=number + 1),
            )  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_an_earlier_day_shows_what_had_happened_then(cast: Cast) -> None:
    held(cast, days_ago=9, place="Dengang")
    held(cast, days_ago=1, place="Senere")
    actor = cast.actor("coordinator")
    with acting(actor):
        found = overview(
            actor, cast.family.pk, until=timezone.now() - dt.timedelta(days=5), passed=True, number=5
        )
    assert [entry.contact.place for entry in found.latest if entry.contact] == ["Dengang"]
    assert not found.ahead
    assert not found.more


def test_the_last_contact_is_the_last_one_held(cast: Cast) -> None:
    latest_one = held(cast, days_ago=3)
    held(cast, days_ago=8)
    actor = cast.actor("coordinator")
    with acting(actor):
        found = last_held(actor, [cast.family.pk, cast.other_family.pk], timezone.now())
    assert found == {cast.family.pk: latest_one.held_at}


@pytest.mark.parametrize("role", ["leader", "parent", "young_person", "colleague", "administrator"])
def test_whoever_only_reads_writes_nothing_whatever_page_they_come_from(cast: Cast, role: str) -> None:
    actor = cast.actor(role)
    with acting(actor), pytest.raises(NoAccess):
        actions.note_add(actor=actor, family=cast.family, text="x")
    with acting(actor), pytest.raises(NoAccess):
        actions.contact_add(actor=actor, family=cast.family, kind="call", held_at=timezone.now())
