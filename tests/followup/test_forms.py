# SPDX-License-Identifier: EUPL-1.2
"""The forms: what is typed is kept, what cannot be right is said, and two writers lose nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.followup.writing import days, held, own_note, say, writer
from tests.plan.writing import form_of

from familievej.followup import actions
from familievej.followup.models import Contact, Note


def test_a_contact_is_agreed(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("contact_add")
    fields |= {"day": say(days(3)), "time": "14.30", "place": "Hjemme", "met": "Maria"}
    assert karin.send(fields, "contact_add").status_code == 302
    contact = Contact.objects.get(place="Hjemme")
    assert contact.planned_at is not None
    local = timezone.localtime(contact.planned_at)
    assert (local.date(), local.hour, local.minute) == (days(3), 14, 30)
    assert (contact.kind, contact.met, contact.user) == ("home_visit", "Maria", cast.coordinator)


def test_a_visit_and_its_note_are_written_in_one_form_and_a_double_click_is_harmless(
    cast: Cast, client: Client
) -> None:
    karin = writer(client, cast)
    fields = karin.fields("contact_add", query="?held=1")
    fields |= {
        "text": "Anton viste sin tegning.\r\nHan lo.",
        "about": [str(cast.child.pk), str(cast.youth.pk)],
    }
    for _press in range(2):
        assert karin.send(fields, "contact_add").status_code == 302
    contact = Contact.objects.get(held_at__isnull=False)
    notes = Note.objects.filter(contact=contact)
    assert {note.person_id for note in notes} == {cast.child.pk, cast.youth.pk}
    assert {note.text for note in notes} == {"Anton viste sin tegning.\nHan lo."}


def test_when_the_note_cannot_be_saved_neither_is_the_contact(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("contact_add", query="?held=1")
    fields |= {"note_id": str(cast.note.pk), "text": "Noget andet"}
    answer = karin.send(fields, "contact_add")
    assert answer.status_code == 200
    assert not Contact.objects.filter(held_at__isnull=False).exists()
    html = answer.content.decode()
    assert "Noget andet" in html
    assert "Anton sagde, at han er bange for skolegården" in html


def test_the_agreed_visit_was_held_and_stays_agreed_for_when_it_was(cast: Cast, client: Client) -> None:
    Contact.objects.filter(pk=cast.meeting.pk).update(planned_at=timezone.now() - dt.timedelta(days=1))
    karin = writer(client, cast)
    fields = karin.fields("contact_edit", cast.meeting.pk, query="?held=1")
    assert fields["state"] == ["held"]
    assert karin.send(fields, "contact_edit", cast.meeting.pk).status_code == 302
    cast.meeting.refresh_from_db()
    assert cast.meeting.planned_at is not None
    assert cast.meeting.held_at == cast.meeting.planned_at.replace(second=0, microsecond=0)


def test_a_contact_is_called_off_with_a_reason_and_agreed_again(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    page = "contact_call_off"
    assert "Write why" in karin.send({"edition": "1", "reason": ""}, page, cast.meeting.pk).content.decode()
    for _press in range(2):
        assert (
            karin.send({"edition": "1", "reason": "Anton er syg"}, page, cast.meeting.pk).status_code == 302
        )
    cast.meeting.refresh_from_db()
    assert cast.meeting.cancelled_reason == "Anton er syg"
    assert "Called off, because: Anton er syg" in karin.html("contact", cast.meeting.pk)
    assert (
        karin.send(karin.fields("contact_edit", cast.meeting.pk), "contact_edit", cast.meeting.pk).status_code
        == 302
    )
    cast.meeting.refresh_from_db()
    assert cast.meeting.cancelled_reason == ""


def test_what_was_held_is_not_called_off(cast: Cast, client: Client) -> None:
    contact = held(cast)
    karin = writer(client, cast)
    assert karin.send({"edition": "1", "reason": "syg"}, "contact_call_off", contact.pk).status_code == 302
    contact.refresh_from_db()
    assert contact.cancelled_reason == ""


def test_calling_off_what_somebody_moved_meanwhile_asks_again(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    actions.contact_save(
        actor=cast.actor("coordinator"), contact=cast.meeting, edition=1, place="Biblioteket"
    )
    answer = karin.send({"edition": "1", "reason": "syg"}, "contact_call_off", cast.meeting.pk)
    assert "changed the contact meanwhile" in answer.content.decode()
    assert 'name="edition" value="2"' in answer.content.decode()


BAD = [
    ({"day": "3/13"}, "There is no month 13"),
    ({"day": "30/2"}, "no day 30 in month 2"),
    ({"day": "snart"}, "Write the day as 3/5"),
    ({"day": ""}, "Write the day"),
    ({"time": "25.00"}, "There is no time 25.00"),
    ({"time": "om lidt"}, "Write the time as 14.30"),
    ({"time": ""}, "Write the time"),
    ({"day": "29/3-2026", "time": "02.30", "state": "held"}, "The clock was changed then"),
    ({"day": "3/5-2020", "time": "10"}, "This has passed"),
    ({"state": "maybe"}, "maybe is not one of the available choices"),
    ({"kind": "letter"}, "letter is not one of the available choices"),
    ({"about": ["00000000-0000-0000-0000-000000000000"]}, "is not one of the available choices"),
    ({"place": "a" * 200_000}, "at most 160 characters"),
    ({"text": "a" * 200_000}, "The text has 200000 characters, and there is room for 5000"),
    ({"text": "nul\x00tegn"}, "Null characters are not allowed"),
    ({"contact_id": "no id"}, "Enter a valid UUID"),
    ({"edition": "first"}, "Enter a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), BAD, ids=[said for _wrong, said in BAD])
def test_what_cannot_be_right_is_said_and_nothing_is_lost(
    cast: Cast, client: Client, wrong: dict[str, str], said: str
) -> None:
    karin = writer(client, cast)
    before = (Contact.objects.count(), Note.objects.count())
    fields = karin.fields("contact_add") | {"day": say(days(3)), "time": "14.30", "met": "Farmor Ærlig"}
    answer = karin.send(fields | wrong, "contact_add")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert said in html
    assert "Farmor Ærlig" in html
    for typed in wrong.values():
        assert "\x00" in typed or not isinstance(typed, str) or typed in html
    assert (Contact.objects.count(), Note.objects.count()) == before


def test_held_lies_behind_and_agreed_lies_ahead(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("contact_add") | {"day": say(days(2)), "time": "9", "state": "held"}
    assert "It has not been yet" in karin.send(fields, "contact_add").content.decode()


def test_a_day_without_a_year_is_behind_for_what_was_held(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    ahead = days(20)
    fields = karin.fields("contact_add", query="?held=1") | {"day": f"{ahead.day}/{ahead.month}", "time": "9"}
    assert karin.send(fields, "contact_add").status_code == 302
    contact = Contact.objects.get(held_at__isnull=False)
    assert timezone.localtime(contact.moment).date() < timezone.localdate()


def test_an_empty_note_is_no_note(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    assert "Write what you saw and heard" in karin.send(karin.fields("note_add"), "note_add").content.decode()


def test_a_note_from_a_persons_page_is_about_that_person(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("note_add", query=f"?person={cast.child.pk}")
    assert fields["about"] == [str(cast.child.pk)]
    assert karin.fields("note_add", query="?person=nobody").get("about") is None


def test_two_who_change_different_things_of_a_contact_both_keep_them(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("contact_edit", cast.meeting.pk)
    actions.contact_save(
        actor=cast.actor("coordinator"), contact=cast.meeting, edition=1, place="Biblioteket"
    )
    assert karin.send(fields | {"met": "Maria"}, "contact_edit", cast.meeting.pk).status_code == 302
    cast.meeting.refresh_from_db()
    assert (cast.meeting.place, cast.meeting.met) == ("Biblioteket", "Maria")


def test_two_who_change_the_same_see_both_texts_and_lose_neither(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    note = own_note(cast, "Som det var")
    fields = karin.fields("note", note.pk)
    actions.note_save(actor=cast.actor("coordinator"), note=note, edition=1, text="I det andet vindue")
    answer = karin.send(fields | {"text": "I dette vindue"}, "note", note.pk)
    html = answer.content.decode()
    assert html.count("I det andet vindue") >= 1
    assert "Somebody else saved this while you wrote" in html
    note.refresh_from_db()
    assert note.text == "I det andet vindue"
    again = form_of(html)
    assert again["text"] == ["I dette vindue"]
    assert karin.send(again, "note", note.pk).status_code == 302
    note.refresh_from_db()
    assert note.text == "I dette vindue"


def test_the_browsers_back_button_drops_no_words(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("note_add") | {"text": "Det første"}
    karin.send(fields, "note_add")
    html = karin.send(fields | {"text": "Det andet"}, "note_add").content.decode()
    assert "This form was saved before, with other words" in html
    assert karin.send(form_of(html), "note_add").status_code == 302
    assert set(Note.objects.filter(text__startswith="Det ").values_list("text", flat=True)) == {
        "Det første",
        "Det andet",
    }


def test_a_draft_is_offered_when_one_comes_back_and_gone_when_it_is_saved(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    fields = karin.fields("note_add") | {"text": "Halvt skrevet", "about": [str(cast.child.pk)]}
    answer = karin.send(fields | {"draft_version": "0"}, "note_add_draft")
    assert answer.json()["saved"]  # type: ignore[attr-defined]
    assert "This is your draft" in karin.html("note_add")
    kept = karin.fields("note_add")
    assert (kept["text"], kept["about"], kept["note_id"]) == (
        ["Halvt skrevet"],
        [str(cast.child.pk)],
        fields["note_id"],
    )
    assert karin.send(kept, "note_add").status_code == 302
    assert "This is your draft" not in karin.html("note_add")


def test_a_draft_is_thrown_away_when_its_writer_says_so(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    karin.send(karin.fields("contact_add") | {"place": "Hos farmor"}, "contact_add_draft")
    assert karin.send({"discard": "1"}, "contact_add_draft")["Location"] == karin.url("contact_add")
    assert "Hos farmor" not in karin.html("contact_add")


def test_a_draft_of_200_kilobytes_is_refused_with_words(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    answer = karin.send(karin.fields("note_add") | {"text": "å" * 200_000}, "note_add_draft")
    assert answer.status_code == 400
    assert "too long to be kept" in answer.json()["message"]  # type: ignore[attr-defined]


def test_a_note_is_corrected_by_its_writer_and_says_so(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    note = own_note(cast, "Anton kom kl. 8", person=cast.child)
    assert (
        karin.send(karin.fields("note", note.pk) | {"text": "Anton kom kl. 9"}, "note", note.pk).status_code
        == 302
    )
    html = karin.html("contacts")
    assert "Anton kom kl. 9" in html
    assert "Anton kom kl. 8" not in html
    assert "corrected" in html
