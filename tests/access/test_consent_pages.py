# SPDX-License-Identifier: EUPL-1.2
"""The pages of a consent: asked, read back, answered, taken back, asked anew. Requests run behind both locks."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from tests.access.conftest import Answer, Ask
from tests.access.consent_forms import As, fields, url
from tests.cast import SYSTEM, Cast
from tests.whole import whole

from familievej.access.models import Consent, Receiver, Signature, Withdrawal
from familievej.gate.acting import acting
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about
from familievej.people import actions as people


def test_the_coordinator_asks_about_several_at_once_and_each_is_a_consent_of_its_own(
    cast: Cast, as_: As
) -> None:
    chosen = ["family", str(cast.child.pk), str(cast.mother.pk)]
    response = as_("coordinator").post(url(cast, rest="new/"), fields(cast, about=chosen))
    assert response.status_code == 302
    made = Consent.objects.filter(family=cast.family)
    assert {consent.person_id for consent in made} == {None, cast.child.pk, cast.mother.pk}


def test_the_same_form_sent_twice_asks_once(cast: Cast, as_: As) -> None:
    data = fields(cast)
    for _press in range(2):
        assert as_("coordinator").post(url(cast, rest="new/"), data).status_code == 302
    assert Consent.objects.count() == 1
    assert Receiver.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"categories": []}, "Choose at least one thing that may be known."),
        ({"units": []}, "Choose at least one who may know it."),
        ({"purpose": " "}, "Write what it is to be used for."),
        ({"ends": "1/1-2026"}, "The end lies before the beginning."),
        ({"starts": "1/1-2020", "ends": "1/1-2021"}, "This day has passed."),
        ({"colleagues": "nobody@example.com"}, "Nobody who works here has this address: nobody@example.com"),
        ({"about": []}, "Choose whom it is about."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_asked(cast: Cast, as_: As, wrong: Any, says: str) -> None:
    response = as_("coordinator").post(url(cast, rest="new/"), fields(cast, **wrong))
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    "tampered",
    [
        {"categories": ["consent"]}, {"categories": ["identity"]}, {"categories": ["everything"]},
        {"units": [str(uuid.uuid4())]}, {"about": [str(uuid.uuid4())]}, {"consent_id": "x"},
    ],
)  # fmt: skip
def test_a_tampered_field_is_refused(cast: Cast, as_: As, tampered: Any) -> None:
    assert as_("coordinator").post(url(cast, rest="new/"), fields(cast, **tampered)).status_code == 400
    assert not Consent.objects.exists()


def test_a_limit_to_an_area_is_kept_and_the_web_cannot_take_it_away(cast: Cast, as_: As) -> None:
    data = fields(cast, from_areas=[str(cast.area.pk)])
    assert as_("coordinator").post(url(cast, rest="new/"), data).status_code == 302
    consent = Consent.objects.get()
    assert list(consent.from_areas.all()) == [cast.area]
    with pytest.raises(DatabaseError, match="permission denied"), acting(cast.actor("coordinator")):
        consent.from_areas.clear()
    with acting(cast.actor("outsider")):
        assert not consent.from_areas.exists()


def test_a_person_of_another_family_cannot_be_asked_about(cast: Cast, as_: As) -> None:
    response = as_("coordinator").post(url(cast, rest="new/"), fields(cast, about=[str(cast.stranger.pk)]))
    assert response.status_code == 400


def test_fields_that_the_form_does_not_have_change_nothing(cast: Cast, as_: As, ask: Ask) -> None:
    more = {
        "version": "7",
        "asked_by": str(cast.outsider.pk),
        "state": "open",
        "subject_id": str(cast.stranger.pk),
    }
    as_("coordinator").post(url(cast, rest="new/"), fields(cast, **more))
    consent = Consent.objects.get()
    assert (consent.version, consent.asked_by_id) == (1, cast.coordinator.pk)
    assert not Signature.objects.exists()


def test_the_id_of_another_familys_consent_is_a_404(cast: Cast, as_: As, ask: Ask) -> None:
    known = ask()
    data = fields(cast, consent_id=str(known.pk))
    other = f"/families/{cast.other_family.pk}/consents/{known.pk}/"
    assert as_("colleague").get(other).status_code == 404
    assert as_("colleague").post(url(cast, rest="new/"), data).status_code == 404


def test_a_colleague_the_network_and_somebody_outside_can_be_receivers(cast: Cast, as_: As) -> None:
    today = timezone.localdate()
    friend = people.network_person_add(
        actor=SYSTEM, family=cast.family, name="Else", role="mormor", starts=today, may_be_contacted=True
    )
    hidden = people.network_person_add(
        actor=SYSTEM, family=cast.family, name="Kaj", role="nabo", starts=today
    )
    client = as_("coordinator")
    assert "Kaj" not in client.get(url(cast, rest="new/")).content.decode()
    data = fields(
        cast,
        units=[],
        network=[str(friend.pk)],
        colleagues="OUTSIDER@example.com",
        outside="Dr Holm\n\n Dr  Bo ",
    )
    assert client.post(url(cast, rest="new/"), data).status_code == 302
    assert {str(r) for r in Receiver.objects.all()} == {"Ole Udenfor", "Else (mormor)", "Dr Holm", "Dr Bo"}
    assert client.post(url(cast, rest="new/"), fields(cast, network=[str(hidden.pk)])).status_code == 400


def test_what_is_typed_keeps_itself_and_is_there_again(cast: Cast, as_: As) -> None:
    client = as_("coordinator")
    kept = client.post(
        url(cast, rest="new/draft/"), fields(cast, purpose="Halvt skrevet"), headers={"X-Draft": "1"}
    )
    assert "saved" in kept.json()
    page = client.get(url(cast, rest="new/")).content.decode()
    assert "Halvt skrevet" in page
    assert "Halvt skrevet" not in whole(as_("leader"), f"/families/{cast.family.pk}/")


def test_a_new_consent_is_for_a_year_unless_one_says_otherwise(cast: Cast, as_: As) -> None:
    page = as_("coordinator").get(url(cast, rest="new/")).content.decode()
    today = timezone.localdate()
    assert f"{today.day}/{today.month}-{today.year + 1}" in page


def test_the_page_says_who_is_waited_for(cast: Cast, as_: As, ask: Ask, answer: Answer) -> None:
    consent = ask()
    answer(consent, "parent")
    page = as_("coordinator").get(url(cast, consent)).content.decode()
    assert "Waiting for: Jens" in page
    assert "Maria said yes with their own login." in page
    panel = whole(as_("coordinator"), f"/families/{cast.family.pk}/")
    assert "May Jobcentret know about Anton: the family&#x27;s plan" in panel
    assert "Waiting for: Jens" in panel


def test_one_who_refuses_keeps_it_closed_and_the_page_says_so(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask()
    answer(consent, "parent")
    answer(consent, "other_parent", said="no")
    assert (
        "Jens has said no. Nothing is shared." in as_("coordinator").get(url(cast, consent)).content.decode()
    )


def test_on_the_shared_screen_nothing_but_the_consent_is_shown(cast: Cast, as_: As, ask: Ask) -> None:
    consent = ask()
    client = as_("coordinator")
    page = client.get(url(cast, consent, f"sign/{cast.mother.pk}/")).content.decode()
    assert "fv-nav" not in page
    assert "The family gets the same help whether the answer is yes or no." in page
    assert page.count('class="consent-answer"') == 2
    response = client.post(url(cast, consent, f"sign/{cast.mother.pk}/"), {"answer": "yes"}, follow=True)
    assert "Thank you, Maria" in response.content.decode()
    signature = Signature.objects.get()
    assert (signature.how, signature.witness) == ("shared_screen", cast.coordinator)


@pytest.mark.parametrize("who", ["youth", "stranger", "child"])
def test_somebody_who_is_not_asked_cannot_answer_on_the_shared_screen(
    cast: Cast, as_: As, ask: Ask, who: str
) -> None:
    consent = ask()
    where = url(cast, consent, f"sign/{getattr(cast, who).pk}/")
    assert as_("coordinator").get(where).status_code == 404
    assert as_("coordinator").post(where, {"answer": "yes"}).status_code in {404, 409}
    assert not Signature.objects.exists()


def test_an_answer_that_is_neither_yes_nor_no_is_refused(cast: Cast, as_: As, ask: Ask) -> None:
    consent = ask()
    where = url(cast, consent, f"sign/{cast.mother.pk}/")
    assert as_("coordinator").post(where, {"answer": "maybe"}).status_code == 409
    assert as_("parent").post(f"/who-may-know/{consent.pk}/answer/", {"answer": ""}).status_code == 400
    assert not Signature.objects.exists()


def test_a_parent_reads_it_on_the_phone_answers_and_takes_it_back(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask()
    answer(consent, "other_parent")
    client = as_("parent")
    own = f"/who-may-know/{consent.pk}/"
    assert "You are asked" in client.get("/who-may-know/").content.decode()
    assert "Yes, they may" in client.get(own).content.decode()
    said = client.post(f"{own}answer/", {"answer": "yes"}, follow=True).content.decode()
    assert "You have said yes" in said
    before = client.get(f"{own}take-back/").content.decode()
    assert "It opens again only if you say yes anew." in before
    assert "You get the same help, and you need not say why." in before
    done = client.post(f"{own}take-back/", {"categories": ["plan"]}, follow=True).content.decode()
    assert "Nothing is shared any more." in done
    about = decide_about(cast.actor("outsider"), Verb.READ, [cast.child.pk], Category.PLAN)
    assert not about.allowed


def test_a_new_yes_of_the_same_person_opens_what_they_took_back(
    cast: Cast, as_: As, opened: Consent, answer: Answer
) -> None:
    as_("parent").post(f"/who-may-know/{opened.pk}/take-back/", {"categories": ["plan", "school"]})
    answer(opened, "other_parent")

    def seen() -> bool:
        return decide_about(cast.actor("outsider"), Verb.READ, [cast.child.pk], Category.PLAN).allowed

    assert not seen(), "the other parent's yes is not hers"
    answer(opened, "parent")
    assert seen()


def test_a_part_is_taken_back_with_one_press_and_the_rest_stays(cast: Cast, as_: As, opened: Consent) -> None:
    client = as_("parent")
    page = client.get(f"/who-may-know/{opened.pk}/take-back/?only=school").content.decode()
    assert page.count("checked") == 1
    client.post(f"/who-may-know/{opened.pk}/take-back/", {"categories": ["school"]})
    assert (
        "No longer shared: school and day care." in client.get(f"/who-may-know/{opened.pk}/").content.decode()
    )
    outsider = cast.actor("outsider")
    assert decide_about(outsider, Verb.READ, [cast.child.pk], Category.PLAN).allowed
    assert not decide_about(outsider, Verb.READ, [cast.child.pk], Category.SCHOOL).allowed


def test_what_was_not_part_of_it_cannot_be_taken_back_by_tampering(
    cast: Cast, as_: As, opened: Consent
) -> None:
    response = as_("parent").post(f"/who-may-know/{opened.pk}/take-back/", {"categories": ["health"]})
    assert response.status_code == 400
    assert not Withdrawal.objects.exists()


def test_a_page_left_open_while_it_was_replaced_says_so_and_signs_nothing(
    cast: Cast, as_: As, ask: Ask
) -> None:
    consent = ask()
    client = as_("parent")
    client.get(f"/who-may-know/{consent.pk}/")
    new = fields(cast, categories=["plan", "employment"])
    assert as_("coordinator").post(url(cast, consent, "renegotiate/"), new).status_code == 302
    late = client.post(f"/who-may-know/{consent.pk}/answer/", {"answer": "yes"})
    assert late.status_code == 400
    assert "This consent is over. Ask for a new one." in late.content.decode()
    assert not Signature.objects.exists()


def test_an_open_page_of_the_job_centre_shows_nothing_on_its_next_click(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask(about="", categories=("family_relations", "plan"))
    answer(consent, "parent", "young_person")
    client = as_("outsider")
    assert client.get(f"/families/{cast.family.pk}/").status_code == 200
    as_("young_person").post(
        f"/who-may-know/{consent.pk}/take-back/", {"categories": ["family_relations", "plan"]}
    )
    assert client.get(f"/families/{cast.family.pk}/").status_code == 404
    told = client.get("/").content.decode()
    assert "was taken back. What you saw may no longer be used." in told
    assert cast.family.name not in told
