# SPDX-License-Identifier: EUPL-1.2
"""Each part of a form is seen by whoever may know what is in it, and by nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.attacks import states
from tests.attacks.states import NAMES, PLAN
from tests.forms.conftest import Desk
from tests.guards.forms import law

from familievej.forms import actions
from familievej.forms.models import Answer, Claim, Filling
from familievej.forms.queries import claims
from familievej.forms.slots import Option, Slot, Value, is_empty, missing, slots, suggested
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.practice.schema.forms import Field
from familievej.practice.shipped import load_shipped


def _shown(client: Client, desk: Desk, who: str, filling: Filling) -> str:
    client.force_login(getattr(desk.cast, who))
    answer = client.get(reverse("forms:read", args=[desk.cast.family.pk, filling.pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.fixture
def told(desk: Desk) -> Filling:
    """A finished first dialogue: what all may know, what Maria wants, and what staff take care of."""
    filling = desk.begin()
    there = desk.slots(filling)
    mother, child = (f"@{person.pk}" for person in (desk.cast.mother, desk.cast.child))
    actor = desk.cast.actor("coordinator")
    texts = {
        "fylder.foerst": "Ro om morgenen",
        f"deltage.hvordan{mother}": "Helst i telefonen",
        f"passe-paa.dilemma{child}": "Tør ikke sige det hjemme",
    }
    with acting(actor):
        actions.answers_save(
            actor=actor, filling=filling, edition=1, answers={there[key]: text for key, text in texts.items()}
        )
    return desk.finish(filling, left_out="Resten tager vi næste gang")


def test_the_family_sees_what_is_theirs_together_and_each_their_own(
    desk: Desk, told: Filling, client: Client
) -> None:
    mother, father = (_shown(client, desk, who, told) for who in ("parent", "other_parent"))
    assert "Ro om morgenen" in mother
    assert "Helst i telefonen" in mother
    assert "Helst i telefonen" not in father
    for page in (mother, father, _shown(client, desk, "young_person", told)):
        assert "Tør ikke sige det hjemme" not in page


def test_whoever_has_nothing_to_do_with_the_family_finds_no_form(
    desk: Desk, told: Filling, client: Client
) -> None:
    for who in ("colleague", "outsider", "analyst", "data_protection_officer"):
        assert _shown(client, desk, who, told) == ""


def test_a_receiver_of_the_plan_sees_what_is_theirs_of_what_is_finished_and_of_no_sheet_of_worries(
    desk: Desk, told: Filling, client: Client
) -> None:
    begun = desk.begin()
    worries = desk.begin("tegn-paa-sikkerhed")
    actor, place = desk.cast.actor("coordinator"), f"barnet.fare@{desk.cast.child.pk}"
    with acting(actor):
        answers: dict[Slot, Value] = {desk.slots(worries)[place]: "Alene hjemme om natten"}
        actions.answers_save(actor=actor, filling=worries, edition=1, answers=answers)
    desk.finish(worries)
    states.say(desk.cast, states.ask(desk.cast, "family", NAMES, PLAN), "parent", "young_person")
    client.force_login(desk.cast.colleague)
    listed = client.get(reverse("forms:forms", args=[desk.cast.family.pk])).content.decode()
    assert "Den første dialog" in listed
    assert "Tegn på fare" not in listed
    assert "Ro om morgenen" in _shown(client, desk, "colleague", told)
    assert "Helst i telefonen" not in _shown(client, desk, "colleague", told)
    assert _shown(client, desk, "colleague", begun) == ""
    assert _shown(client, desk, "colleague", worries) == ""


def test_a_withdrawn_consent_closes_the_form_at_once(desk: Desk, told: Filling, client: Client) -> None:
    consent = states.say(desk.cast, states.ask(desk.cast, "family", NAMES, PLAN), "parent", "young_person")
    assert "Ro om morgenen" in _shown(client, desk, "colleague", told)
    states.take_back(desk.cast, consent, "parent")
    assert _shown(client, desk, "colleague", told) == ""


def test_the_family_does_not_see_a_form_before_it_is_finished(desk: Desk, client: Client) -> None:
    filling = desk.begin()
    desk.write(filling, fylder__foerst="Ro om morgenen")
    assert _shown(client, desk, "parent", filling) == ""


def test_a_child_s_own_words_are_hidden_from_its_parents_at_once(desk: Desk, client: Client) -> None:
    filling = desk.begin("tegn-paa-sikkerhed")
    there = desk.slots(filling)
    key = f"barnet.barnets-ord@{desk.cast.child.pk}"
    actor = desk.cast.actor("coordinator")
    with acting(actor):
        actions.answers_save(
            actor=actor, filling=filling, edition=1, answers={there[key]: "Jeg er bange om natten"}
        )
    desk.finish(filling)
    again = desk.begin("tegn-paa-sikkerhed")
    desk.finish(again)
    for one in (filling, again):
        assert "Jeg er bange om natten" in _shown(client, desk, "coordinator", one)
        assert "Jeg er bange om natten" not in _shown(client, desk, "parent", one)
    with acting(desk.cast.actor("parent")):
        assert not Answer.objects.filter(own_words="child").exists()


def test_the_leader_reads_and_does_not_write(desk: Desk, told: Filling, client: Client) -> None:
    assert "Ro om morgenen" in _shown(client, desk, "leader", told)
    actor = desk.cast.actor("leader")
    with acting(actor), pytest.raises(NoAccess):
        actions.filling_begin(actor=actor, course=desk.course, form="udredning")


def test_what_must_be_examined_stays_open_until_somebody_writes_what_was_found(desk: Desk) -> None:
    actor, today = desk.cast.actor("coordinator"), timezone.localdate()
    with acting(actor):
        claim = actions.claim_add(
            actor=actor, course=desk.course, said="Ingen vil hjælpe os", supposed="De spurgte"
        )
        with pytest.raises(ValidationError):
            actions.claim_examine(actor=actor, claim=claim, verdict="confirmed", day=today, found=" ")
        assert [each.verdict for each in claims(actor, desk.cast.family.pk)] == ["open"]
        actions.claim_examine(
            actor=actor, claim=claim, verdict="denied", day=today, found="PPR har ringet to gange"
        )
        assert [each.verdict for each in claims(actor, desk.cast.family.pk)] == ["denied"]
    with pytest.raises(IntegrityError, match="not written over"), transaction.atomic():
        Claim.objects.update(said="Alle vil hjælpe os")


def test_a_statement_is_asked_for_on_a_basis_and_missed_when_it_does_not_come(
    desk: Desk, client: Client
) -> None:
    actor, today = desk.cast.actor("coordinator"), timezone.localdate()
    asked, paragraph = today - dt.timedelta(days=20), law()
    told: dict[str, Any] = {
        "actor": actor, "course": desk.course, "category": "school", "partner": "Klasselæreren",
        "question": "Hvordan går det i timerne?", "asked_on": asked, "due_on": asked + dt.timedelta(days=7),
        "person": desk.cast.child,
    }  # fmt: skip
    with acting(actor):
        with pytest.raises(ValidationError, match="basis"):
            actions.statement_ask(**told, basis=None)
        statement = actions.statement_ask(**told, basis=paragraph)
    client.force_login(desk.cast.coordinator)
    assert "Klasselæreren" in client.get("/").content.decode()
    with acting(actor):
        actions.statement_receive(actor=actor, statement=statement, day=today, answer="Han er faldet til")
    assert "Klasselæreren" not in client.get("/").content.decode()


def test_what_cannot_wait_stands_on_i_dag_until_it_is_seen_to(desk: Desk, client: Client) -> None:
    filling = desk.begin()
    desk.write(filling, haster__bolig="Vi skal ud den første")
    client.force_login(desk.cast.coordinator)
    assert "Vi skal ud den første" in client.get("/").content.decode()
    answer = Answer.objects.get(field="bolig")
    url = reverse("forms:seen_to", args=[desk.cast.family.pk, answer.pk])
    assert (
        client.post(url, {"day": timezone.localdate().isoformat(), "done": "Huslejen er betalt"}).status_code
        == 302
    )
    assert "Vi skal ud den første" not in client.get("/").content.decode()


def test_a_type_is_suggested_from_where_something_stands_and_nothing_is_counted(
    desk: Desk, client: Client
) -> None:
    model = load_shipped("start").model
    field = Field(id="x", name="x", kind="choice", options_from="familietyper")
    assert suggested(model, field, set()) is None
    found = suggested(model, field, {"omgivelser", "netvaerk"})
    assert isinstance(found, Option)
    assert found.id == "omgivelser"
    everything = {item.id for each in model.lists if each.id == "domaener" for item in each.items}
    whole = suggested(model, field, everything)
    assert whole is not None
    assert whole.id == "mange-omraader"
    filling = desk.begin("udredning")
    desk.write(filling, tegn__tegn=["fravaer", "skoleskift", "politi"])
    page = _shown(client, desk, "coordinator", filling)
    assert "giver ingen score" in page
    assert "3 af 9" not in page


@given(
    written=st.dictionaries(
        st.sampled_from(["fylder.foerst", "enige.formaal", "enige.enige-dato"]), st.text()
    )
)
def test_what_is_missing_is_every_required_place_without_words(written: dict[str, str]) -> None:
    model = load_shipped("start").model
    form = model.form("foerste-dialog")
    assert form is not None
    empty = {slot.key for slot in missing(list(slots(model, form, [])), written)}
    asked = {"fylder.foerst", "enige.formaal", "enige.enige-dato"}
    assert empty == {key for key in asked if is_empty(written.get(key, ""))}
