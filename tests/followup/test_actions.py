# SPDX-License-Identifier: EUPL-1.2
"""Contacts and notes as they are written: once, by whoever may, and never over somebody else's words."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import SYSTEM, Cast
from tests.followup.writing import held, own_note

from familievej.base.stale import StaleEdit
from familievej.followup import actions
from familievej.followup.models import MOST_TEXT, Contact, Note, State
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow

HOUR = dt.timedelta(hours=1)


def test_a_note_about_two_children_is_kept_once_for_each_and_follows_each_ones_access(cast: Cast) -> None:
    notes = actions.notes_add(
        actor=cast.actor("coordinator"), family=cast.family, persons=[cast.child, cast.youth], text="De lo"
    )
    assert {note.person_id for note in notes} == {cast.child.pk, cast.youth.pk}
    assert len({note.subject_id for note in notes}) == 2
    assert len({note.together for note in notes}) == 1
    rows = AuditRow.objects.filter(action="followup.note_add", user_id=cast.coordinator.pk)
    assert {row.subjects[0] for row in rows} == {note.subject_id for note in notes}


def test_a_person_named_twice_gets_one_note(cast: Cast) -> None:
    notes = actions.notes_add(
        actor=SYSTEM, family=cast.family, persons=[cast.child, cast.child], text="Han lo"
    )
    assert [note.person_id for note in notes] == [cast.child.pk]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_same_note_sent_twice_is_one(cast: Cast, number: int) -> None:
    persons, note_id = [cast.child, cast.youth][:number], uuid.uuid4()
    for _press in range(2):
        notes = actions.notes_add(
            actor=SYSTEM, family=cast.family, persons=persons, text="Ro", note_id=note_id
        )
    assert Note.objects.filter(text="Ro").count() == max(number, 1) == len(notes)


def test_other_words_under_the_id_of_a_saved_note_are_not_dropped(cast: Cast) -> None:
    note = own_note(cast, "Som det var")
    with pytest.raises(StaleEdit) as caught:
        own_note(cast, "Som det blev", note_id=note.pk)
    assert (caught.value.mine, caught.value.theirs) == ({"text": "Som det blev"}, {"text": "Som det var"})
    with pytest.raises(StaleEdit):
        own_note(cast, "Som det var", note_id=note.pk, person=cast.child)


def test_a_correction_of_a_note_about_two_is_made_in_both_and_the_old_text_is_in_the_trail(
    cast: Cast,
) -> None:
    actor = cast.actor("coordinator")
    first, second = actions.notes_add(
        actor=actor, family=cast.family, persons=[cast.child, cast.youth], text="Før"
    )
    actions.note_save(actor=actor, note=first, edition=1, text="Efter")
    second.refresh_from_db()
    assert (second.text, second.edition) == ("Efter", 2)
    assert second.changed_at is not None
    rows = AuditRow.objects.filter(action="followup.note_save")
    assert [row.fields for row in rows] == [["text"], ["text"]]
    assert {row.object_id for row in rows} == {str(first.pk), str(second.pk)}


def test_nobody_corrects_anothers_note(cast: Cast) -> None:
    with pytest.raises(NoAccess):
        actions.note_save(actor=cast.actor("coordinator"), note=cast.note, edition=1, text="Anderledes")


def test_a_note_belongs_to_a_contact_of_its_own_family(cast: Cast) -> None:
    elsewhere = actions.contact_add(
        actor=SYSTEM, family=cast.other_family, kind="call", held_at=timezone.now() - HOUR
    )
    with pytest.raises(NoAccess):
        actions.note_add(actor=SYSTEM, family=cast.family, text="x", contact=elsewhere)


def test_a_text_without_end_is_refused_by_the_action_too(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        own_note(cast, "a" * (MOST_TEXT + 1))
    with pytest.raises(ValidationError):
        own_note(cast, "   ")


def test_a_contact_sent_twice_is_one_and_another_one_under_its_id_is_asked_about(cast: Cast) -> None:
    contact_id = uuid.uuid4()
    told = {"actor": SYSTEM, "family": cast.family, "kind": "call", "contact_id": contact_id}
    moment = timezone.now() - HOUR
    for _press in range(2):
        actions.contact_add(**told, held_at=moment)  # type: ignore[arg-type]
    assert Contact.objects.filter(pk=contact_id).count() == 1
    with pytest.raises(StaleEdit):
        actions.contact_add(**told, held_at=moment - HOUR)  # type: ignore[arg-type]
    with pytest.raises(NoAccess):
        actions.contact_add(**{**told, "family": cast.other_family}, held_at=moment)  # type: ignore[arg-type]


def test_nothing_was_held_in_the_future(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="not been held yet"):
        actions.contact_add(actor=SYSTEM, family=cast.family, kind="call", held_at=timezone.now() + HOUR)
    with pytest.raises(ValidationError, match="not been held yet"):
        actions.contact_save(actor=SYSTEM, contact=cast.meeting, edition=1, held_at=timezone.now() + HOUR)


def test_a_contact_that_was_held_cannot_be_called_off(cast: Cast) -> None:
    contact = held(cast)
    with pytest.raises(ValidationError, match="cannot be called off"):
        actions.contact_save(actor=SYSTEM, contact=contact, edition=1, cancelled_reason="syg")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(cancelled_reason="syg")


moments = st.none() | st.datetimes(timezones=st.just(dt.UTC))


@settings(max_examples=60)
@given(planned=moments, held_at=moments, reason=st.sampled_from(["", "syg"]))
def test_every_contact_is_in_one_state_and_stands_at_one_moment(
    planned: dt.datetime | None, held_at: dt.datetime | None, reason: str
) -> None:
    contact = Contact(planned_at=planned, held_at=held_at, cancelled_reason=reason)
    assert (contact.state is State.HELD) == (held_at is not None)
    assert (contact.state is State.CALLED_OFF) == (held_at is None and bool(reason))
    if planned or held_at:
        assert contact.moment == (held_at or planned)
    else:
        with pytest.raises(ValueError, match="without a time"):
            _ = contact.moment
