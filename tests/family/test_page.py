# SPDX-License-Identifier: EUPL-1.2
"""The family's page and the person's page: what each may see, today and on another day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast
from tests.whole import whole

from familievej.gate.models import AuditRow
from familievej.people import actions as people
from familievej.people.models import Household

CPR = "030588-1234"


def _page(cast: Cast, client: Client, query: str = "") -> str:
    return whole(client, f"/families/{cast.family.pk}/{query}")


def _person(cast: Cast, client: Client, person: Any, query: str = "") -> str:
    answer = client.get(f"/families/{cast.family.pk}/persons/{person.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def _home(*, protected: bool = False) -> Household:
    return people.household_create(
        actor=SYSTEM, street="Birkevej 4", postcode="2860", town="Søborg", protected=protected
    )


def test_the_coordinator_sees_members_coordinator_and_why(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    text = _page(cast, client)
    for said in ("Maria", "Anton", "Sofie", "Karin Koordinator", "10 years", "Helhedsorienteret indsats"):
        assert said in text
    assert "because you are the family’s coordinator" in text.replace("&#x27;", "’")
    assert "Genogram of Maria og børnene" in text
    assert "Add a member" in text


def test_a_leader_reads_and_is_offered_nothing_to_change(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    text = _page(cast, client)
    assert "Maria" in text
    for said in ("Add a member", "Has left", "Change the name", "Protect the address"):
        assert said not in text


def test_the_reading_is_written_down_with_its_basis(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    _page(cast, client)
    page, rest = AuditRow.objects.filter(action="family.page")
    assert {cast.family.pk, cast.mother.pk, cast.child.pk} <= set(page.subjects) == set(rest.subjects)
    assert "coordinator" in page.basis


def test_a_day_in_the_past_shows_who_was_there_then_and_changes_nothing(cast: Cast, client: Client) -> None:
    membership = cast.youth.memberships.get()
    people.member_end(actor=SYSTEM, membership=membership, day=dt.date(2026, 3, 1))
    client.force_login(cast.coordinator)
    now, then = _page(cast, client), _page(cast, client, "?day=2026-02-28")
    assert "As it was on" in then
    assert "Back to today" in then
    assert "Add a member" not in then
    assert f"persons/{cast.youth.pk}/" in then
    assert "Earlier members" in now
    assert "Earlier members" not in then


@pytest.mark.parametrize("typed", ["28/2-2026", "2026-02-28", "28. feb 2026"])
def test_the_day_is_typed_as_people_type_it(cast: Cast, client: Client, typed: str) -> None:
    client.force_login(cast.coordinator)
    answer = client.get(f"/families/{cast.family.pk}/", {"day": typed})
    assert "28 February 2026" in answer.content.decode() or "28 February" in answer.content.decode()


@pytest.mark.parametrize("typed", ["32/13", "yesterdayish", "2026-02-30", "9" * 300, "<script>"])
def test_what_is_no_day_says_so_and_shows_today(cast: Cast, client: Client, typed: str) -> None:
    client.force_login(cast.coordinator)
    for path in (f"/families/{cast.family.pk}/", f"/families/{cast.family.pk}/persons/{cast.child.pk}/"):
        text = client.get(path, {"day": typed}).content.decode()
        assert "is no day" in text
        assert "This is today" in text
        assert "<script>" not in text


def test_the_number_of_queries_does_not_grow_with_the_family(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    counts = set()
    for number in (1, 6):
        for place in range(number):
            person = people.person_create(actor=SYSTEM, given_name=f"Barn{number}{place}")
            people.member_add(actor=SYSTEM, family=cast.family, person=person, role="child", starts=LONG_AGO)
            people.relation_add(
                actor=SYSTEM, from_person=cast.mother, kind="parent", to_person=person, starts=LONG_AGO
            )
            people.contact_points_set(actor=SYSTEM, person=person, points=[("phone", "12 34 56 78")])
            people.residence_add(actor=SYSTEM, person=person, household=_home(), starts=LONG_AGO)
            people.involvement_add(actor=SYSTEM, person=person, unit=cast.other_unit, starts=LONG_AGO)
            people.network_person_add(
                actor=SYSTEM, family=cast.family, name=f"Ven {place}", role="ven", starts=LONG_AGO
            )
        with CaptureQueriesContext(connection) as caught:
            _page(cast, client)
        ours = [q["sql"] for q in caught if '"django_session"' not in q["sql"] and '"' in q["sql"]]
        counts.add(len([sql for sql in ours if "SAVEPOINT" not in sql]))
    assert len(counts) == 1
    # Every room has a panel here; who is in and around the family takes eight of these.
    assert counts.pop() <= 45


@pytest.mark.parametrize(("role", "sees"), [("coordinator", True), ("leader", False)])
def test_a_protected_address_is_shown_only_to_those_with_a_basis_for_it(
    cast: Cast, client: Client, role: str, sees: bool
) -> None:
    people.residence_add(actor=SYSTEM, person=cast.mother, household=_home(protected=True), starts=LONG_AGO)
    client.force_login(getattr(cast, role))
    for text in (_page(cast, client), _person(cast, client, cast.mother)):
        assert ("Birkevej" in text) is sees
        assert ("Protected address" in text) is sees


def test_the_street_of_a_protected_address_does_not_stand_in_the_picture(cast: Cast, client: Client) -> None:
    people.residence_add(actor=SYSTEM, person=cast.mother, household=_home(protected=True), starts=LONG_AGO)
    client.force_login(cast.coordinator)
    text = _page(cast, client)
    picture = text[text.index("<figure") : text.index("</figure>")]
    assert "Birkevej" not in picture


def test_units_are_counted_once_however_many_children_they_are_about(cast: Cast, client: Client) -> None:
    for person in (cast.child, cast.youth):
        people.involvement_add(
            actor=SYSTEM, person=person, unit=cast.unit, starts=LONG_AGO, contact_name="Rita",
            meeting_place="Skolen", plan_name="Barnets plan",
        )  # fmt: skip
    client.force_login(cast.coordinator)
    text = _page(cast, client)
    assert "1 meeting place, 1 plan, 1 contact person, 1 area" in text.replace("\n", " ")


def test_somebody_else_s_person_is_not_in_this_family(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    assert client.get(f"/families/{cast.family.pk}/persons/{cast.stranger.pk}/").status_code == 404
    client.force_login(cast.colleague)
    assert client.get(f"/families/{cast.other_family.pk}/persons/{cast.mother.pk}/").status_code == 404


def test_a_relative_outside_the_family_has_a_page_and_nothing_more_than_is_open(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator)
    text = _person(cast, client, cast.father)
    assert "Anton is the child of Jens" in text
    assert "Jens has custody of Anton" in text
    assert "not a member of it" in text
    assert "Show CPR number" not in text


def test_relations_are_read_from_both_ends(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    assert "Maria is the parent of Anton" in _person(cast, client, cast.child)
    assert "Anton is the child of Maria" in _person(cast, client, cast.mother)


class TestCpr:
    """The number of a person."""

    def test_it_stands_on_no_page_until_asked_for(self, cast: Cast, client: Client) -> None:
        people.cpr_set(actor=SYSTEM, person=cast.mother, number=CPR)
        client.force_login(cast.coordinator)
        text = _person(cast, client, cast.mother)
        assert "Show CPR number" in text
        assert "1234" not in text
        assert not AuditRow.objects.filter(action="people.cpr_reveal").exists()

    @pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}])
    def test_a_click_shows_it_once_and_is_written_down(
        self, cast: Cast, client: Client, htmx: dict[str, Any]
    ) -> None:
        people.cpr_set(actor=SYSTEM, person=cast.mother, number=CPR)
        client.force_login(cast.coordinator)
        path = f"/families/{cast.family.pk}/persons/{cast.mother.pk}/cpr/"
        answer = client.post(path, **htmx)
        assert CPR in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert AuditRow.objects.filter(action="people.cpr_reveal", subjects=[cast.mother.pk]).count() == 1
        assert client.get(path).status_code == 302

    def test_a_leader_is_not_even_told_that_there_is_one(self, cast: Cast, client: Client) -> None:
        people.cpr_set(actor=SYSTEM, person=cast.mother, number=CPR)
        client.force_login(cast.leader)
        assert "CPR" not in _person(cast, client, cast.mother)
        path = f"/families/{cast.family.pk}/persons/{cast.mother.pk}/cpr/"
        assert client.post(path).status_code == 404


def test_an_unborn_child_is_said_to_be_expected(cast: Cast, client: Client) -> None:
    due = timezone.localdate() + dt.timedelta(days=60)
    person = people.person_create(actor=SYSTEM, called_name="Den lille", due_date=due)
    people.member_add(
        actor=SYSTEM, family=cast.family, person=person, role="child", starts=timezone.localdate()
    )
    client.force_login(cast.coordinator)
    assert "expected" in _page(cast, client)
    assert "Den lille" in _person(cast, client, person)
