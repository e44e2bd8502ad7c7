# SPDX-License-Identifier: EUPL-1.2
"""What is shared without consent: on a paragraph, or once; always with a reason that the family reads."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.whole import whole

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Disclosure, LegalBasis
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide_about

As = Callable[[str], Client]


def law() -> LegalBasis:
    return LegalBasis.objects.get(code="barnets-lov-137")


def fields(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "disclosure_id": str(uuid.uuid4()),
        "about": str(cast.child.pk),
        "legal_basis": str(law().pk),
        "categories": ["plan"],
        "unit": str(cast.other_unit.pk),
        "until": "1/12-2027",
        "purpose": "En underretning",
        **other,
    }


def sees(cast: Cast) -> bool:
    return decide_about(cast.actor("outsider"), Verb.READ, [cast.child.pk], Category.PLAN).allowed


def test_on_a_paragraph_it_is_open_until_it_is_stopped_and_the_family_reads_why(cast: Cast, as_: As) -> None:
    client = as_("coordinator")
    data = fields(cast)
    for _press in range(2):
        assert client.post(f"/families/{cast.family.pk}/shared/law/", data).status_code == 302
    disclosure = Disclosure.objects.get()
    assert sees(cast)
    for role in ("parent", "other_parent"):
        page = as_(role).get("/who-may-know/").content.decode()
        assert "Barnets lov § 137" in page
        assert "En underretning" in page
    panel = whole(client, f"/families/{cast.family.pk}/")
    assert "without consent, under Barnets lov § 137" in panel
    client.post(f"/families/{cast.family.pk}/shared/{disclosure.pk}/stop/")
    assert not sees(cast)
    ended = Disclosure.objects.get().ends_at
    client.post(f"/families/{cast.family.pk}/shared/{disclosure.pk}/stop/")
    assert Disclosure.objects.get().ends_at == ended, "what has ended stays as it is"


def test_what_was_shared_once_is_written_down_and_opens_nothing(cast: Cast, as_: As) -> None:
    data = fields(cast, what="At Anton er begyndt i skole", day="3/5-2026", outside="Dr Holm", unit="")
    assert as_("coordinator").post(f"/families/{cast.family.pk}/shared/once/", data).status_code == 302
    assert not sees(cast)
    page = as_("parent").get("/who-may-know/").content.decode()
    assert "At Anton er begyndt i skole" in page
    assert "Shared with Dr Holm on" in page


@pytest.mark.parametrize(
    ("page", "wrong", "says"),
    [
        ("law", {"legal_basis": ""}, "Choose the paragraph that it rests on."),
        ("law", {"categories": []}, "Choose at least one thing that may be known."),
        ("law", {"categories": ["consent"]}, "not one of the available choices"),
        ("law", {"until": "1/1-2026"}, "This day has passed."),
        ("law", {"purpose": ""}, "Write why it is necessary."),
        ("once", {"what": "", "day": "3/5-2026"}, "Write what was shared."),
        ("once", {"what": "x", "day": "3/5-2030"}, "This day has not come yet."),
        ("once", {"what": "x", "day": "3/5-2026", "outside": "Dr Holm"}, "Choose a place, or write a name"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, as_: As, page: str, wrong: Any, says: str) -> None:
    answer = as_("coordinator").post(f"/families/{cast.family.pk}/shared/{page}/", fields(cast, **wrong))
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_a_disclosure_about_the_mother_is_not_for_the_rest_of_the_family(cast: Cast, as_: As) -> None:
    data = fields(cast, about=str(cast.mother.pk), categories=["addiction"])
    as_("coordinator").post(f"/families/{cast.family.pk}/shared/law/", data)
    assert "alcohol" in as_("parent").get("/who-may-know/").content.decode()
    for role in ("young_person", "other_parent"):
        assert "alcohol" not in as_(role).get("/who-may-know/").content.decode()


@pytest.mark.parametrize("role", ["colleague", "outsider", "leader", "parent", "administrator"])
def test_only_the_coordinator_shares(cast: Cast, as_: As, role: str) -> None:
    assert as_(role).post(f"/families/{cast.family.pk}/shared/law/", fields(cast)).status_code == 404
    with pytest.raises(NoAccess):
        access.disclosure_make(
            actor=cast.actor(role),
            family=cast.family,
            person=cast.child,
            to=To(unit=cast.other_unit),
            purpose="x",
            categories=["plan"],
            legal_basis=law(),
            ends_at=timezone.now() + dt.timedelta(days=2),
        )


def test_a_paragraph_that_has_ended_cannot_be_chosen_and_what_rests_on_it_keeps_its_reason(
    cast: Cast, as_: As
) -> None:
    as_("coordinator").post(f"/families/{cast.family.pk}/shared/law/", fields(cast))
    admin = as_("administrator")
    admin.post(f"/legal-bases/{law().pk}/end/")
    assert law().ends == timezone.localdate()
    again = as_("coordinator").post(f"/families/{cast.family.pk}/shared/law/", fields(cast))
    assert again.status_code == 400
    assert Disclosure.objects.get().legal_basis == law()
    assert "Barnets lov § 137" in as_("parent").get("/who-may-know/").content.decode()


def test_the_shipped_paragraphs_wait_for_the_municipalitys_lawyer(cast: Cast, as_: As) -> None:
    admin = as_("administrator")
    shipped = LegalBasis.objects.count()
    page = admin.get("/legal-bases/").content.decode()
    assert (
        page.count("To be confirmed by the municipality’s lawyer")
        == LegalBasis.objects.filter(ends=None).count()
    )
    admin.post(f"/legal-bases/{law().pk}/confirm/", {"confirmed_by": "Lis Lov"})
    assert "Confirmed by Lis Lov" in admin.get("/legal-bases/").content.decode()
    new = {"paragraph": "Sundhedsloven § 43", "scope": "Helbred", "starts": "1/1-2026"}
    assert admin.post("/legal-bases/", new).status_code == 302
    assert LegalBasis.objects.count() == shipped + 1


@pytest.mark.parametrize("role", ["coordinator", "leader", "parent"])
def test_only_the_administrator_keeps_the_paragraphs(cast: Cast, as_: As, role: str) -> None:
    for where in ("/legal-bases/", f"/legal-bases/{law().pk}/end/", f"/legal-bases/{law().pk}/confirm/"):
        assert as_(role).post(where, {"confirmed_by": "x"}).status_code == 404
    with pytest.raises(NoAccess):
        access.legal_basis_confirm(actor=cast.actor(role), basis=law(), confirmed_by="x")


def test_a_basis_that_is_confirmed_says_by_whom(db: None) -> None:
    access.legal_basis_confirm(actor=SYSTEM, basis=law(), confirmed_by=" Lis Lov ")
    assert law().confirmed_by == "Lis Lov"
