# SPDX-License-Identifier: EUPL-1.2
"""The plan as it is read: on its own page, on the family's page, and on "I dag"."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import ROLES, SYSTEM, Cast

from familievej.base.today import Bucket, Line
from familievej.course.models import Course
from familievej.gate.acting import acting
from familievej.people import actions as people
from familievej.plan import actions
from familievej.plan.models import FocusArea, Goal
from familievej.plan.panel import query
from familievej.plan.queries import plan_view
from familievej.plan.today import lines


def _today(cast: Cast, role: str) -> list[Line]:
    with acting(cast.actor(role)):
        return list(lines(cast.actor(role), timezone.localdate()))


def _step(text: str, days: int | None) -> actions.StepInput:
    due = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    return actions.StepInput(uuid.uuid4(), text, "Maria", due)


# -- What is missing --------------------------------------------------------------------------------------------------


def test_the_three_standing_areas_are_there_also_when_empty(cast: Cast) -> None:
    view = plan_view(cast.actor("coordinator"), cast.plan, timezone.localdate())
    assert [(area.area, area.is_empty) for area in view.areas] == [
        (FocusArea.CHILDREN, True),
        (FocusArea.WORK, True),
        (FocusArea.HEALTH, True),
    ]
    assert view.missing == [
        "There is no goal right now about how the children are doing.",
        "There is no goal right now about work and education.",
        "There is no goal right now about health.",
        "There is no goal for later: where the family wants to be in a year.",
    ]


def test_a_whole_plan_misses_nothing(cast: Cast) -> None:
    for area, term in (("children", "short"), ("work", "long"), ("health", "short")):
        actions.goal_add(actor=SYSTEM, plan=cast.plan, words=area, focus_area=area, term=term)
    assert plan_view(cast.actor("coordinator"), cast.plan, timezone.localdate()).missing == []


def test_a_reached_goal_leaves_its_area_empty_again(cast: Cast) -> None:
    goal = actions.goal_add(actor=SYSTEM, plan=cast.plan, words="Job", focus_area="work")
    actions.goal_save(actor=SYSTEM, goal=goal, edition=1, status="reached")
    areas = plan_view(cast.actor("coordinator"), cast.plan, timezone.localdate()).areas
    assert {area.area for area in areas if area.is_empty} >= {FocusArea.WORK}


def test_whose_goal_it_is_is_said_only_to_whom_the_person_is_visible(cast: Cast) -> None:
    actions.goal_save(actor=SYSTEM, goal=cast.shared_goal, edition=1, person=cast.youth)
    view = plan_view(cast.actor("coordinator"), cast.plan, timezone.localdate())
    assert {each.whose for each in view.running} == {"Sofie", "Anton", "Maria"}


# -- The panel --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_the_panel_is_not_there_at_all_without_a_basis(cast: Cast, role: str) -> None:
    with acting(cast.actor(role)):
        found = query(cast.actor(role), cast.family, timezone.localdate())
    assert (found is not None) == (role in {"coordinator", "leader", "parent", "young_person"})
    if found is not None:
        assert found["writes"] == (role == "coordinator")


def test_the_panel_of_a_family_without_a_plan_leads_to_begin_one(cast: Cast) -> None:
    found = query(cast.actor("colleague"), cast.other_family, timezone.localdate())
    assert found is not None
    assert found["view"] is None
    assert found["writes"] is True


# -- I dag ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "bucket", "overdue"),
    [
        (-1, Bucket.NOW, True),
        (0, Bucket.NOW, False),
        (1, Bucket.WEEK, False),
        (6, Bucket.WEEK, False),
        (7, None, False),
        (None, None, False),
    ],
)
def test_a_step_comes_when_it_is_due(
    cast: Cast, days: int | None, bucket: Bucket | None, overdue: bool
) -> None:
    actions.goal_save(actor=SYSTEM, goal=cast.child_goal, edition=1, steps=[_step("Ringe til skolen", days)])
    found = [
        (line.bucket, line.overdue) for line in _today(cast, "coordinator") if line.what.startswith("Ringe")
    ]
    assert found == ([(bucket, overdue)] if bucket else [])


@pytest.mark.parametrize("change", ["done", "paused", "removed"])
def test_what_is_done_or_waits_or_was_taken_out_is_no_longer_due(cast: Cast, change: str) -> None:
    goal = actions.goal_save(actor=SYSTEM, goal=cast.child_goal, edition=1, steps=[_step("Ringe", -3)])
    if change == "done":
        actions.step_done(actor=SYSTEM, step=goal.steps.get(), day=timezone.localdate())
    elif change == "paused":
        actions.goal_save(actor=SYSTEM, goal=goal, edition=2, status="paused")
    else:
        actions.goal_remove(actor=SYSTEM, goal=goal, reason="x")
    assert not [line for line in _today(cast, "coordinator") if line.what.startswith("Ringe")]


def test_goals_without_a_step_are_one_line_for_a_family(cast: Cast) -> None:
    found = [line.what for line in _today(cast, "coordinator")]
    assert "2 goals have no next step" in found


@pytest.mark.parametrize(
    ("days", "bucket"), [(10, None), (15, Bucket.WEEK), (21, Bucket.NOW), (40, Bucket.NOW)]
)
def test_a_plan_is_asked_for_three_weeks_after_the_start(
    cast: Cast, days: int, bucket: Bucket | None
) -> None:
    start = timezone.localdate() - dt.timedelta(days=days)
    Course.objects.filter(pk=cast.other_course.pk).update(starts=start)
    found = [(line.bucket, line.overdue) for line in _today(cast, "colleague") if "no goals yet" in line.what]
    assert found == ([(bucket, days > 21)] if bucket else [])
    actions.plan_start(actor=SYSTEM, course=cast.other_course)
    assert [line for line in _today(cast, "colleague") if "no goals yet" in line.what] == [] or bucket
    plan = actions.plan_start(actor=SYSTEM, course=cast.other_course)
    actions.goal_add(actor=SYSTEM, plan=plan, words="Arbejde", steps=[_step("Ringe", None)])
    assert _today(cast, "colleague") == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"coordinator", "colleague"}])
def test_only_who_coordinates_is_reminded(cast: Cast, role: str) -> None:
    assert _today(cast, role) == []


# -- Counted ----------------------------------------------------------------------------------------------------------

PAGES = ("edit", "versions", "version", "fridge")


def _grow(cast: Cast, goals: int) -> None:
    for number in range(Goal.objects.filter(plan=cast.plan).count(), goals):
        child = people.person_create(
            actor=SYSTEM, given_name=f"Barn {number}", sex="X", birth_date=dt.date(2015, 1, 1)
        )
        people.member_add(
            actor=SYSTEM, family=cast.family, person=child, role="child", starts=dt.date(2025, 1, 6)
        )
        steps = [_step(f"Trin {step}", step) for step in range(3)]
        actions.goal_add(
            actor=SYSTEM,
            plan=cast.plan,
            words=f"Mål {number}",
            person=child,
            shared=number % 2 == 0,
            steps=steps,
        )


@pytest.mark.parametrize("name", PAGES)
def test_twenty_goals_ask_the_database_no_more_often_than_ten(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.coordinator)
    address = reverse(f"plan:{name}", args=[cast.family.pk, *([8] if name == "version" else [])])
    counts = []
    for goals in (10, 20):
        _grow(cast, goals)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_the_lines_of_today_ask_no_more_often_for_more_goals(cast: Cast) -> None:
    counts = []
    for goals in (10, 20):
        _grow(cast, goals)
        with CaptureQueriesContext(connection) as queries:
            list(lines(cast.actor("coordinator"), timezone.localdate()))
        counts.append(len(queries))
    assert counts[0] == counts[1]
