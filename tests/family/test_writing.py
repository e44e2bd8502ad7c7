# SPDX-License-Identifier: EUPL-1.2
"""What staff write down: all of it or nothing, said in words when it does not fit, and undone when it was a mistake."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast

from familievej.course.models import Coordination, Course
from familievej.gate import drafts
from familievej.people import actions as people
from familievej.people.models import (
    ContactPoint,
    Cpr,
    Custody,
    Family,
    Household,
    Involvement,
    Membership,
    NetworkPerson,
    Person,
    Relation,
    Residence,
)

OPENING = {
    "name": "Sara og Liva",
    "given_name": "Sara",
    "family_name": "Ærø",
    "birth_date": "3/5-1998",
    "sex": "F",
    "role": "parent",
    "phone": "12 34 56 78",
    "cpr": "030598-1234",
    "programme": "Helhedsorienteret indsats",
    "starts": "1/9-2026",
    "reason": "Familien kender mig",
}


def _opening(cast: Cast, **other: str) -> dict[str, str]:
    ids = {"family_id": str(uuid.uuid4()), "person_id": str(uuid.uuid4()), "unit": str(cast.unit.pk)}
    return {**OPENING, **ids, **other}


def _to(cast: Cast, there: str) -> str:
    return f"/families/{cast.family.pk}/{there}"


def _faults(answer: Any) -> str:
    assert answer.status_code == 200
    text: str = answer.content.decode()
    assert "fv-errors" in text
    return text


class TestOpening:
    """A new family."""

    def test_family_member_course_and_coordinator_are_there_at_once(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = _opening(cast)
        answer = client.post("/families/new/", data)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == f"/families/{data['family_id']}/"
        family = Family.objects.get(pk=data["family_id"])
        person = family.memberships.get().person
        assert (person.full_name, person.birth_date) == ("Sara Ærø", dt.date(1998, 5, 3))
        assert Coordination.objects.get(family=family).user == cast.coordinator
        assert ContactPoint.objects.get(person=person).value == "12 34 56 78"
        assert Cpr.objects.filter(person=person).exists()
        page = client.get(answer["Location"])
        assert "Sara og Liva" in page.content.decode()

    def test_the_same_form_sent_twice_opens_one_family(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = _opening(cast)
        first, second = client.post("/families/new/", data), client.post("/families/new/", data)
        assert first["Location"] == second["Location"]
        assert Family.objects.filter(name="Sara og Liva").count() == 1
        assert Course.objects.filter(family__name="Sara og Liva").count() == 1

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"name": ""}, "This field is required"),
            ({"given_name": ""}, "Write a first name"),
            ({"birth_date": "31/13-1998"}, "no month 13"),
            ({"birth_date": "1/1-2199"}, "has not come yet"),
            ({"starts": "1/1-2199"}, "has not come yet"),
            ({"cpr": "123"}, "ten digits"),
            ({"cpr": "040598-1234"}, "do not fit"),
            ({"reason": " "}, "This field is required"),
            ({"phone": "ring mig"}, "is no telephone number"),
            ({"unit": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_nothing_is_half_written(
        self, cast: Cast, client: Client, wrong: dict[str, str], said: str
    ) -> None:
        client.force_login(cast.coordinator)
        before = (Family.objects.count(), Person.objects.count())
        text = _faults(client.post("/families/new/", _opening(cast, **wrong)))
        assert said in text
        assert "Helhedsorienteret indsats" in text
        assert (Family.objects.count(), Person.objects.count()) == before

    def test_a_number_that_stands_on_somebody_undoes_everything_and_names_nobody(
        self, cast: Cast, client: Client
    ) -> None:
        people.cpr_set(actor=SYSTEM, person=cast.stranger, number="030598-1234")
        client.force_login(cast.coordinator)
        text = _faults(client.post("/families/new/", _opening(cast)))
        assert "already stands on somebody" in text
        assert "Søren" not in text
        assert not Family.objects.filter(name="Sara og Liva").exists()

    def test_a_unit_where_one_is_not_coordinator_cannot_be_chosen(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        _faults(client.post("/families/new/", _opening(cast, unit=str(cast.other_unit.pk))))


class TestMembers:
    """Who belongs."""

    def test_somebody_new_joins(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {"person_id": str(uuid.uuid4()), "called_name": "Lille", "role": "child", "starts": "1/9-2026"}
        for _twice in range(2):
            answer = client.post(_to(cast, "members/new/"), data)
            assert answer.status_code == 302, answer.content.decode()
        assert Membership.objects.filter(family=cast.family, person_id=data["person_id"]).count() == 1

    def test_somebody_who_is_here_joins_without_being_registered_again(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        found = client.get(_to(cast, "members/new/?q=jens"))
        assert f"members/known/{cast.father.pk}/" in found.content.decode()
        persons = Person.objects.count()
        answer = client.post(
            _to(cast, f"members/known/{cast.father.pk}/"), {"role": "other_adult", "starts": "1/9-2026"}
        )
        assert answer.status_code == 302
        assert Person.objects.count() == persons
        assert cast.family.memberships.filter(person=cast.father).exists()

    def test_somebody_of_another_family_is_neither_found_nor_added(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        assert "Sørensen" not in client.get(_to(cast, "members/new/?q=s%C3%B8ren")).content.decode()
        data = {"role": "child", "starts": "1/9-2026"}
        assert client.post(_to(cast, f"members/known/{cast.stranger.pk}/"), data).status_code == 404

    def test_two_children_in_the_middle_are_refused_in_words(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {
            "person_id": str(uuid.uuid4()), "given_name": "Bo", "role": "child", "starts": "1/9-2026",
            "index_child": "on",
        }  # fmt: skip
        assert "Another child is the child in the middle" in _faults(
            client.post(_to(cast, "members/new/"), data)
        )

    def test_a_member_leaves_and_comes_back_when_it_was_a_mistake(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        membership = cast.youth.memberships.get()
        there = _to(cast, f"member/{membership.pk}/end/")
        assert "Sofie Thygesen" in client.get(there).content.decode()
        assert client.post(there, {"day": "1/9-2026"}).status_code == 302
        membership.refresh_from_db()
        assert membership.ends == dt.date(2026, 9, 1)
        page = client.get(_to(cast, "")).content.decode()
        assert "Ended by mistake?" in page
        assert client.post(_to(cast, f"member/{membership.pk}/reopen/")).status_code == 302
        membership.refresh_from_db()
        assert membership.ends is None

    @pytest.mark.parametrize("day", ["", "1/1-2020", "1/1-2199", "in a while"])
    def test_a_day_that_cannot_be_the_end_is_said(self, cast: Cast, client: Client, day: str) -> None:
        client.force_login(cast.coordinator)
        membership = cast.youth.memberships.get()
        _faults(client.post(_to(cast, f"member/{membership.pk}/end/"), {"day": day}))
        membership.refresh_from_db()
        assert membership.ends is None

    def test_a_membership_of_another_family_is_not_reached_through_this_one(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        membership = cast.stranger.memberships.get()
        assert client.get(_to(cast, f"member/{membership.pk}/end/")).status_code == 404
        assert client.get(_to(cast, f"nothing/{membership.pk}/end/")).status_code == 404


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
            assert client.post(_to(cast, "relations/new/"), sent).status_code == 302
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
            answer = client.post(_to(cast, "relations/new/"), data)
            assert answer.status_code == 302, answer.content.decode()
        relation = Relation.objects.get(from_person__given_name="Grethe")
        assert (relation.kind, relation.to_person) == ("parent", cast.mother)
        assert "Grethe" in client.get(_to(cast, "")).content.decode()

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
        assert said in _faults(client.post(_to(cast, "relations/new/"), {**data, **wrong}))

    def test_custody_is_added_once_and_sole_custody_stands_alone(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {
            "child": str(cast.youth.pk),
            "holder": str(cast.father.pk),
            "kind": "joint",
            "starts": "1/9-2026",
        }
        for _twice in range(2):
            assert client.post(_to(cast, "custody/new/"), data).status_code == 302
        assert Custody.objects.filter(child=cast.youth, holder=cast.father).count() == 1
        people.custody_end(
            actor=SYSTEM,
            custody=Custody.objects.get(child=cast.youth, holder=cast.father),
            day=dt.date(2026, 9, 2),
        )
        alone = {**data, "kind": "sole", "starts": "3/9-2026"}
        assert "sole custody of the child in that period" in _faults(
            client.post(_to(cast, "custody/new/"), alone)
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
            assert client.post(_to(cast, "homes/new/"), data).status_code == 302
        assert Household.objects.count() == 1
        assert Residence.objects.count() == 2

    def test_a_second_registered_address_is_refused_in_words_and_leaves_no_home_behind(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        client.post(_to(cast, "homes/new/"), self._data(cast))
        text = _faults(client.post(_to(cast, "homes/new/"), self._data(cast, street="Elmevej 1")))
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
        assert said in _faults(client.post(_to(cast, "homes/new/"), self._data(cast, **wrong)))

    def test_an_address_is_protected_at_once_and_lifted_again(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        client.post(_to(cast, "homes/new/"), self._data(cast))
        home = Household.objects.get()
        there = _to(cast, f"homes/{home.pk}/protection/")
        assert client.post(there).status_code == 302
        client.force_login(cast.leader)
        assert "Birkevej" not in client.get(_to(cast, "")).content.decode()
        client.force_login(cast.coordinator)
        assert client.post(there).status_code == 302
        home.refresh_from_db()
        assert home.protected is False

    def test_the_address_of_somebody_outside_cannot_be_protected_out_of_sight(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        assert (
            client.post(_to(cast, "homes/new/"), self._data(cast, persons=[str(cast.father.pk)])).status_code
            == 302
        )
        home = Household.objects.get()
        answer = client.post(_to(cast, f"homes/{home.pk}/protection/"), follow=True)
        assert "own members can be protected" in answer.content.decode()
        protected = self._data(cast, persons=[str(cast.father.pk)], protected="on", street="Elmevej 1")
        assert "own members can be protected" in _faults(client.post(_to(cast, "homes/new/"), protected))


class TestAround:
    """Network and units."""

    def test_somebody_in_the_network_is_added_once_corrected_ended_and_taken_back(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        data = {"name": "Freddy", "role": "træner", "starts": "1/9-2026", "new_id": str(uuid.uuid4())}
        for _twice in range(2):
            assert client.post(_to(cast, "network/new/"), data).status_code == 302
        friend = NetworkPerson.objects.get()
        there = _to(cast, f"network/{friend.pk}/")
        assert "Freddy" in client.get(there).content.decode()
        assert client.post(there, {**data, "resource": "Kører til skak"}).status_code == 302
        assert "Kører til skak" in client.get(_to(cast, "")).content.decode()
        assert client.post(f"{there}end/", {"day": "2/9-2026"}).status_code == 302
        assert "Earlier in the network" in client.get(_to(cast, "")).content.decode()
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
            answer = client.post(_to(cast, "units/new/"), data)
            assert answer.status_code == 302, answer.content.decode()
        assert Involvement.objects.count() == 2
        involvement = Involvement.objects.filter(person=cast.child).get()
        assert client.post(_to(cast, f"unit/{involvement.pk}/end/"), {"day": "2/9-2026"}).status_code == 302
        assert "Hanne" in client.get(_to(cast, f"persons/{cast.child.pk}/")).content.decode()


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
        there = _to(cast, f"persons/{cast.child.pk}/edit/")
        assert client.post(there, self._data(cast.child, called_name="Tonni")).status_code == 302
        assert "Maria og børnene" in client.get("/families/?q=tonni").content.decode()

    def test_two_who_write_at_once_see_both_texts_and_lose_none(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = _to(cast, f"persons/{cast.child.pk}/edit/")
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
        there = _to(cast, f"persons/{cast.mother.pk}/reach/")
        sent = {"phones": "12 34 56 78\n+45 87654321", "emails": "maria@example.dk"}
        assert client.post(there, sent).status_code == 302
        assert ContactPoint.objects.filter(person=cast.mother).count() == 3
        shown = client.get(there).content.decode()
        assert "+45 87654321" in shown
        text = _faults(client.post(there, {"phones": "12 34 56 78\nhos mor", "emails": ""}))
        assert "“hos mor” is no telephone number" in text
        assert ContactPoint.objects.filter(person=cast.mother).count() == 3

    def test_a_number_that_does_not_fit_the_birthday_is_refused_and_not_cached(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        there = _to(cast, f"persons/{cast.mother.pk}/cpr/edit/")
        answer = client.post(there, {"cpr": "040588-1234"})
        assert "do not fit" in _faults(answer)
        assert "no-store" in answer["Cache-Control"]
        assert client.post(there, {"cpr": "030588-1234"}).status_code == 302

    def test_the_family_is_called_something_else(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        assert client.post(_to(cast, "name/"), {"name": "Os tre", "edition": 1}).status_code == 302
        stale = client.post(_to(cast, "name/"), {"name": "Vi tre", "edition": 1}).content.decode()
        assert "Os tre" in stale
        assert "Vi tre" in stale


class TestDrafts:
    """What is typed keeps itself, for its writer."""

    def test_a_draft_comes_back_and_is_gone_when_it_is_saved(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = f"/families/drafts/network/{cast.family.pk}/"
        typed = {"name": "Fred", "resource": "Kan hente", "may_be_contacted": "on", "cpr": "0305881234"}
        assert "saved" in client.post(there, typed).json()
        shown = client.get(_to(cast, "network/new/")).content.decode()
        assert "Kan hente" in shown
        assert "Your draft" in shown
        kept = drafts.kept(cast.actor("coordinator"), f"family.network:{cast.family.pk}")
        assert kept is not None
        assert "cpr" not in kept.fields
        client.force_login(cast.leader)
        assert client.get(_to(cast, "network/new/")).status_code == 404
        client.force_login(cast.coordinator)
        data = {"name": "Fred", "role": "ven", "starts": "1/9-2026", "new_id": str(uuid.uuid4())}
        assert client.post(_to(cast, "network/new/"), data).status_code == 302
        assert "Your draft" not in client.get(_to(cast, "network/new/")).content.decode()

    def test_a_draft_is_thrown_away_on_request(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        there = f"/families/drafts/network/{cast.family.pk}/"
        client.post(there, {"name": "Fred"})
        back = client.post(f"{there}discard/", {"next": _to(cast, "network/new/")})
        assert back["Location"] == _to(cast, "network/new/")
        assert client.post(f"{there}discard/", {"next": "https://example.com/"})["Location"] == "/families/"
        assert "Fred" not in client.get(_to(cast, "network/new/")).content.decode()

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
    assert client.post(_to(cast, there), {"name": "x", "edition": 1}).status_code == 404


def test_today_is_a_day_on_which_things_may_begin(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    today = timezone.localdate()
    data = {
        "name": "Gry",
        "role": "moster",
        "starts": f"{today.day}/{today.month}",
        "new_id": str(uuid.uuid4()),
    }
    assert client.post(_to(cast, "network/new/"), data).status_code == 302
    assert NetworkPerson.objects.get().starts == today
    assert today > LONG_AGO
