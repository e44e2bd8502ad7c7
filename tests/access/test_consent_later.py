# SPDX-License-Identifier: EUPL-1.2
"""The later life of a consent on its pages: expired, asked anew, reminded of, read by others."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from tests.access.conftest import Answer, Ask
from tests.access.consent_forms import As, fields, url
from tests.cast import SYSTEM, Cast

from familievej.access.models import Consent, Withdrawal
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about
from familievej.people import actions as people


def test_an_expired_consent_opens_nothing_and_cannot_be_answered(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask(days=5)
    answer(consent, "parent", "other_parent")
    today = timezone.localdate()
    Consent.objects.filter(pk=consent.pk).update(starts=today - dt.timedelta(days=9), ends=today)
    page = as_("parent").get(f"/who-may-know/{consent.pk}/").content.decode()
    assert "It ended on" in page
    assert "Yes, they may" not in page
    assert as_("parent").post(f"/who-may-know/{consent.pk}/answer/", {"answer": "yes"}).status_code == 400


def test_asked_anew_the_differences_stand_in_words_beside_the_old(
    cast: Cast, as_: As, opened: Consent
) -> None:
    client = as_("coordinator")
    data = fields(cast, categories=["plan", "economy"], purpose="Også økonomi")
    response = client.post(url(cast, opened, "renegotiate/"), data, follow=True)
    page = response.content.decode()
    assert "New: money may be known too." in page
    assert "No longer: school and day care." in page
    assert "It was for “At mor kan passe Anton og arbejde”, and is now for “Også økonomi”." in page
    again = client.post(url(cast, opened, "renegotiate/"), data)
    assert again.status_code == 302, "the same form sent twice"
    assert Consent.objects.count() == 2
    other = client.post(url(cast, opened, "renegotiate/"), fields(cast))
    assert "already has a newer version" in other.content.decode()


def test_a_withdrawal_by_word_of_mouth_is_written_down_with_who_heard_it(
    cast: Cast, as_: As, opened: Consent
) -> None:
    data = {"by": str(cast.father.pk), "categories": ["plan", "school"]}
    page = as_("coordinator").post(url(cast, opened, "withdrawn/"), data, follow=True).content.decode()
    assert "Karin Koordinator wrote it down." in page
    assert Withdrawal.objects.get().told_to == cast.coordinator
    assert as_("coordinator").post(
        url(cast, opened, "withdrawn/"), {"by": str(cast.youth.pk), "categories": ["plan"]}
    ).status_code == 400  # fmt: skip


def test_from_fifteen_the_parents_no_longer_take_back_what_the_young_person_gave(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask(about="youth")
    answer(consent, "young_person")
    assert as_("parent").get(f"/who-may-know/{consent.pk}/").status_code == 200
    assert (
        as_("parent").post(f"/who-may-know/{consent.pk}/take-back/", {"categories": ["plan"]}).status_code
        == 404
    )
    assert decide_about(cast.actor("outsider"), Verb.READ, [cast.youth.pk], Category.PLAN).allowed


def test_a_consent_about_the_mother_is_not_for_the_rest_of_the_family(cast: Cast, as_: As, ask: Ask) -> None:
    consent = ask(about="mother", categories=("addiction",))
    assert as_("parent").get(f"/who-may-know/{consent.pk}/").status_code == 200
    for role in ("young_person", "other_parent"):
        assert as_(role).get(f"/who-may-know/{consent.pk}/").status_code == 404
        assert "alcohol" not in as_(role).get("/who-may-know/").content.decode()


def test_the_receiver_reads_what_was_shared_and_not_the_consent_itself(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask(categories=("family_relations", "plan"))
    answer(consent, "parent", "other_parent")
    client = as_("outsider")
    assert client.get(url(cast, consent)).status_code == 404
    page = client.get("/shared-with-me/").content.decode()
    assert "Anton" in page
    assert "said yes on" in page
    assert client.post("/shared-with-me/").status_code == 302
    assert "Shared with you" not in client.get("/").content.decode()


def test_thirty_days_before_it_ends_the_coordinator_and_the_family_are_reminded(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    for days, reminded in ((31, False), (30, True)):
        consent = ask(about="youth", days=days)
        answer(consent, "young_person")
        assert ("A consent ends" in as_("coordinator").get("/").content.decode()) is reminded
        assert ("It ends on" in as_("young_person").get("/who-may-know/").content.decode()) is reminded


def test_the_fifteenth_birthday_is_said_before_it_comes(cast: Cast, as_: As, opened: Consent) -> None:
    soon = timezone.localdate() + dt.timedelta(days=10)
    people.person_update(
        actor=SYSTEM, person=cast.child, edition=1, birth_date=dt.date(soon.year - 15, soon.month, soon.day)
    )
    assert "Anton must answer too from this day" in as_("coordinator").get("/").content.decode()
    assert "Anton must answer too" in as_("coordinator").get(url(cast, opened)).content.decode()


def test_reading_a_consent_is_logged_with_its_basis(cast: Cast, as_: As, opened: Consent) -> None:
    from familievej.gate.models import AuditRow

    as_("parent").get(f"/who-may-know/{opened.pk}/")
    row = AuditRow.objects.filter(action="access.own_consent").get()
    assert row.subjects == [opened.subject_id]
    assert "custody" in row.basis


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, as_: As, ask: Ask, answer: Answer, many: int, django_assert_max_num_queries: Any
) -> None:
    for _number in range(many):
        answer(ask(categories=("plan", "school")), "parent", "other_parent")
    coordinator, parent, outsider = as_("coordinator"), as_("parent"), as_("outsider")
    with django_assert_max_num_queries(33):
        coordinator.get(url(cast))
    with django_assert_max_num_queries(25):
        parent.get("/who-may-know/")
    with django_assert_max_num_queries(40):
        outsider.get("/shared-with-me/")


def test_words_of_a_consent_are_shown_as_they_stand(cast: Cast, as_: As, ask: Ask) -> None:
    consent = ask(purpose="<script>alert(1)</script>")
    for role, where in (("coordinator", url(cast, consent)), ("parent", f"/who-may-know/{consent.pk}/")):
        assert "<script>alert" not in as_(role).get(where).content.decode()


def test_the_headline_is_a_question_until_there_is_a_yes(
    cast: Cast, as_: As, ask: Ask, answer: Answer
) -> None:
    consent = ask()
    own = f"/who-may-know/{consent.pk}/"
    client = as_("parent")
    assert "May Jobcentret know about Anton" in client.get(own).content.decode()
    answer(consent, "parent", "other_parent")
    assert "Jobcentret may know about Anton" in client.get(own).content.decode()
    client.post(f"{own}take-back/", {"categories": ["plan"]})
    assert "Jobcentret, about Anton" in client.get(own).content.decode()
