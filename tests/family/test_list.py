# SPDX-License-Identifier: EUPL-1.2
"""The list of families: who sees whom, found by a misspelt name, and never a CPR number in an address."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import LONG_AGO, ROLES, SYSTEM, Cast

from familievej.course import actions as course
from familievej.gate.models import AuditRow
from familievej.people import actions as people

STAFF = (
    "coordinator",
    "colleague",
    "outsider",
    "leader",
    "analyst",
    "data_protection_officer",
    "administrator",
)
NUMBER = "030588-1234"


def _text(client: Client, path: str = "/families/", **kwargs: Any) -> str:
    answer = client.get(path, **kwargs)
    assert answer.status_code == 200
    return answer.content.decode()


def _families(cast: Cast, number: int) -> None:
    for place in range(number):
        family = people.family_create(actor=SYSTEM, name=f"Familien Nr {place:03}")
        for name in ("Mor", "Barn"):
            person = people.person_create(actor=SYSTEM, given_name=f"{name}{place}")
            people.member_add(actor=SYSTEM, family=family, person=person, role="parent", starts=LONG_AGO)
        course.course_start(
            actor=SYSTEM,
            family=family,
            unit=cast.unit,
            programme="Helhedsorienteret indsats",
            starts=LONG_AGO,
            coordinator=cast.coordinator,
            reason="Kender familien",
        )


@pytest.mark.parametrize("role", STAFF)
def test_each_sees_the_families_of_their_own_work_and_no_trace_of_others(
    cast: Cast, client: Client, role: str
) -> None:
    client.force_login(getattr(cast, role))
    own = {"coordinator": "Maria og børnene", "leader": "Maria og børnene", "colleague": "Familien Sørensen"}
    for path in ("/families/", "/families/?q=maria", "/families/?q=s%C3%B8rensen", "/families/?q=thygesen"):
        text = _text(client, path)
        for name in ("Maria og børnene", "Familien Sørensen"):
            if name != own.get(role):
                assert name not in text
    assert (own.get(role, "You have no families") in _text(client)) is True


@pytest.mark.parametrize("role", [role for role in ROLES if role not in STAFF])
def test_a_family_member_has_no_list_of_families(cast: Cast, client: Client, role: str) -> None:
    client.force_login(getattr(cast, role))
    assert client.get("/families/").status_code == 404


@pytest.mark.parametrize(
    "typed",
    ["maria", "Maria og", "bornene", "børn", "boernene", "BØRNENE", "anton", "Anton Thygesen", "tygesen", "maira",
     "marria", "mria", "thygsen", "sofie anton", "Sophie"],
)  # fmt: skip
def test_a_family_is_found_by_its_name_or_a_members_spelt_nearly_right(
    cast: Cast, client: Client, typed: str
) -> None:
    client.force_login(cast.coordinator)
    assert "Maria og børnene" in _text(client, "/families/", data={"q": typed})


@pytest.mark.parametrize("typed", ["blomkvist", "!!!", "%", "_", "'; drop table", "x" * 500])
def test_what_nobody_is_called_says_what_to_do(cast: Cast, client: Client, typed: str) -> None:
    client.force_login(cast.coordinator)
    text = _text(client, "/families/", data={"q": typed})
    assert "Maria og børnene" not in text or len(typed) > 100
    assert "Try only the first letters" in text or len(typed) > 100


def test_what_begins_so_comes_alone_and_what_is_spelt_nearly_so_is_asked_about(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator)
    assert "Did you mean" not in _text(client, "/families/?q=mar")
    assert "Did you mean" in _text(client, "/families/?q=maira")


def test_a_cpr_number_in_the_search_is_sent_away_from_the_address_and_not_logged(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(cast.coordinator)
    with caplog.at_level(logging.DEBUG):
        for typed in (NUMBER, "0305881234", "Maria 030588 1234"):
            answer = client.get("/families/", {"q": typed}, follow=True)
            assert answer.redirect_chain == [("/families/", 302)]
            assert "must not stand in an address" in answer.content.decode()
            assert "1234" not in answer.content.decode()
    assert "1234" not in caplog.text


def test_a_cpr_number_finds_the_person_and_the_look_up_is_written_down(cast: Cast, client: Client) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=NUMBER)
    client.force_login(cast.coordinator)
    answer = client.post("/families/by-cpr/", {"cpr": NUMBER})
    assert answer.status_code == 302
    assert answer["Location"] == f"/families/{cast.family.pk}/persons/{cast.mother.pk}/"
    row = AuditRow.objects.get(action="family.find_by_cpr")
    assert row.subjects == [cast.mother.pk]


@pytest.mark.parametrize("role", ["colleague", "outsider", "leader"])
def test_a_number_of_somebody_elses_family_is_as_if_it_were_nobodys(
    cast: Cast, client: Client, role: str
) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=NUMBER)
    client.force_login(getattr(cast, role))
    there = client.post("/families/by-cpr/", {"cpr": NUMBER})
    nobody = client.post("/families/by-cpr/", {"cpr": "0405881234"})
    for answer in (there, nobody):
        text = answer.content.decode()
        assert "Nobody in your families has this number" in text
        assert "1234" not in text
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("typed", ["", "123", "3113881234", "not a number"])
def test_what_is_no_cpr_number_gets_a_message(cast: Cast, client: Client, typed: str) -> None:
    client.force_login(cast.coordinator)
    answer = client.post("/families/by-cpr/", {"cpr": typed})
    assert answer.status_code == 200
    assert "form-error-message" in answer.content.decode()


def test_filter_sort_and_page_stay_in_the_address(cast: Cast, client: Client) -> None:
    _families(cast, 30)
    client.force_login(cast.coordinator)
    first = _text(client, "/families/?course=running")
    assert "31 families" in first
    assert "?course=running&amp;page=2" in first
    assert "?course=running&amp;sort=-name" in first
    second = _text(client, "/families/?course=running&page=2")
    assert "Familien Nr 029" not in first
    assert "Maria og børnene" in second
    assert "Maria og børnene" in _text(client, "/families/?sort=-name")
    assert "Maria og børnene" in _text(client, "/families/?sort=next")
    assert "Maria og børnene" not in _text(client, "/families/?course=closed")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=999", "page=x", "sort=drop", "coordinator=x", "programme=none", "course=x", "page="],
)
def test_an_address_that_makes_no_sense_shows_the_list_all_the_same(
    cast: Cast, client: Client, query: str
) -> None:
    client.force_login(cast.coordinator)
    assert "Maria og børnene" in _text(client, f"/families/?{query}")


def test_families_stand_in_the_order_of_the_danish_alphabet(cast: Cast, client: Client) -> None:
    for name in ("Åse og co", "Ærø", "Østen", "Zenia", "Aase og co"):
        family = people.family_create(actor=SYSTEM, name=name)
        course.course_start(
            actor=SYSTEM, family=family, unit=cast.unit, programme="P", starts=LONG_AGO,
            coordinator=cast.coordinator, reason="x",
        )  # fmt: skip
    client.force_login(cast.coordinator)
    text = _text(client)
    found = sorted(("Maria og", "Zenia", "Ærø", "Østen", "Åse og co", "Aase og co"), key=text.index)
    assert found[:4] == ["Maria og", "Zenia", "Ærø", "Østen"]


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    _text(client)
    counts: dict[str, list[int]] = {}
    for _families_more in range(2):
        _families(cast, 10)
        for query in ("", "?q=nr", "?q=mro", "?sort=-next", "?course=running"):
            with CaptureQueriesContext(connection) as caught:
                _text(client, f"/families/{query}")
            counts.setdefault(query, []).append(len(caught))
    assert all(ten == twenty for ten, twenty in counts.values()), counts
    assert max(twenty for _ten, twenty in counts.values()) <= 24


def test_htmx_gets_the_list_alone_and_going_back_gets_the_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    part = client.get("/families/?q=maria", HTTP_HX_REQUEST="true")
    assert "<html" not in part.content.decode()
    assert "Maria og børnene" in part.content.decode()
    assert "HX-Request" in part["Vary"]
    back = client.get("/families/?q=maria", HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in back.content.decode()


def test_who_was_shown_in_the_list_is_written_down_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    _text(client)
    row = AuditRow.objects.get(action="family.list")
    assert set(row.subjects) == {cast.family.pk, cast.mother.pk, cast.child.pk, cast.youth.pk}


def test_a_member_who_has_left_is_no_longer_shown_in_the_list(cast: Cast, client: Client) -> None:
    membership = cast.youth.memberships.get()
    people.member_end(actor=SYSTEM, membership=membership, day=dt.date(2026, 1, 1))
    client.force_login(cast.coordinator)
    assert "Sofie" not in _text(client)
