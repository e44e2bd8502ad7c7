# SPDX-License-Identifier: EUPL-1.2
"""A family is opened and its members come and go: all of it or nothing, and undone when it was a mistake."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast
from tests.course.models import limit, loaded, programme
from tests.family.sending import faults, to
from tests.whole import whole

from familievej.access import actions as access
from familievej.course.models import Coordination, Course
from familievej.people import actions as people
from familievej.people.models import (
    ContactPoint,
    Cpr,
    Family,
    Membership,
    Person,
)
from familievej.practice.actions import model_adopt
from familievej.practice.models import AdoptedModel

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
        text = faults(client.post("/families/new/", _opening(cast, **wrong)))
        assert said in text
        assert "Helhedsorienteret indsats" in text
        assert (Family.objects.count(), Person.objects.count()) == before

    def test_a_number_that_stands_on_somebody_undoes_everything_and_names_nobody(
        self, cast: Cast, client: Client
    ) -> None:
        people.cpr_set(actor=SYSTEM, person=cast.stranger, number="030598-1234")
        client.force_login(cast.coordinator)
        text = faults(client.post("/families/new/", _opening(cast)))
        assert "already stands on somebody" in text
        assert "Søren" not in text
        assert not Family.objects.filter(name="Sara og Liva").exists()

    def test_a_unit_where_one_is_not_coordinator_cannot_be_chosen(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        faults(client.post("/families/new/", _opening(cast, unit=str(cast.other_unit.pk))))


class TestOpeningInAProgramme:
    """A new family where the municipality has adopted its method: it has a place in a programme from the first."""

    @pytest.fixture
    def adopted(self) -> AdoptedModel:
        kept = loaded(programme(organisation="B", capacity=[limit("worker", 2)]))
        return model_adopt(actor=SYSTEM, loaded=kept, owner="Lene", starts=dt.date(2026, 1, 1))

    def test_the_programme_is_chosen_and_the_course_waits_to_begin(
        self, cast: Cast, client: Client, adopted: AdoptedModel
    ) -> None:
        client.force_login(cast.coordinator)
        form = client.get("/families/new/").content.decode()
        assert "Indsats (Prøven 1)" in form
        assert "a coordinator without authority" in form
        free = faults(client.post("/families/new/", _opening(cast)))
        assert "Select a valid choice" in free, "a programme is chosen, not written"
        data = _opening(cast, programme=f"{adopted.pk}:indsats", organisation="C")
        answer = client.post("/families/new/", data)
        assert answer.status_code == 302, answer.content.decode()
        made = Course.objects.get(family__pk=data["family_id"])
        assert (made.adopted, made.programme_key, made.state) == (adopted, "indsats", "allocated")
        assert (made.organisation, made.programme) == ("C", "Indsats")
        page = client.get(f"/families/{made.family_id}/course/").content.decode()
        assert "Begin the course" in page

    def test_a_full_desk_opens_no_family_without_the_leader(
        self, cast: Cast, client: Client, adopted: AdoptedModel
    ) -> None:
        client.force_login(cast.coordinator)
        chosen = {"programme": f"{adopted.pk}:indsats"}
        assert client.post("/families/new/", _opening(cast, **chosen)).status_code == 302
        second = _opening(cast, **chosen, name="Den tredje", cpr="")
        assert "no free place (2 of 2)" in faults(client.post("/families/new/", second))
        assert not Family.objects.filter(name="Den tredje").exists()
        access.role_give(
            actor=SYSTEM, user=cast.coordinator, unit=cast.unit, role="leader", starts=dt.date(2026, 1, 1)
        )
        said = {**second, "beyond_reason": "En slutter på fredag"}
        assert client.post("/families/new/", said).status_code == 302
        assert Course.objects.get(family__name="Den tredje").beyond_reason == "En slutter på fredag"


class TestMembers:
    """Who belongs."""

    def test_somebody_new_joins(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {"person_id": str(uuid.uuid4()), "called_name": "Lille", "role": "child", "starts": "1/9-2026"}
        for _twice in range(2):
            answer = client.post(to(cast, "members/new/"), data)
            assert answer.status_code == 302, answer.content.decode()
        assert Membership.objects.filter(family=cast.family, person_id=data["person_id"]).count() == 1

    def test_somebody_who_is_here_joins_without_being_registered_again(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        found = client.get(to(cast, "members/new/?q=jens"))
        assert f"members/known/{cast.father.pk}/" in found.content.decode()
        persons = Person.objects.count()
        answer = client.post(
            to(cast, f"members/known/{cast.father.pk}/"), {"role": "other_adult", "starts": "1/9-2026"}
        )
        assert answer.status_code == 302
        assert Person.objects.count() == persons
        assert cast.family.memberships.filter(person=cast.father).exists()

    def test_somebody_of_another_family_is_neither_found_nor_added(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        assert "Sørensen" not in client.get(to(cast, "members/new/?q=s%C3%B8ren")).content.decode()
        data = {"role": "child", "starts": "1/9-2026"}
        assert client.post(to(cast, f"members/known/{cast.stranger.pk}/"), data).status_code == 404

    def test_two_children_in_the_middle_are_refused_in_words(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        data = {
            "person_id": str(uuid.uuid4()), "given_name": "Bo", "role": "child", "starts": "1/9-2026",
            "index_child": "on",
        }  # fmt: skip
        assert "Another child is the child in the middle" in faults(
            client.post(to(cast, "members/new/"), data)
        )

    def test_a_member_leaves_and_comes_back_when_it_was_a_mistake(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coordinator)
        membership = cast.youth.memberships.get()
        there = to(cast, f"member/{membership.pk}/end/")
        assert "Sofie Thygesen" in client.get(there).content.decode()
        assert client.post(there, {"day": "1/9-2026"}).status_code == 302
        membership.refresh_from_db()
        assert membership.ends == dt.date(2026, 9, 1)
        page = whole(client, to(cast, ""))
        assert "Ended by mistake?" in page
        assert client.post(to(cast, f"member/{membership.pk}/reopen/")).status_code == 302
        membership.refresh_from_db()
        assert membership.ends is None

    @pytest.mark.parametrize("day", ["", "1/1-2020", "1/1-2199", "in a while"])
    def test_a_day_that_cannot_be_the_end_is_said(self, cast: Cast, client: Client, day: str) -> None:
        client.force_login(cast.coordinator)
        membership = cast.youth.memberships.get()
        faults(client.post(to(cast, f"member/{membership.pk}/end/"), {"day": day}))
        membership.refresh_from_db()
        assert membership.ends is None

    def test_a_membership_of_another_family_is_not_reached_through_this_one(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.coordinator)
        membership = cast.stranger.memberships.get()
        assert client.get(to(cast, f"member/{membership.pk}/end/")).status_code == 404
        assert client.get(to(cast, f"nothing/{membership.pk}/end/")).status_code == 404
