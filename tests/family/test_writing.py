# SPDX-License-Identifier: EUPL-1.2
"""A person is corrected, drafts keep themselves, and nobody but the coordinator writes."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast
from tests.family.sending import faults, to

from familievej.gate import drafts
from familievej.people import actions as people
from familievej.people.models import (
    ContactPoint,
    NetworkPerson,
    Person,
)


class TestPerson:
    """A person is corrected."""

    def _data(self, person: Person, **other: Any) -> dict[str, Any]:
        told = {
            "given_name": person.given_name, "family_name": person.family_name, "sex": person.sex,
            "birth_date": person.birth_date.isoformat() if person.birth_date else "", "edition": person.edition,
        }  # fmt: skip
        return {**told, **other}

    def test_a_name_is_corrected_and_found_again(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = to(cast, f"persons/{cast.child.pk}/edit/")
        assert client.post(there, self._data(cast.child, called_name="Tonni")).status_code == 302
        assert "Maria og børnene" in client.get("/families/?q=tonni").content.decode()

    def test_two_who_write_at_once_see_both_texts_and_lose_none(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = to(cast, f"persons/{cast.child.pk}/edit/")
        opened = self._data(cast.child)
        people.person_update(actor=SYSTEM, person=cast.child, edition=1, language="dari")
        answer = client.post(there, {**opened, "called_name": "Tonni", "language": "farsi"})
        text = answer.content.decode()
        assert "Somebody else saved this while you wrote" in text
        for said in ("dari", "farsi", "Tonni"):
            assert said in text
        cast.child.refresh_from_db()
        assert cast.child.language == "dari"
        again = {**opened, "edition": cast.child.edition, "called_name": "Tonni", "language": "farsi"}
        assert f'value="{cast.child.edition}"' in text
        assert client.post(there, again).status_code == 302

    def test_all_telephone_numbers_stay_and_a_wrong_line_is_named(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = to(cast, f"persons/{cast.mother.pk}/reach/")
        sent = {"phones": "12 34 56 78\n+45 87654321", "emails": "maria@example.dk"}
        assert client.post(there, sent).status_code == 302
        assert ContactPoint.objects.filter(person=cast.mother).count() == 3
        shown = client.get(there).content.decode()
        assert "+45 87654321" in shown
        text = faults(client.post(there, {"phones": "12 34 56 78\nhos mor", "emails": ""}))
        assert "“hos mor” is no telephone number" in text
        assert ContactPoint.objects.filter(person=cast.mother).count() == 3

    def test_a_number_that_does_not_fit_the_birthday_is_refused_and_not_cached(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        there = to(cast, f"persons/{cast.mother.pk}/cpr/edit/")
        answer = client.post(there, {"cpr": "040588-1234"})
        assert "do not fit" in faults(answer)
        assert "no-store" in answer["Cache-Control"]
        assert client.post(there, {"cpr": "030588-1234"}).status_code == 302

    def test_the_family_is_called_something_else(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        assert client.post(to(cast, "name/"), {"name": "Os tre", "edition": 1}).status_code == 302
        stale = client.post(to(cast, "name/"), {"name": "Vi tre", "edition": 1}).content.decode()
        assert "Os tre" in stale
        assert "Vi tre" in stale


class TestDrafts:
    """What is typed keeps itself, for its writer."""

    def test_a_draft_comes_back_and_is_gone_when_it_is_saved(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = f"/families/drafts/network/{cast.family.pk}/"
        typed = {"name": "Fred", "resource": "Kan hente", "may_be_contacted": "on", "cpr": "0305881234"}
        assert "saved" in client.post(there, typed).json()
        shown = client.get(to(cast, "network/new/")).content.decode()
        assert "Kan hente" in shown
        assert "Your draft" in shown
        kept = drafts.kept(cast.actor("coordinator"), f"family.network:{cast.family.pk}")
        assert kept is not None
        assert "cpr" not in kept.fields
        client.force_login(cast.leader)
        assert client.get(to(cast, "network/new/")).status_code == 404
        client.force_login(cast.coordinator)
        data = {"name": "Fred", "role": "ven", "starts": "1/9-2026", "new_id": str(uuid.uuid4())}
        assert client.post(to(cast, "network/new/"), data).status_code == 302
        assert "Your draft" not in client.get(to(cast, "network/new/")).content.decode()

    def test_a_draft_is_thrown_away_on_request(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = f"/families/drafts/network/{cast.family.pk}/"
        client.post(there, {"name": "Fred"})
        back = client.post(f"{there}discard/", {"next": to(cast, "network/new/")})
        assert back["Location"] == to(cast, "network/new/")
        assert client.post(f"{there}discard/", {"next": "https://example.com/"})["Location"] == "/families/"
        assert "Fred" not in client.get(to(cast, "network/new/")).content.decode()

    def test_a_form_that_does_not_exist_keeps_nothing(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        assert client.post(f"/families/drafts/other/{cast.family.pk}/", {"x": "y"}).status_code == 404


@pytest.mark.parametrize(
    "role", ["leader", "colleague", "outsider", "parent", "other_parent", "young_person"]
)
@pytest.mark.parametrize(
    "there",
    ["name/", "members/new/", "relations/new/", "custody/new/", "homes/new/", "network/new/", "units/new/"],
)
def test_nobody_but_the_coordinator_writes(cast: Cast, client: Client, role: str, there: str) -> None:
    client.force_login(getattr(cast, role))
    assert client.post(to(cast, there), {"name": "x", "edition": 1}).status_code == 404


def test_today_is_a_day_on_which_things_may_begin(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    today = timezone.localdate()
    data = {
        "name": "Gry",
        "role": "moster",
        "starts": f"{today.day}/{today.month}",
        "new_id": str(uuid.uuid4()),
    }
    assert client.post(to(cast, "network/new/"), data).status_code == 302
    assert NetworkPerson.objects.get().starts == today
    assert today > LONG_AGO
