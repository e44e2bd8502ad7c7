# SPDX-License-Identifier: EUPL-1.2
"""Who is near a family on a day, and the lines that are drawn between them."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.cast import LONG_AGO, SYSTEM, Cast

from familievej.base import once
from familievej.people import actions as people
from familievej.people import queries
from familievej.people.kinship import genogram_of
from familievej.people.models import Person
from familievej.people.pictures.genogram import GenogramRow

DAY = dt.date(2026, 6, 1)


def _lines(cast: Cast, day: dt.date = DAY) -> dict[str, GenogramRow]:
    circle = queries.circle(cast.actor("coordinator"), cast.family, day)
    drawn = genogram_of(circle, day, title="x", page_of=lambda key: f"/{key}/")
    return {row.full_name.split(" ")[0]: row for row in drawn.rows}


def _person(name: str, sex: str = "F") -> Person:
    return people.person_create(actor=SYSTEM, given_name=name, sex=sex)


def _tie(
    one: Person, kind: str, other: Person, until: dt.date | None = None, *, since: dt.date = LONG_AGO
) -> None:
    people.relation_add(actor=SYSTEM, from_person=one, kind=kind, to_person=other, starts=since, ends=until)


def test_members_come_first_and_the_father_elsewhere_is_near(cast: Cast) -> None:
    circle = queries.circle(cast.actor("coordinator"), cast.family, DAY)
    assert [member.person.short_name for member in circle.members] == ["Maria", "Sofie", "Anton"]
    assert [person.short_name for person in circle.others] == ["Jens"]
    assert circle.index_child == cast.child


@pytest.mark.parametrize("role", ["colleague", "outsider", "analyst", "administrator"])
def test_who_may_not_see_the_family_sees_nobody_in_its_circle(cast: Cast, role: str) -> None:
    circle = queries.circle(cast.actor(role), cast.family, DAY)
    assert not circle.persons
    around = queries.around(cast.actor(role), cast.family, DAY)
    assert not around.persons
    assert not around.network


def test_a_grandmother_is_drawn_by_way_of_the_mother_and_her_husband_beside_her(cast: Cast) -> None:
    grethe, poul = _person("Grethe"), _person("Poul", "M")
    _tie(grethe, "parent", cast.mother)
    _tie(grethe, "grandparent", cast.child)
    _tie(poul, "parent", cast.mother)
    _tie(grethe, "spouse", poul)
    ties = " ".join(_lines(cast)["Grethe"].ties)
    assert "married" in ties
    assert "grand" not in ties


def test_who_was_married_and_no_longer_is_is_divorced_and_not_only_apart(cast: Cast) -> None:
    _tie(cast.mother, "spouse", cast.father, dt.date(2025, 6, 1))
    _tie(cast.mother, "ex_partner", cast.father, since=dt.date(2025, 6, 1))
    assert "divorced" in " ".join(_lines(cast)["Jens"].ties)
    before = " ".join(_lines(cast, dt.date(2025, 3, 1))["Jens"].ties)
    assert "married" in before
    assert "divorced" not in before


def test_a_friend_is_near_and_no_line_of_the_genogram(cast: Cast) -> None:
    _tie(_person("Vera"), "friend", cast.mother)
    assert "Vera" not in _lines(cast)
    circle = queries.circle(cast.actor("coordinator"), cast.family, DAY)
    assert "Vera" in {person.short_name for person in circle.others}


def test_half_siblings_who_share_no_drawn_parent_get_a_line(cast: Cast) -> None:
    half = _person("Ida")
    _tie(half, "half_sibling", cast.child)
    _tie(cast.child, "sibling", cast.youth)
    assert _lines(cast)["Ida"].ties
    assert not any("Sofie" in tie and "sibling" in tie for tie in _lines(cast)["Anton"].ties)


def test_a_home_of_yesterday_is_a_home_of_yesterday(cast: Cast) -> None:
    home = people.household_create(actor=SYSTEM, street="Birkevej 4")
    people.residence_add(
        actor=SYSTEM, person=cast.child, household=home, starts=LONG_AGO, ends=dt.date(2026, 1, 1)
    )
    actor = cast.actor("coordinator")
    assert [h.household for h in queries.circle(actor, cast.family, dt.date(2025, 12, 31)).homes] == [home]
    assert not queries.circle(actor, cast.family, dt.date(2026, 1, 1)).homes


def test_one_reading_asks_once_who_is_in_the_family_and_never_for_another_reader(
    cast: Cast, django_assert_num_queries: object
) -> None:
    actor = cast.actor("coordinator")
    with once.reading():
        there = queries.membered(actor, cast.family, DAY)
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert queries.membered(actor, cast.family, DAY) is there
        assert not queries.membered(cast.actor("outsider"), cast.family, DAY).present


def test_what_is_earlier_about_a_person_stands_apart(cast: Cast) -> None:
    membership = cast.youth.memberships.get()
    people.member_end(actor=SYSTEM, membership=membership, day=dt.date(2026, 3, 1))
    actor = cast.actor("coordinator")
    now = queries.dossier(actor, cast.youth, dt.date(2026, 3, 1))
    assert not now.now.memberships
    assert now.earlier.memberships == (membership,)
    assert queries.dossier(actor, cast.youth, dt.date(2026, 2, 28)).now.memberships == (membership,)
