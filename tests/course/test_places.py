# SPDX-License-Identifier: EUPL-1.2
"""Places: every limit of a model is counted and told, and one family more than it holds needs the leader's reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.cast import SYSTEM, Cast
from tests.course.conftest import ADOPTED, EARLY, WHOLE, Town, days, second_coordinator
from tests.course.models import gate, limit, loaded, programme

from familievej.access import actions as access
from familievej.course import actions as course
from familievej.course.models import Course
from familievej.course.queries import board
from familievej.course.states import State
from familievej.gate.decide import NoAccess
from familievej.people import actions as people
from familievej.people.models import Family
from familievej.practice import running
from familievej.practice.actions import model_adopt
from familievej.practice.queries import Offered, programmes_in_force
from familievej.practice.schema import ModelFaults
from familievej.practice.schema.rules import rules_of
from familievej.practice.shipped import load_shipped, shipped

pytestmark = pytest.mark.django_db


def filled(cast: Cast, number: int, **fields: Any) -> None:
    """So many families have a course in Karin's unit, coordinated by nobody."""
    families = Family.objects.bulk_create(
        [Family(name=f"Familien {n}", search_key="x", sort_key="x") for n in range(number)]
    )
    Course.objects.bulk_create(
        [
            Course(
                family=family, unit=cast.unit, programme="x", starts=days(-9), state=State.RUNNING, **fields
            )
            for family in families
        ]
    )


def offer(cast: Cast, **fields: Any) -> Offered:
    """The only programme of a model of its own, in force."""
    model_adopt(actor=SYSTEM, loaded=loaded(programme(**fields)), owner="Lene", starts=ADOPTED)
    (found,) = programmes_in_force(days(0))
    return found


def place(cast: Cast, offered: Offered, **more: Any) -> Course:
    """A new family with Karin."""
    return course.course_start(
        actor=SYSTEM, family=people.family_create(actor=SYSTEM, name="Familien Ny"), unit=cast.unit, starts=days(0),
        offered=offered, coordinator=cast.coordinator, reason="Kender familien", **more,
    )  # fmt: skip


def test_the_thirty_first_family_of_a_team_needs_the_leaders_reason(town: Town) -> None:
    filled(town.cast, 28)
    offered = Offered(town.adopted, town.programme(WHOLE))
    assert place(town.cast, offered).beyond_reason == "", "with Maria's family this is the thirtieth"
    with pytest.raises(ValidationError, match="30 of 30"):
        place(town.cast, offered)
    assert (
        place(town.cast, offered, beyond_reason="To slutter i morgen").beyond_reason == "To slutter i morgen"
    )


def test_a_group_weighs_until_it_has_ended(town: Town) -> None:
    cast, offered = town.cast, Offered(town.adopted, town.programme(EARLY))
    said: dict[str, Any] = {"user": cast.coordinator, "unit": cast.unit, "name": "KIT", "families": 11}
    with pytest.raises(NoAccess):
        course.group_load_set(actor=cast.actor("coordinator"), **said, day=days(-1))
    group = course.group_load_set(actor=cast.actor("leader"), **said, day=days(-1))
    with pytest.raises(ValidationError, match="12 of 12"):
        place(cast, offered)
    with pytest.raises(NoAccess):
        course.group_load_end(actor=cast.actor("coordinator"), group=group, day=days(0))
    course.group_load_end(actor=cast.actor("leader"), group=group, day=days(0))
    assert place(cast, offered).beyond_reason == ""


@pytest.mark.parametrize(("counts", "most"), [("families", 1), ("child_cases", 1), ("participants", 2)])
def test_a_programme_has_so_many_places_in_all_its_units(cast: Cast, counts: str, most: int) -> None:
    offered = offer(cast, capacity=[limit("programme", most, counts=counts)])
    first = course.course_start(
        actor=SYSTEM, family=people.family_create(actor=SYSTEM, name="En"), unit=cast.other_unit, starts=days(0),
        offered=offered, coordinator=cast.colleague, reason="Kender familien",
    )  # fmt: skip
    for role, age in (("parent", 30), ("child", 6)):
        person = people.person_create(
            actor=SYSTEM, given_name="En", family_name="Ny", sex="F", birth_date=days(-365 * age)
        )
        people.member_add(actor=SYSTEM, family=first.family, person=person, role=role, starts=days(-9))
    with pytest.raises(ValidationError, match=f"{most} of {most}"):
        place(cast, offered)


def test_a_running_course_that_chooses_its_programme_waits_for_a_place_in_it(cast: Cast) -> None:
    offered = offer(cast, capacity=[limit("programme", 1)])
    place(cast, offered)
    said: dict[str, Any] = {
        "actor": SYSTEM, "course": cast.course, "adopted": offered.adopted, "programme_key": "indsats", "day": days(0),
        "reason": "Metoden er vedtaget",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="1 of 1"):
        course.model_change(**said)
    course.model_change(**said, beyond_reason="Kun til nytår")
    assert (cast.course.beyond_reason, cast.course.programme_key) == ("Kun til nytår", "indsats")


def test_a_limit_of_one_is_kept_by_whom_it_is_about(cast: Cast) -> None:
    """A coordinator's limit is not a therapist's: each role has its own."""
    offered = offer(cast, capacity=[limit("worker", 1, role="behandler")])
    first, second = place(cast, offered), place(cast, offered)
    joins: dict[str, Any] = {
        "actor": SYSTEM,
        "role": "behandler",
        "role_name": "Behandler",
        "name": "Kirsten",
    }
    kirsten = second_coordinator(cast)
    course.team_add(**joins, course=first, day=days(0), user=kirsten)
    with pytest.raises(ValidationError, match="no free place with this person"):
        course.team_add(**joins, course=second, day=days(0), user=kirsten)


def test_a_gate_that_asks_for_a_free_place_opens_when_somebody_leaves_or_the_leader_says_why(
    cast: Cast,
) -> None:
    offered = offer(cast, capacity=[limit("worker", 2)], gates=[gate("start", "free_place")])
    first, second = place(cast, offered), place(cast, offered, beyond_reason="Haster")
    assert second.beyond_reason == "Haster"
    Course.objects.filter(pk=second.pk).update(beyond_reason="")
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="a free place"):
        course.course_begin(actor=SYSTEM, course=second, day=days(0))
    course.course_close(actor=SYSTEM, course=first, day=days(0), reason="moved")
    course.course_begin(actor=SYSTEM, course=second, day=days(0))
    assert second.state == State.RUNNING


def test_the_board_warns_of_every_limit_that_is_reached(client: Client, cast: Cast) -> None:
    limits = [limit("team", 2), limit("programme", 1), limit("leader", 1, counts="workers")]
    place(cast, offer(cast, capacity=[*limits, limit("worker", 3, least=3)]))
    told = board(cast.actor("leader"), cast.unit, days(0))
    assert {(warn.whose, warn.room.level) for warn in told.warnings} == {
        ("Karin Koordinator", "last"), ("Familieteamet", "full"), ("Indsats", "full"),
    }  # fmt: skip
    assert [room.carried for room in told.leader] == [1]
    second_coordinator(cast)
    client.force_login(cast.leader)
    said = client.get(reverse("course:board")).content.decode()
    for words in ("At the limit", "full, 2", "2 of 1, over the limit", "fewer than 3", "needs your reason"):
        assert words in said


def test_the_leader_ends_a_group_on_the_board_and_nobody_else(client: Client, town: Town) -> None:
    cast = town.cast
    group = course.group_load_set(
        actor=SYSTEM, user=cast.coordinator, unit=cast.unit, name="KIT-gruppen", families=2, day=days(-1)
    )
    for who, ends in (("coordinator", None), ("leader", days(0))):
        client.force_login(getattr(cast, who))
        client.post(reverse("course:board"), {"ended": str(group.pk)})
        group.refresh_from_db()
        assert group.ends == ends


def test_every_limit_of_the_library_is_run_and_what_nobody_could_count_is_refused() -> None:
    found = {key for each in shipped() for key in rules_of(load_shipped(each).model) if "capacity" in key}
    assert found == {f"programmes.capacity:{per}" for per in ("worker", "team", "leader")}
    assert found <= set(running.all_running())
    with pytest.raises(
        ModelFaults, match="a team is not counted in participants; expected one of families"
    ) as fault:
        loaded(programme(capacity=[limit("team", 3, counts="participants")]))
    assert fault.value.faults[0].field == "programmes[1].capacity[1].counts"


def test_the_leader_of_silkeborg_has_at_most_eight_advisers(cast: Cast) -> None:
    model_adopt(actor=SYSTEM, loaded=load_shipped("silkeborg"), owner="Lene", starts=ADOPTED)
    for number in range(8):
        user = access.account_create(
            actor=SYSTEM, email=f"r{number}@example.com", name=f"Rådgiver {number}", password="x" * 16
        )
        access.role_give(
            actor=SYSTEM, user=user, unit=cast.unit, role="caseworker", starts=dt.date(2025, 1, 6)
        )
    (room,) = board(cast.actor("leader"), cast.unit, days(0)).leader
    assert (room.limit.most, room.carried, room.level) == (8, 9, "over")
