# SPDX-License-Identifier: EUPL-1.2
"""A consent on paper, in Danish and English, that a screen reader can read; and what receivers are told."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from tests.access.conftest import Answer, Ask
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent, Notice
from familievej.gate.acting import acting
from familievej.gate.models import AuditRow
from familievej.people import actions as people

As = Callable[[str], Client]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("role", ["coordinator", "parent", "other_parent"])
def test_the_paper_reads_the_consent_back_and_the_print_is_logged(
    cast: Cast, as_: As, opened: Consent, language: str, role: str
) -> None:
    own = f"/who-may-know/{opened.pk}/consent.pdf"
    where = f"/families/{cast.family.pk}/consents/{opened.pk}/consent.pdf" if role == "coordinator" else own
    answer = as_(role).get(where, {"language": language})
    assert answer["Content-Type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(answer.content))
    assert str(paper.root_object["/Lang"]) == language
    assert "/MarkInfo" in paper.root_object, "tagged, as PDF/UA wants it"
    assert paper.xmp_metadata is not None
    text = " ".join(page.extract_text() for page in paper.pages)
    for words in ("Jobcentret", "Anton", "Maria", "Jens", "At mor kan passe Anton og arbejde"):
        assert words in text
    assert AuditRow.objects.filter(action="access.consent", verb="print").count() == 1


@pytest.mark.parametrize("role", ["outsider", "young_person", "analyst"])
def test_nobody_else_prints_it(cast: Cast, as_: As, opened: Consent, role: str) -> None:
    for where in (
        f"/families/{cast.family.pk}/consents/{opened.pk}/consent.pdf",
        f"/who-may-know/{opened.pk}/consent.pdf",
    ):
        assert as_(role).get(where).status_code == 404


def _told(cast: Cast, role: str = "outsider") -> list[str]:
    with acting(cast.actor(role)):
        return list(Notice.objects.order_by("at").values_list("kind", flat=True))


def test_the_receivers_are_told_when_it_begins_and_when_a_part_or_all_is_taken_back(
    cast: Cast, ask: Ask, answer: Answer
) -> None:
    consent = ask(categories=("plan", "school"))
    answer(consent, "parent")
    assert _told(cast) == []
    answer(consent, "other_parent")
    assert _told(cast) == _told(cast, "colleague") == ["began"]
    assert _told(cast, "leader") == []
    actor = cast.actor("parent")
    for part in (["school"], ["school"], None):
        with acting(actor):
            access.consent_withdraw(actor=actor, consent=consent, by=cast.mother, categories=part)
    assert _told(cast) == ["began", "partly_withdrawn", "withdrawn"], "what was closed is not told twice"


def test_a_no_after_a_yes_is_told_as_taken_back_and_a_new_version_as_asked_anew(
    cast: Cast, ask: Ask, answer: Answer
) -> None:
    consent = ask()
    answer(consent, "parent", "other_parent")
    answer(consent, "parent", said="no")
    answer(consent, "parent")
    actor, today = cast.actor("coordinator"), timezone.localdate()
    with acting(actor):
        access.consent_renegotiate(
            actor=actor, consent=consent, categories=["plan"], to=[To(user=cast.outsider)], purpose="x",
            starts=today, ends=today + dt.timedelta(days=9),
        )  # fmt: skip
    assert _told(cast) == ["began", "withdrawn", "began", "replaced"]


def test_what_one_receiver_was_told_no_other_reads(cast: Cast, ask: Ask, answer: Answer) -> None:
    consent = ask(to=[To(user=cast.outsider)])
    answer(consent, "parent", "other_parent")
    assert _told(cast) == ["began"]
    assert _told(cast, "colleague") == []


def test_a_notice_is_gone_from_the_start_page_after_fourteen_days(
    cast: Cast, as_: As, opened: Consent
) -> None:
    assert "Shared with you" in as_("outsider").get("/").content.decode()
    Notice.objects.update(at=timezone.now() - dt.timedelta(days=15))
    assert "Shared with you" not in as_("outsider").get("/").content.decode()


def test_custody_that_begins_during_a_consent_closes_it_that_day_and_is_said_before(
    cast: Cast, as_: As, opened: Consent
) -> None:
    soon = timezone.localdate() + dt.timedelta(days=5)
    people.custody_set(actor=SYSTEM, child=cast.child, holder=cast.stranger, kind="guardian", starts=soon)
    page = as_("coordinator").get(f"/families/{cast.family.pk}/consents/{opened.pk}/").content.decode()
    assert "Søren must answer too" in page
    with_today = as_("coordinator").get("/").content.decode()
    assert "Søren must answer too from this day, else it closes" in with_today


def test_a_parent_who_has_died_is_no_longer_waited_for(cast: Cast, ask: Ask, answer: Answer, as_: As) -> None:
    consent = ask()
    answer(consent, "parent")
    people.person_update(actor=SYSTEM, person=cast.father, edition=1, deceased_on=timezone.localdate())
    page = as_("parent").get(f"/who-may-know/{consent.pk}/").content.decode()
    assert "Waiting for" not in page
