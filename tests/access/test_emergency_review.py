# SPDX-License-Identifier: EUPL-1.2
"""Emergency access while it lasts and after: who is told, and who reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.access.test_emergency import BEGIN, REASON, opened, past_its_hours
from tests.cast import ROLES, SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.models import EmergencyAccess
from familievej.access.queries import emergency as queries
from familievej.base import today
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow

if TYPE_CHECKING:
    from familievej.base.today import Line


def lines(cast: Cast, role: str) -> list[Line]:
    """The emergencies on somebody's "I dag"."""
    actor = cast.actor(role)
    with acting(actor):
        found = today.lines(actor, timezone.localdate())
    return [line for bucket in found.values() for line in bucket if line.url.startswith("/emergencies/")]


# -- While it lasts --------------------------------------------------------------------------------------------------


def test_a_banner_stands_on_every_page_while_it_lasts_and_for_nobody_else(cast: Cast, client: Client) -> None:
    emergency = opened(cast)
    client.force_login(cast.outsider)
    for page in ("/", "/families/", f"/families/{cast.family.pk}/", BEGIN):
        assert "Emergency access until" in client.get(page).content.decode(), page
    client.force_login(cast.coordinator)
    assert "Emergency access until" not in client.get("/").content.decode()
    past_its_hours(emergency)
    client.force_login(cast.outsider)
    assert "Emergency access until" not in client.get("/").content.decode()


def test_leader_and_officer_are_told_at_once_and_nobody_else(cast: Cast) -> None:
    opened(cast)
    told = {role: [line.what for line in lines(cast, role)] for role in ROLES}
    assert {role for role, what in told.items() if what} == {"leader", "data_protection_officer"}
    assert REASON in told["leader"][0]
    assert "Ole Udenfor" in told["leader"][0]


def test_the_officer_gets_a_number_and_the_leader_the_name(cast: Cast) -> None:
    opened(cast)
    (leader,), (officer,) = lines(cast, "leader"), lines(cast, "data_protection_officer")
    assert leader.family == cast.family.name
    assert officer.family == f"Family {str(cast.family.pk)[:8]}"


@pytest.mark.parametrize("page", ["/our-plan/", "/who-has-looked/"])
def test_the_family_is_told_on_its_own_pages(cast: Cast, client: Client, page: str) -> None:
    opened(cast)
    for role, told in (("parent", True), ("young_person", True), ("other_parent", False)):
        client.force_login(getattr(cast, role))
        assert (REASON in client.get(page).content.decode()) is told, role


@pytest.mark.parametrize("page", ["/our-plan/", "/who-has-looked/"])
def test_what_is_kept_from_the_family_is_nowhere_until_a_review_tells_it(
    cast: Cast, client: Client, page: str
) -> None:
    emergency = opened(cast, kept="Far kunne læse det på mors telefon")
    for role in ("parent", "young_person", "other_parent"):
        client.force_login(getattr(cast, role))
        html = client.get(page).content.decode()
        assert "Naboen" not in html, role
        assert "Udenfor" not in html, role
        actor = cast.actor(role)
        assert not EmergencyAccess.objects.visible_to(actor).exists()
        with acting(actor):
            assert not EmergencyAccess.objects.exists()
    leader = cast.actor("leader")
    with acting(leader):
        access.emergency_review(actor=leader, emergency=emergency, review="Det var rigtigt at se efter")
    client.force_login(cast.parent)
    assert REASON in client.get(page).content.decode()


# -- The review ------------------------------------------------------------------------------------------------------


def review(client: Client, emergency: EmergencyAccess, **other: str) -> int:
    """Sends the review."""
    page = reverse("access:emergency_review", args=[emergency.pk])
    return client.post(page, {"review": "Nødvendigt, intet ud over det", **other}).status_code


def test_the_reviewer_sees_what_was_looked_at(cast: Cast, client: Client) -> None:
    emergency = opened(cast)
    client.force_login(cast.outsider)
    client.get(f"/families/{cast.family.pk}/")
    client.force_login(cast.leader)
    html = client.get(reverse("access:emergency_review", args=[emergency.pk])).content.decode()
    assert "read the family’s page" in html
    assert REASON in html
    row = AuditRow.objects.filter(action="access.emergency").get()
    assert (row.subjects, row.object_id) == ([cast.family.pk], str(emergency.pk))


def test_a_review_closes_it_and_stands_on_the_list(cast: Cast, client: Client) -> None:
    emergency = opened(cast)
    client.force_login(cast.leader)
    assert review(client, emergency) == 302
    emergency.refresh_from_db()
    assert emergency.reviewed_by == cast.leader
    assert lines(cast, "leader") == lines(cast, "data_protection_officer") == []
    html = client.get("/emergencies/").content.decode()
    assert "Nothing waits for your review." in html
    assert "Nødvendigt, intet ud over det" in html


def test_a_second_review_changes_nothing(cast: Cast, client: Client) -> None:
    emergency = opened(cast)
    client.force_login(cast.leader)
    review(client, emergency)
    client.force_login(cast.data_protection_officer)
    assert review(client, emergency, review="Helt anderledes") == 200
    emergency.refresh_from_db()
    assert emergency.review == "Nødvendigt, intet ud over det"
    officer = cast.actor("data_protection_officer")
    with pytest.raises(NoAccess), acting(officer):
        access.emergency_review(actor=officer, emergency=emergency, review="Helt anderledes")


def test_an_empty_review_is_refused(cast: Cast, client: Client) -> None:
    emergency = opened(cast)
    client.force_login(cast.leader)
    assert review(client, emergency, review=" ") == 400
    with pytest.raises(ValidationError), acting(cast.actor("leader")):
        access.emergency_review(actor=cast.actor("leader"), emergency=emergency, review="")


def test_a_review_may_keep_it_from_the_family_only_with_a_reason(cast: Cast, client: Client) -> None:
    emergency = opened(cast, kept="Fare")
    client.force_login(cast.data_protection_officer)
    assert review(client, emergency) == 400
    assert review(client, emergency, tell="later") == 400
    assert review(client, emergency, tell="later", kept="Sagen er hos politiet") == 302
    emergency.refresh_from_db()
    assert (emergency.told_at, emergency.kept_from_family) == (None, "Sagen er hos politiet")


@pytest.mark.parametrize(
    "role", [role for role in ROLES if role not in {"leader", "data_protection_officer"}]
)
def test_nobody_but_leader_and_officer_reviews(cast: Cast, client: Client, role: str) -> None:
    emergency = opened(cast)
    client.force_login(getattr(cast, role))
    assert client.get("/emergencies/").status_code == 404
    assert client.get(reverse("access:emergency_review", args=[emergency.pk])).status_code == 404
    assert review(client, emergency) == 404
    actor = cast.actor(role)
    with pytest.raises(NoAccess), acting(actor):
        access.emergency_review(actor=actor, emergency=emergency, review="Fint")
    emergency.refresh_from_db()
    assert emergency.reviewed_at is None


@pytest.mark.parametrize("role", ["leader", "data_protection_officer"])
def test_nobody_reviews_their_own(cast: Cast, client: Client, role: str) -> None:
    emergency = opened(cast, role)
    assert lines(cast, role) == []
    client.force_login(getattr(cast, role))
    assert client.get(reverse("access:emergency_review", args=[emergency.pk])).status_code == 404
    assert review(client, emergency) == 404
    actor = cast.actor(role)
    with pytest.raises(NoAccess), acting(actor):
        access.emergency_review(actor=actor, emergency=emergency, review="Fint")
    assert f"/emergencies/{emergency.pk}/" not in client.get("/emergencies/").content.decode()


def test_the_leader_of_another_unit_knows_nothing_of_it(cast: Cast, client: Client) -> None:
    emergency = opened(cast)
    access.role_give(
        actor=SYSTEM, user=cast.colleague, unit=cast.other_unit, role="leader", starts=timezone.localdate()
    )
    assert lines(cast, "colleague") == []
    client.force_login(cast.colleague)
    assert client.get("/emergencies/").status_code == 200
    assert client.get(reverse("access:emergency_review", args=[emergency.pk])).status_code == 404


def test_the_pages_ask_as_often_for_many_as_for_one(cast: Cast, client: Client) -> None:
    def asked(page: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(page).status_code == 200
        return len(found)

    opened(cast)
    client.force_login(cast.leader)
    asked("/")
    once = [asked("/emergencies/"), asked("/")]
    for role in ("colleague", "analyst", "administrator"):
        opened(cast, role)
    assert [asked("/emergencies/"), asked("/")] == once
    assert len(queries.to_review(cast.actor("leader"))) == 0, "outside the lock the function knows no actor"
