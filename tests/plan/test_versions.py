# SPDX-License-Identifier: EUPL-1.2
"""Version N always reads as it was saved, whatever is saved after it; and nobody reads more in it than they may."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import ROLES, SYSTEM, Cast

from familievej.gate.acting import acting
from familievej.gate.actor import Actor
from familievej.plan import actions
from familievej.plan.history import Snapshot, differences
from familievej.plan.models import FamilyPlan, Goal
from familievej.plan.queries import Versions

WORDS = st.sampled_from(["Jeg vil sove", "Vi vil spise sammen", "Jeg vil i skole", "Ro om morgenen"])
DEEDS = st.one_of(
    st.tuples(st.just("words"), WORDS),
    st.tuples(st.just("goal"), WORDS),
    st.tuples(st.just("save"), WORDS),
    st.tuples(st.just("close"), st.just("")),
    st.tuples(st.just("open"), st.just("")),
    st.tuples(st.just("remove"), WORDS),
    st.tuples(st.just("restore"), st.just("")),
    st.tuples(st.just("up"), st.just("")),
    st.tuples(st.just("tick"), st.just("")),
    st.tuples(st.just("step"), WORDS),
)


def _fresh(goal: Goal) -> Goal:
    return Goal.objects.get(pk=goal.pk)


def _do(cast: Cast, deed: str, words: str) -> None:
    actor, plan = cast.actor("coordinator"), FamilyPlan.objects.get(pk=cast.plan.pk)
    goals = list(Goal.objects.filter(plan=plan).order_by("created_at"))
    goal, shared = goals[len(words) % len(goals)], _fresh(cast.shared_goal)
    step = shared.steps.filter(removed_at__isnull=True).first()
    save: dict[str, Any] = {"actor": actor, "goal": goal, "edition": goal.edition}
    new_step = [actions.StepInput(uuid.uuid4(), words, "Maria")]
    deeds: dict[str, Callable[[], object]] = {
        "words": lambda: actions.plan_save(
            actor=actor, plan=plan, edition=plan.edition, title=words, purpose=words
        ),
        "goal": lambda: actions.goal_add(actor=actor, plan=plan, words=words, goal_id=uuid.uuid4()),
        "save": lambda: actions.goal_save(**save, words=words, status="paused"),
        "close": lambda: actions.goal_save(**save, shared=False, person=cast.child),
        "open": lambda: actions.goal_save(**save, shared=True, person=cast.child),
        "remove": lambda: actions.goal_remove(actor=actor, goal=goal, reason=words),
        "restore": lambda: actions.goal_restore(actor=actor, goal=goal),
        "up": lambda: actions.goal_move(actor=actor, goal=goal, up=True),
        "tick": lambda: step and actions.step_done(actor=actor, step=step, day=timezone.localdate()),
        "step": lambda: actions.goal_save(actor=actor, goal=shared, edition=shared.edition, steps=new_step),
    }
    deeds[deed]()


def _now(cast: Cast, actor: Actor) -> Snapshot:
    number = FamilyPlan.objects.get(pk=cast.plan.pk).version
    found = Versions(actor, cast.plan).at(number)
    assert found is not None
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=1, max_size=7))
def test_version_n_always_reads_as_it_was_saved(cast: Cast, deeds: list[tuple[str, str]]) -> None:
    reader = cast.actor("coordinator")
    seen: dict[int, Snapshot] = {}
    for deed, words in deeds:
        _do(cast, deed, words)
        now = _now(cast, reader)
        seen.setdefault(now.number, now)
    story = Versions(reader, cast.plan)
    for number, snapshot in seen.items():
        assert story.at(number) == snapshot


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=1, max_size=6))
def test_nobody_reads_in_a_version_what_was_not_theirs_to_read_then(
    cast: Cast, deeds: list[tuple[str, str]]
) -> None:
    """Whatever is opened later: what a goal said while it was closed to somebody stays closed to them."""
    people = {role: cast.actor(role) for role in ("parent", "young_person", "other_parent", "colleague")}
    might: dict[str, dict[int, set[str]]] = {role: {} for role in people}
    for deed, words in deeds:
        _do(cast, deed, words)
        number = FamilyPlan.objects.get(pk=cast.plan.pk).version
        for role, actor in people.items():
            goals = Goal.objects.visible_to(actor).filter(plan=cast.plan, removed_at__isnull=True)
            might[role].setdefault(number, set(goals.values_list("words", flat=True)))
    for role, actor in people.items():
        story = Versions(actor, cast.plan)
        for number, allowed in might[role].items():
            then = story.at(number)
            assert {goal.words for goal in then.goals} <= allowed if then else True


@pytest.mark.parametrize("role", ROLES)
def test_a_goal_that_opens_keeps_what_was_said_while_it_was_closed(cast: Cast, role: str) -> None:
    actor = cast.actor("coordinator")
    actions.goal_save(actor=actor, goal=cast.mother_goal, edition=1, words="Jeg vil ud af ægteskabet")
    goal = _fresh(cast.mother_goal)
    actions.goal_save(actor=actor, goal=goal, edition=goal.edition, words="Vi vil tale sammen", shared=True)
    with acting(cast.actor(role)):
        told = str([(line.changes, line.number) for line in Versions(cast.actor(role), cast.plan).lines()])
        if role in ("parent", "coordinator", "leader"):
            assert "ægteskabet" in told
        else:
            assert "ægteskabet" not in told
        assert ("Vi vil tale sammen" in told) == (role in ("parent", "coordinator", "leader", "young_person"))


def test_a_goal_that_closes_takes_its_shared_past_along(cast: Cast) -> None:
    goal = cast.shared_goal
    actions.goal_save(
        actor=cast.actor("coordinator"),
        goal=goal,
        edition=1,
        person=cast.child,
        shared=False,
        words="Jeg er bange",
    )
    told = str([line.changes for line in Versions(cast.actor("young_person"), cast.plan).lines()])
    assert "bange" not in told
    assert "Vi vil spise sammen hver aften" not in told


def test_a_version_whose_change_is_hidden_is_not_told_of(cast: Cast) -> None:
    before = [line.number for line in Versions(cast.actor("young_person"), cast.plan).lines()]
    actions.goal_save(actor=cast.actor("coordinator"), goal=cast.mother_goal, edition=1, words="Jeg vil væk")
    assert [line.number for line in Versions(cast.actor("young_person"), cast.plan).lines()] == before
    assert len(Versions(cast.actor("parent"), cast.plan).lines()) == len(before) + 3


def test_what_changed_is_told_in_words(cast: Cast) -> None:
    actor, goal = cast.actor("coordinator"), cast.shared_goal
    old = _now(cast, actor)
    step = goal.steps.get()
    day = dt.date(2026, 5, 3)
    steps = [
        actions.StepInput(step.pk, step.text, "Anton", day, done_on=day),
        actions.StepInput(uuid.uuid4(), "Købe ind", "Maria"),
    ]
    actions.goal_save(
        actor=actor, goal=goal, edition=1, words="Vi spiser sammen", steps=steps, status="reached"
    )
    actions.goal_remove(actor=actor, goal=cast.child_goal, reason="Anton vil noget andet")
    actions.goal_add(actor=actor, plan=cast.plan, words="Vi vil på tur")
    told = [change.sentence for change in differences(old, _now(cast, actor))]
    assert told == [
        "The words of a goal were changed.",
        "“Vi spiser sammen”: was “we are working on it”, is now “reached”.",
        "A step for “Vi spiser sammen” was changed.",
        "Done: Lave madplan om søndagen",
        "A new step for “Vi spiser sammen”: Købe ind",
        "A new goal: “Vi vil på tur”",
        "Taken out: “Jeg vil i skole to dage om ugen” – because: Anton vil noget andet",
    ]


def test_a_system_task_reads_every_version(cast: Cast) -> None:
    assert len(Versions(SYSTEM, cast.plan).lines()) == 4
