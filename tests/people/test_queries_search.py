# SPDX-License-Identifier: EUPL-1.2
"""Search: what a CPR number looks like, and persons found by name among those one may see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import SYSTEM, Cast

from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.people import actions as people
from familievej.people import queries


@given(
    st.dates(), st.integers(0, 9999), st.sampled_from(["", "-", " ", " - ", "–", "."]), st.text(max_size=5)
)
def test_every_way_of_writing_a_cpr_number_is_seen(day: object, last: int, between: str, around: str) -> None:
    number = f"{day:%d%m%y}{between}{last:04}"
    text = "".join(c for c in around if not c.isdecimal())
    assert queries.looks_like_cpr(f"{text} {number} {text}")


@pytest.mark.parametrize(
    "text", ["", "Maria", "12345678", "12 34 56 78", "2026-11-22", "Birkevej 14, 2860", "F-1000123"]
)
def test_a_name_a_telephone_number_or_a_day_is_no_cpr_number(text: str) -> None:
    assert not queries.looks_like_cpr(text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jens", ["Jens"]),
        ("Åkjær", ["Jens"]),
        ("aakjaer", ["Jens"]),
        ("akjer", ["Jens"]),
        ("Sørensen", []),
        ("", []),
    ],
)
def test_persons_are_found_among_those_one_may_see(cast: Cast, typed: str, found: list[str]) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        assert [person.short_name for person in queries.persons_called(actor, typed)] == found


def test_a_number_finds_only_whom_one_may_identify(cast: Cast) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number="030588-1234")
    for role, found in (("coordinator", cast.mother), ("leader", None), ("colleague", None)):
        actor = cast.actor(role)
        with acting(actor):
            assert queries.by_cpr(actor, "0305881234") == found


def test_a_person_is_reached_only_through_a_family_that_they_are_near(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    assert queries.person_or_404(actor, cast.family, cast.father.pk) == cast.father
    with pytest.raises(NoAccess):
        queries.person_or_404(actor, cast.family, cast.stranger.pk)
