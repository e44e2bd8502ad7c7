# SPDX-License-Identifier: EUPL-1.2
"""A form is begun, written in, finished, and begun anew."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.forms.conftest import Desk

from familievej.base.stale import StaleEdit
from familievej.course.needs import needs_met
from familievej.forms import actions
from familievej.forms.models import Answer, Filling
from familievej.gate.acting import acting


def _finished(desk: Desk) -> Filling:
    filling = desk.begin()
    desk.write(
        filling, fylder__foerst="At der bliver ro om morgenen", enige__formaal="Ro derhjemme",
        enige__enige_dato="2026-11-02",
    )  # fmt: skip
    return desk.finish(filling)


def test_a_form_is_begun_once_until_it_is_finished(desk: Desk) -> None:
    assert desk.begin().pk == desk.begin().pk


def test_every_page_of_a_form_opens_for_the_coordinator(desk: Desk, client: Client) -> None:
    client.force_login(desk.cast.coordinator)
    filling = desk.begin()
    desk.write(filling, haster__bolig="Vi skal ud den første")
    family = desk.cast.family.pk
    for name, args in (
        ("forms", [family]), ("fill", [family, filling.pk]), ("read", [family, filling.pk]),
        ("finish", [family, filling.pk]), ("paper", [family, filling.pk]), ("case", [family]),
        ("claim_add", [family]), ("statement_add", [family]), ("versions", [family, "foerste-dialog"]),
        ("seen_to", [family, Answer.objects.get().pk]),
    ):  # fmt: skip
        answer = client.get(reverse(f"forms:{name}", args=args))
        assert answer.status_code == 200, (name, answer.status_code)


def test_the_page_saves_what_was_written_and_leads_on_to_reading_it(desk: Desk, client: Client) -> None:
    client.force_login(desk.cast.coordinator)
    filling = desk.begin("udredning")
    url = reverse("forms:fill", args=[desk.cast.family.pk, filling.pk])
    page = client.get(url)
    form = page.context["form"]
    data = {
        "edition": form["edition"].value(), "was": form["was"].value(), "kort.betyder-noget": "Ro",
        "omraader.familiens-syn.barnet": "Han sover dårligt", "tegn.tegn": ["fravaer", "skoleskift"],
        "redskaber.brugte!0!redskab": "Netværkskort", "redskaber.brugte!0!hvorfor": "For at se, hvem der er",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    answer = client.get(reverse("forms:read", args=[desk.cast.family.pk, filling.pk]))
    read = answer.content.decode()
    for text in ("Han sover dårligt", "Fravær fra skolen", "Netværkskort"):
        assert text in read


def test_what_was_typed_stands_there_again_when_the_page_is_opened(desk: Desk, client: Client) -> None:
    client.force_login(desk.cast.coordinator)
    filling = desk.begin("udredning")
    args = [desk.cast.family.pk, filling.pk]
    typed = {
        "kort.betyder-noget": "At have en ven", "tegn.tegn": ["fravaer"], "redskaber.brugte!0!redskab": "Kort",
        "redskaber.brugte!0!hvorfor": "For at se det hele",
    }  # fmt: skip
    assert client.post(reverse("forms:fill_draft", args=args), typed).status_code == 200
    page = client.get(reverse("forms:fill", args=args)).content.decode()
    assert "At have en ven" in page
    assert "For at se det hele" in page
    assert 'value="fravaer"' in page
    assert "checked" in page.split('value="fravaer"')[1][:200]


def test_a_required_side_is_not_left_empty_without_a_reason(desk: Desk) -> None:
    filling = desk.begin()
    desk.write(filling, haster__bolig="Vi skal ud den første")
    with pytest.raises(ValidationError, match="Formål med"):
        desk.finish(filling)
    assert desk.finish(filling, left_out="Familien ville ikke mere i dag").left_out


def test_a_finished_form_is_not_changed_also_not_in_the_database(desk: Desk) -> None:
    filling = _finished(desk)
    with pytest.raises(ValidationError):
        desk.write(filling, fylder__boern="Noget andet")
    with pytest.raises(IntegrityError, match="new version"), transaction.atomic():
        Answer.objects.filter(filling=filling).update(value="Noget andet")
    with pytest.raises(IntegrityError, match="new version"), transaction.atomic():
        Filling.objects.filter(pk=filling.pk).update(name="Noget andet")


def test_own_words_stand_in_a_new_version_unless_they_were_said_anew(desk: Desk) -> None:
    _finished(desk)
    again = desk.begin()
    assert again.number == 2
    assert again.answers.get(field="foerst").value == "At der bliver ro om morgenen"
    with pytest.raises(ValidationError, match="own words"):
        desk.write(again, fylder__foerst="At mor bliver bedre til morgener")
    desk.write(again, said_anew=("fylder.foerst",), fylder__foerst="At vi kommer afsted")
    first = Answer.objects.get(filling__number=1, field="foerst")
    assert first.value == "At der bliver ro om morgenen"


def test_two_who_write_at_once_lose_neither_text(desk: Desk) -> None:
    filling = desk.begin()
    desk.write(filling, fylder__kontakter="Skolen")
    actor = desk.cast.actor("coordinator")
    slot = desk.slots(filling)["fylder.kontakter"]
    with acting(actor), pytest.raises(StaleEdit) as fault:
        actions.answers_save(actor=actor, filling=filling, edition=1, answers={slot: "Sundhedsplejersken"})
    assert fault.value.theirs == {"fylder.kontakter": "Skolen"}


def test_a_finished_first_dialogue_is_what_the_gate_asked_for(desk: Desk) -> None:
    programme = (
        desk.course.adopted.model.programme("sammenhaengende-indsats") if desk.course.adopted else None
    )
    assert programme
    actor = desk.cast.actor("coordinator")
    with acting(actor):
        assert "form:foerste-dialog" not in needs_met(actor, desk.course, desk.course.starts, programme.gates)
    _finished(desk)
    with acting(actor):
        assert "form:foerste-dialog" in needs_met(actor, desk.course, desk.course.starts, programme.gates)


def test_the_family_finds_what_was_finished_from_its_own_plan(desk: Desk, client: Client) -> None:
    filling = desk.begin()
    client.force_login(desk.cast.parent)
    link = reverse("forms:read", args=[desk.cast.family.pk, filling.pk])
    assert link not in client.get(reverse("portal:plan")).content.decode()
    desk.write(filling, fylder__foerst="Ro", enige__formaal="Ro", enige__enige_dato="2026-11-02")
    desk.finish(filling)
    assert link in client.get(reverse("portal:plan")).content.decode()
    assert client.get(link).status_code == 200
