# SPDX-License-Identifier: EUPL-1.2
"""What a person would put on the page."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from familievej.base.papertext import clean
from familievej.plan.fridge import FridgeGoal, FridgePlan, FridgeStep, select

DAY = dt.date(2026, 5, 3)
LONG = (
    "Jeg vil gerne have, at vi kan være sammen i weekenden uden at skændes om penge, og at de voksne siger det "
    "til mig, før der sker noget nyt."
)


def plan(goals: list[FridgeGoal] | None = None, steps: list[FridgeStep] | None = None) -> FridgePlan:
    return FridgePlan("Vores plan", DAY, 1, tuple(goals or ()), tuple(steps or ()))


def step(what: str, days: int | None = None, goal: int | None = None, *, done: bool = False) -> FridgeStep:
    return FridgeStep("Mor", what, DAY + dt.timedelta(days) if days is not None else None, done, goal)


def whats(of: FridgePlan) -> list[str]:
    return [shown.what for shown in select(of).steps]


def test_goals_stand_in_the_familys_own_order() -> None:
    goals = [FridgeGoal(n, f"mål {n}", priority=p) for n, p in ((1, None), (2, 3), (3, 1))]
    assert [goal.key for goal in select(plan(goals)).goals] == [3, 2, 1]


def test_without_an_order_what_is_near_comes_first() -> None:
    goals = [FridgeGoal(1, "et hus", term="long"), FridgeGoal(2, "ro om aftenen")]
    assert [goal.key for goal in select(plan(goals)).goals] == [2, 1]


def test_reached_and_dropped_goals_are_not_missed() -> None:
    page = select(plan([FridgeGoal(1, "a", status="reached"), FridgeGoal(2, "b", status="dropped")]))
    assert (page.goals, page.goals_left) == ((), 0)


def test_a_goal_that_waits_is_said_to_be_in_the_plan() -> None:
    page = select(plan([FridgeGoal(1, "a"), FridgeGoal(2, "b", status="paused")]))
    assert ([goal.key for goal in page.goals], page.goals_left) == ([1], 1)


def test_at_most_five_goals_and_the_rest_is_counted() -> None:
    page = select(plan([FridgeGoal(n, f"mål {n}") for n in range(12)]))
    assert (len(page.goals), page.goals_left, page.shortened) == (5, 7, False)


def test_long_goals_are_left_out_before_they_are_cut() -> None:
    words = "Jeg vil gerne i skole hver dag uden at have ondt i maven, når jeg vågner om morgenen"
    page = select(plan([FridgeGoal(n, words) for n in range(5)]))
    assert 3 <= len(page.goals) < 5
    assert not page.shortened


def test_thirty_long_goals_show_three_and_say_that_they_are_cut() -> None:
    page = select(plan([FridgeGoal(n, LONG * 3) for n in range(30)]))
    assert (len(page.goals), page.goals_left, page.shortened) == (3, 27, True)
    assert all(goal.words.endswith("…") for goal in page.goals)


def test_one_long_goal_is_cut_and_the_short_ones_stay() -> None:
    page = select(plan([FridgeGoal(0, LONG * 4), *(FridgeGoal(n, f"mål {n}") for n in range(1, 5))]))
    assert len(page.goals) == 5
    assert [goal.words.endswith("…") for goal in page.goals] == [True, False, False, False, False]


def test_at_most_seven_steps_soonest_first() -> None:
    page = select(plan(steps=[step(f"nr. {n}", days=20 - n) for n in range(12)]))
    assert len(page.steps) <= 7
    assert [shown.when for shown in page.steps] == sorted(DAY + dt.timedelta(20 - n) for n in range(12))[
        : len(page.steps)
    ]
    assert page.steps_left == 12 - len(page.steps)


def test_seven_short_steps_all_have_room() -> None:
    page = select(plan(steps=[step(f"Ringer til nr. {n}", days=n) for n in range(7)]))
    assert (len(page.steps), page.steps_left) == (7, 0)


def test_each_goal_gets_a_step_before_any_gets_two() -> None:
    busy = [step(f"skole {n}", days=n, goal=1) for n in range(9)]
    shown = whats(
        plan([FridgeGoal(1, "skole"), FridgeGoal(2, "søvn")], [*busy, step("søvn", days=200, goal=2)])
    )
    assert shown[-1] == "søvn"
    assert shown[0] == "skole 0"


def test_overdue_comes_first_then_days_then_words_then_no_time() -> None:
    words = FridgeStep("Alle", "hver søndag", "om søndagen")
    assert whats(plan(steps=[step("engang"), words, step("i morgen", 1), step("i går", -1)])) == [
        "i går",
        "i morgen",
        "hver søndag",
        "engang",
    ]


def test_done_steps_and_steps_of_goals_that_rest_are_not_next() -> None:
    goals = [FridgeGoal(1, "a", status="reached"), FridgeGoal(2, "b", status="paused"), FridgeGoal(3, "c")]
    steps = [step("x", 1, 1), step("y", 1, 2), step("z", 1, 3, done=True), step("her", 2, 3)]
    assert whats(plan(goals, steps)) == ["her"]
    assert select(plan(goals, steps)).steps_left == 0


GOALS = st.lists(
    st.builds(
        FridgeGoal,
        key=st.integers(0, 9),
        words=st.text(max_size=700),
        whose=st.none() | st.text(max_size=80),
        term=st.sampled_from(["short", "long"]),
        priority=st.none() | st.integers(-3, 3),
        status=st.sampled_from(["open", "reached", "paused", "dropped"]),
    ),
    max_size=12,
)
STEPS = st.lists(
    st.builds(
        FridgeStep,
        who=st.text(max_size=130),
        what=st.text(max_size=320),
        when=st.none() | st.text(max_size=60) | st.dates(),
        done=st.booleans(),
        goal=st.none() | st.integers(0, 9),
    ),
    max_size=14,
)


@given(GOALS, STEPS)
def test_nothing_is_lost_between_the_page_and_the_count(
    goals: list[FridgeGoal], steps: list[FridgeStep]
) -> None:
    whole = plan(goals, steps)
    page = select(whole)
    living = [goal for goal in goals if goal.status in {"open", "paused"} and clean(goal.words)]
    assert len(page.goals) + page.goals_left == len(living)
    assert len(page.goals) <= 5
    assert len(page.steps) <= 7
    assert len(page.goals) >= min(3, sum(goal.status == "open" for goal in living))


@given(GOALS, STEPS)
def test_the_page_says_that_it_cut_exactly_when_it_did(
    goals: list[FridgeGoal], steps: list[FridgeStep]
) -> None:
    page = select(plan(goals, steps))
    assert page.shortened == (not (set(page.goals) <= set(goals) and set(page.steps) <= set(steps)))
