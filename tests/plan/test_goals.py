# SPDX-License-Identifier: EUPL-1.2
"""What is done to goals and steps: moved, ticked, taken out, brought back, sent twice."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast

from familievej.base.stale import StaleEdit
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.people import actions as people
from familievej.plan import actions
from familievej.plan.actions import StepInput
from familievej.plan.models import FamilyPlan, Goal, Step


def _fresh(goal: Goal) -> Goal:
    return Goal.objects.get(pk=goal.pk)


def _row(cast: Cast) -> list[str]:
    goals = Goal.objects.filter(plan=cast.plan, removed_at__isnull=True).order_by("position", "created_at")
    return [goal.words for goal in goals]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.booleans()), max_size=8))
def test_goals_move_past_each_other_and_none_is_lost(cast: Cast, moves: list[tuple[int, bool]]) -> None:
    goals = [cast.shared_goal, cast.child_goal, cast.mother_goal]
    expected = _row(cast)
    for number, up in moves:
        place = expected.index(goals[number].words)
        other = place - 1 if up else place + 1
        if 0 <= other < len(expected):
            expected[place], expected[other] = expected[other], expected[place]
        actions.goal_move(actor=cast.actor("coordinator"), goal=goals[number], up=up)
        assert _row(cast) == expected


def test_moving_a_goal_disturbs_nobody_who_writes_in_it(cast: Cast) -> None:
    actions.goal_move(actor=cast.actor("coordinator"), goal=cast.child_goal, up=True)
    actions.goal_save(
        actor=cast.actor("coordinator"), goal=cast.child_goal, edition=1, words="Jeg vil i skole"
    )
    assert _row(cast)[0] == "Jeg vil i skole"


def test_a_tick_that_came_while_the_form_was_open_stays(cast: Cast) -> None:
    actor, goal = cast.actor("coordinator"), cast.shared_goal
    step = goal.steps.get()
    actions.step_done(actor=actor, step=step, day=timezone.localdate())
    given = StepInput(step.pk, "Lave madplan hver søndag", step.who, step.due)
    actions.goal_save(actor=actor, goal=goal, edition=1, steps=[given])
    saved = Step.objects.get(pk=step.pk)
    assert (saved.text, saved.done_on) == ("Lave madplan hver søndag", timezone.localdate())


def test_only_the_tick_itself_takes_a_tick_away(cast: Cast) -> None:
    actor, step = cast.actor("coordinator"), cast.shared_goal.steps.get()
    actions.step_done(actor=actor, step=step, day=timezone.localdate())
    actions.step_done(actor=actor, step=step, day=None)
    assert Step.objects.get(pk=step.pk).done_on is None


def test_nobody_ticks_what_is_yet_to_come(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="lies in the future"):
        actions.step_done(
            actor=cast.actor("coordinator"),
            step=cast.shared_goal.steps.get(),
            day=timezone.localdate() + dt.timedelta(days=1),
        )


def test_a_new_goal_sent_twice_is_one_goal(cast: Cast) -> None:
    goal_id, steps = uuid.uuid4(), [StepInput(uuid.uuid4(), "Ringe", "Maria")]
    for _press in range(2):
        actions.goal_add(
            actor=cast.actor("coordinator"),
            plan=cast.plan,
            goal_id=goal_id,
            words="Vi vil på tur",
            steps=steps,
        )
    assert _row(cast).count("Vi vil på tur") == 1
    assert Step.objects.filter(goal=goal_id).count() == 1


def test_a_new_goal_sent_again_with_other_words_loses_neither(cast: Cast) -> None:
    goal_id, actor = uuid.uuid4(), cast.actor("coordinator")
    actions.goal_add(actor=actor, plan=cast.plan, goal_id=goal_id, words="Vi vil på tur")
    with pytest.raises(StaleEdit) as stale:
        actions.goal_add(actor=actor, plan=cast.plan, goal_id=goal_id, words="Vi vil på tur i skoven")
    assert stale.value.mine["words"] == "Vi vil på tur i skoven"
    assert stale.value.theirs["words"] == "Vi vil på tur"


def test_a_goal_sent_again_with_other_steps_loses_neither(cast: Cast) -> None:
    goal_id, actor = uuid.uuid4(), cast.actor("coordinator")
    steps = [StepInput(uuid.uuid4(), "Pakke", "Anton")]
    actions.goal_add(actor=actor, plan=cast.plan, goal_id=goal_id, words="Vi vil på tur")
    with pytest.raises(StaleEdit):
        actions.goal_add(actor=actor, plan=cast.plan, goal_id=goal_id, words="Vi vil på tur", steps=steps)


def test_a_goal_taken_out_comes_back_whole(cast: Cast) -> None:
    actor, before = cast.actor("coordinator"), _row(cast)
    actions.goal_remove(actor=actor, goal=cast.shared_goal, reason="Det er nået")
    assert "Vi vil spise sammen hver aften" not in _row(cast)
    actions.goal_restore(actor=actor, goal=cast.shared_goal)
    assert _row(cast) == before
    assert cast.shared_goal.steps.filter(removed_at__isnull=True).count() == 1


def test_a_goal_is_not_taken_out_without_a_reason(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Write why"):
        actions.goal_remove(actor=cast.actor("coordinator"), goal=cast.shared_goal, reason="  ")


def test_a_shared_goal_of_somebody_who_has_left_can_still_be_changed(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    actions.goal_save(actor=actor, goal=cast.shared_goal, edition=1, person=cast.youth)
    membership = cast.family.memberships.get(person=cast.youth)
    people.member_end(actor=actor, membership=membership, day=timezone.localdate())
    goal = actions.goal_save(
        actor=actor,
        goal=_fresh(cast.shared_goal),
        edition=2,
        person=cast.youth,
        words="Hun vil bo hos mormor",
    )
    assert goal.words == "Hun vil bo hos mormor"
    with pytest.raises(ValidationError, match="somebody who is in the family"):
        actions.goal_add(actor=actor, plan=cast.plan, words="Jeg vil hjem", person=cast.youth)


def test_behind_row_level_security_a_goal_opens_and_closes(cast: Cast) -> None:
    """The policies of the database let the coordinator move a goal between the family and one of its members."""
    actor = cast.actor("coordinator")
    with acting(actor):
        plan = FamilyPlan.objects.visible_to(actor).get(pk=cast.plan.pk)
        goal = actions.goal_add(
            actor=actor,
            plan=plan,
            words="Jeg vil sejle",
            person=cast.child,
            steps=[StepInput(uuid.uuid4(), "x", "y")],
        )
        for shared in (False, True, False):
            goal = actions.goal_save(actor=actor, goal=goal, edition=goal.edition, shared=shared)
            assert set(goal.steps.values_list("subject_id", flat=True)) == {goal.subject_id}
            assert (goal.subject_id == cast.family.pk) == shared


@pytest.mark.parametrize(
    "role", ["leader", "colleague", "parent", "other_parent", "young_person", "administrator"]
)
def test_nobody_but_the_coordinator_writes_in_the_plan(cast: Cast, role: str) -> None:
    actor = cast.actor(role)
    with pytest.raises(NoAccess):
        actions.goal_move(actor=actor, goal=cast.shared_goal, up=True)
    with pytest.raises(NoAccess):
        actions.goal_save(actor=actor, goal=cast.child_goal, edition=1, words="x")
    with pytest.raises(NoAccess):
        actions.step_done(actor=actor, step=cast.shared_goal.steps.get(), day=timezone.localdate())
