# SPDX-License-Identifier: EUPL-1.2
"""The pages of the plan: what they show to whom, and that nobody else changes it. Who gets in: tests/guards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import ROLES, SYSTEM, Cast

from familievej.course import actions as course_actions
from familievej.course.models import Course
from familievej.gate.models import AuditRow
from familievej.plan.models import FamilyPlan, Goal, GoalVersion, Step

WRITERS = {"coordinator"}
READ = ("edit", "versions", "version", "fridge")
POST = ("words_draft", "goal_draft", "goal_new_draft", "goal_move", "goal_remove", "goal_restore", "step_done", "start",
        "words", "goal", "goal_new")  # fmt: skip


def url(cast: Cast, name: str) -> str:
    more: dict[str, object] = {}
    if name.startswith("goal") and "new" not in name:
        more["goal_id"] = cast.shared_goal.pk
    if name == "step_done":
        more["step_id"] = cast.shared_goal.steps.get().pk
    if name == "version":
        more["number"] = 1
    return reverse(f"plan:{name}", kwargs={"family_id": cast.family.pk, **more})


def _everything() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (FamilyPlan, Goal, Step, GoalVersion)]


@pytest.mark.parametrize("name", POST)
def test_nobody_else_changes_anything(cast: Cast, client: Client, name: str) -> None:
    before = _everything()
    for role in set(ROLES) - WRITERS:
        client.force_login(getattr(cast, role))
        assert client.post(url(cast, name), {"title": "x", "words": "x", "reason": "x"}).status_code == 404, (
            role
        )
    assert _everything() == before


@pytest.mark.parametrize("name", READ)
def test_a_reading_is_logged_with_its_basis(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.coordinator)
    client.get(url(cast, name))
    row = AuditRow.objects.filter(action__startswith="plan.", user_id=cast.coordinator.pk).latest("id")
    assert cast.family.pk in row.subjects
    assert row.basis.startswith("You see this because you are the family's coordinator")
    assert row.verb == ("print" if name == "fridge" else "read")


def test_whoever_only_reads_finds_no_button_that_writes(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    html = client.get(url(cast, "edit")).content.decode()
    assert "Vi vil spise sammen hver aften" in html
    assert "<form" not in html.split("<main", 1)[1].split("</main>")[0]
    assert "The family’s coordinator writes in it" in html


def test_a_plan_is_begun_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.colleague)
    address = reverse("plan:edit", kwargs={"family_id": cast.other_family.pk})
    assert "There is no plan yet" in client.get(address).content.decode()
    for _press in range(2):
        answer = client.post(reverse("plan:start", kwargs={"family_id": cast.other_family.pk}))
        assert answer["Location"].endswith("/plan/words/")
    assert FamilyPlan.objects.filter(family=cast.other_family).count() == 1
    assert "There are no goals yet" in client.get(address).content.decode()


def test_when_the_course_has_ended_the_plan_is_read_by_the_leader_and_written_by_nobody(
    cast: Cast, client: Client
) -> None:
    course_actions.course_close(
        actor=SYSTEM, course=cast.course, day=timezone.localdate(), reason="goals_reached"
    )
    client.force_login(cast.coordinator)
    assert client.get(url(cast, "edit")).status_code == 404
    assert client.post(url(cast, "goal_move")).status_code == 404


def test_a_family_without_a_course_is_told_so(cast: Cast, client: Client) -> None:
    course_actions.course_close(
        actor=SYSTEM,
        course=cast.other_course,
        day=timezone.localdate() + dt.timedelta(days=3),
        reason="moved",
    )
    Course.objects.filter(pk=cast.other_course.pk).update(ends=timezone.localdate())
    client.force_login(cast.colleague)
    html = client.get(reverse("plan:edit", kwargs={"family_id": cast.other_family.pk})).content.decode()
    assert "The family has no course right now" in html
