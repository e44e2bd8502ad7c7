# SPDX-License-Identifier: EUPL-1.2
"""What a consent about one person opens can be read on a page, and nothing else of the family with it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.attacks.states import ask, say, take_back
from tests.cast import Cast

from familievej.access.models import Consent
from familievej.gate.categories import Category
from familievej.gate.models import AuditRow


@pytest.fixture
def consent(cast: Cast) -> Consent:
    """Both parents let the job centre know who Anton is and what he wants."""
    return say(cast, ask(cast, "child", Category.FAMILY_RELATIONS, Category.PLAN), "parent", "other_parent")


def _as(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, role))
    return client


def test_the_receiver_reads_what_was_shared_and_why_and_nothing_else(cast: Cast, consent: Consent) -> None:
    client = _as(cast, "outsider")
    listed = client.get("/shared-with-me/").content.decode()
    assert f'href="/shared-with-me/{cast.child.pk}/"' in listed
    page = client.get(f"/shared-with-me/{cast.child.pk}/").content.decode()
    assert cast.child_goal.words in page
    assert "said yes on" in page
    for hidden in (cast.mother_goal.words, cast.shared_goal.words, cast.note.text, cast.family.name, "Sofie"):
        assert hidden not in page


def test_it_is_gone_on_the_next_click_after_a_withdrawal(cast: Cast, consent: Consent) -> None:
    client = _as(cast, "outsider")
    assert client.get(f"/shared-with-me/{cast.child.pk}/").status_code == 200
    take_back(cast, consent, "parent")
    assert client.get(f"/shared-with-me/{cast.child.pk}/").status_code == 404


def test_the_mother_reads_who_has_looked_and_on_which_basis(cast: Cast, consent: Consent) -> None:
    _as(cast, "outsider").get(f"/shared-with-me/{cast.child.pk}/")
    row = AuditRow.objects.filter(action="family.shared").get()
    assert cast.child.pk in row.subjects
    looked = _as(cast, "parent").get("/who-has-looked/").content.decode()
    assert "Ole Udenfor" in looked
    assert "read what was shared with them" in looked


@pytest.mark.parametrize("role", ["coordinator", "leader", "administrator", "parent", "analyst"])
def test_nobody_else_has_this_page(cast: Cast, consent: Consent, role: str) -> None:
    assert _as(cast, role).get(f"/shared-with-me/{cast.child.pk}/").status_code == 404


def test_nothing_is_shared_about_somebody_who_was_not_asked_for(cast: Cast, consent: Consent) -> None:
    for person in (cast.mother, cast.youth, cast.stranger):
        assert _as(cast, "outsider").get(f"/shared-with-me/{person.pk}/").status_code == 404
