# SPDX-License-Identifier: EUPL-1.2
"""Relations, custody, homes, network and units: written once, refused in words, ended and taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast
from tests.family.sending import faults, to
from tests.whole import whole

from familievej.people import actions as people
from familievej.people.models import (
    Custody,
    Household,
    Involvement,
    NetworkPerson,
    Relation,
    Residence,
)


class TestTies:
    """Relations and custody."""

    @pytest.mark.parametrize(
        ("person", "kind", "other"), [("youth", "half_sibling", "child"), ("child", "half_sibling", "youth")]
    )
    def test_a_relation_said_from_either_end_is_one(
        self, cast: Cast, client: Client, person: str, kind: str, other: str
    ) -> None:
        client.force_login(cast.coordinator)
        data = {
            "person": str(getattr(cast, person).pk), "kind": kind, "other": str(getattr(cast, other).pk),
            "starts": "1/9-2026", "new_id": str(uuid.uuid4()),
        }  # fmt: skip
        turned = {**data, "person": data["other"], "other": data["person"]}
        for sent in (data, data, turned):
            assert client.post(to(cast, "relations/new/"), sent).status_code == 302
        assert Relation.objects.filter(kind="half_sibling").count() == 1

    def test_a_grandmother_who_is_not_here_yet_is_written_in_the_same_breath(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        data = {
            "person": str(cast.mother.pk), "kind": "child", "other": "new", "new_given": "Grethe",
            "new_sex": "F", "starts": "3/5-1988", "new_id": str(uuid.uuid4()),
        }  # fmt: skip
        for _twice in range(2):
            answer = client.post(to(cast, "relations/new/"), data)
            assert answer.status_code == 302, answer.content.decode()
        relation = Relation.objects.get(from_person__given_name="Grethe")
        assert (relation.kind, relation.to_person) == ("parent", cast.mother)
        assert "Grethe" in whole(client, to(cast, ""))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"other": "new"}, "Write the name of somebody new"),
            ({"kind": ""}, "This field is required"),
            ({"kind": "enemy"}, "Select a valid choice"),
            ({"person": ""}, "Choose a person"),
            ({"starts": ""}, "Write the day"),
            ({"new_given": "Bo"}, "Take one of the two away"),
        ],
    )
    def test_an_unfinished_sentence_is_said(
        self, cast: Cast, client: Client, wrong: dict[str, str], said: str
    ) -> None:
        client.force_login(cast.coordinator)
        data = {
            "person": str(cast.mother.pk), "kind": "friend", "other": str(cast.father.pk),
            "starts": "1/9-2026", "new_id": str(uuid.uuid4()),
        }  # fmt: skip
        assert said in faults(client.post(to(cast, "relations/new/"), {**data, **wrong}))

    def test_custody_is_added_once_and_sole_custody_stands_alone(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {
            "child": str(cast.youth.pk),
            "holder": str(cast.father.pk),
            "kind": "joint",
            "starts": "1/9-2026",
        }
        for _twice in range(2):
            assert client.post(to(cast, "custody/new/"), data).status_code == 302
        assert Custody.objects.filter(child=cast.youth, holder=cast.father).count() == 1
        people.custody_end(
            actor=SYSTEM,
            custody=Custody.objects.get(child=cast.youth, holder=cast.father),
            day=dt.date(2026, 9, 2),
        )
        alone = {**data, "kind": "sole", "starts": "3/9-2026"}
        assert "sole custody of the child in that period" in faults(
            client.post(to(cast, "custody/new/"), alone)
        )


class TestHomes:
    """Where people live."""

    def _data(self, cast: Cast, **other: Any) -> dict[str, Any]:
        return {
            "persons": [str(cast.mother.pk), str(cast.child.pk)], "home": "new", "street": "Birkevej 4",
            "postcode": "2860", "town": "Søborg", "kind": "registered", "starts": "1/9-2026",
            "new_id": str(uuid.uuid4()), **other,
        }  # fmt: skip

    def test_two_persons_move_into_one_home_once(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = self._data(cast)
        for _twice in range(2):
            assert client.post(to(cast, "homes/new/"), data).status_code == 302
        assert Household.objects.count() == 1
        assert Residence.objects.count() == 2

    def test_a_second_registered_address_is_refused_in_words_and_leaves_no_home_behind(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        client.post(to(cast, "homes/new/"), self._data(cast))
        text = faults(client.post(to(cast, "homes/new/"), self._data(cast, street="Elmevej 1")))
        assert "registered at another address" in text
        assert Household.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"persons": []}, "Tick at least one person"),
            ({"street": ""}, "Write the street and number"),
            ({"home": str(uuid.uuid4())}, "Select a valid choice"),
        ],
    )
    def test_a_home_without_a_street_or_anybody_in_it_is_said(
        self, cast: Cast, client: Client, wrong: dict[str, Any], said: str
    ) -> None:
        client.force_login(cast.coordinator)
        assert said in faults(client.post(to(cast, "homes/new/"), self._data(cast, **wrong)))

    def test_an_address_is_protected_at_once_and_lifted_again(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        client.post(to(cast, "homes/new/"), self._data(cast))
        home = Household.objects.get()
        there = to(cast, f"homes/{home.pk}/protection/")
        assert client.post(there).status_code == 302
        client.force_login(cast.leader)
        assert "Birkevej" not in whole(client, to(cast, ""))
        client.force_login(cast.coordinator)
        assert client.post(there).status_code == 302
        home.refresh_from_db()
        assert home.protected is False

    def test_the_address_of_somebody_outside_cannot_be_protected_out_of_sight(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        assert (
            client.post(to(cast, "homes/new/"), self._data(cast, persons=[str(cast.father.pk)])).status_code
            == 302
        )
        home = Household.objects.get()
        answer = client.post(to(cast, f"homes/{home.pk}/protection/"), follow=True)
        assert "own members can be protected" in answer.content.decode()
        protected = self._data(cast, persons=[str(cast.father.pk)], protected="on", street="Elmevej 1")
        assert "own members can be protected" in faults(client.post(to(cast, "homes/new/"), protected))


class TestAround:
    """Network and units."""

    def test_somebody_in_the_network_is_added_once_corrected_ended_and_taken_back(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        data = {"name": "Freddy", "role": "træner", "starts": "1/9-2026", "new_id": str(uuid.uuid4())}
        for _twice in range(2):
            assert client.post(to(cast, "network/new/"), data).status_code == 302
        friend = NetworkPerson.objects.get()
        there = to(cast, f"network/{friend.pk}/")
        assert "Freddy" in whole(client, there)
        assert client.post(there, {**data, "resource": "Kører til skak"}).status_code == 302
        assert "Kører til skak" in whole(client, to(cast, ""))
        assert client.post(f"{there}end/", {"day": "2/9-2026"}).status_code == 302
        assert "Earlier in the network" in whole(client, to(cast, ""))
        assert client.post(f"{there}reopen/").status_code == 302
        friend.refresh_from_db()
        assert friend.ends is None

    def test_a_unit_about_two_children_is_added_once_for_each(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {
            "persons": [str(cast.child.pk), str(cast.youth.pk)], "unit": str(cast.other_unit.pk),
            "contact_name": "Hanne", "starts": "1/9-2026", "new_id": str(uuid.uuid4()),
        }  # fmt: skip
        for _twice in range(2):
            answer = client.post(to(cast, "units/new/"), data)
            assert answer.status_code == 302, answer.content.decode()
        assert Involvement.objects.count() == 2
        involvement = Involvement.objects.filter(person=cast.child).get()
        assert client.post(to(cast, f"unit/{involvement.pk}/end/"), {"day": "2/9-2026"}).status_code == 302
        assert "Hanne" in client.get(to(cast, f"persons/{cast.child.pk}/")).content.decode()
