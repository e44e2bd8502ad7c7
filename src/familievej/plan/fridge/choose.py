# SPDX-License-Identifier: EUPL-1.2
"""What a person would put on the page when not everything fits.

One page to take home (Familiens vej, lines 1029-1032), with three to five goals and never more than seven next steps.
Rather fewer goals whole than many cut: items are left out, last ones first, down to three; only then are texts
shortened. Type is never made smaller than ``LEAST_TYPE``.

Why 20 pt (``LEAST_TYPE``). A capital of IBM Plex Sans is 0.698 em high and an x 0.516 em: at 20 pt 4.9 mm and 3.6 mm.
Seen from 2 m that is 8.5 and 6.3 minutes of arc (arctan(h / 2000 mm)). An eye of acuity 1.0 tells letters of 5 minutes
apart (the definition of the Snellen line; Howett, NBS Technical Note 1180, 1983), so the small letters are a quarter
above what that eye needs, and capitals are told apart at acuity 0.6. Reading at ease wants 12 minutes or more of
x-height (Legge & Bigelow, Journal of Vision 11(5):8, 2011), that is 38 pt, which one A4 with five goals cannot give:
therefore 20 is the floor for a full page, and a plan with few words is set as large as the page allows, up to 32 pt.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from familievej.base.papertext import clean
from familievej.plan.fridge.content import FridgeGoal, FridgePage, FridgePlan, FridgeStep
from familievej.plan.fridge.shorten import lines, shorten

MOST_GOALS, MOST_STEPS, FEWEST = 5, 7, 3
LEAST_TYPE = 20  # points; fridge.typ is given it

# The page at LEAST_TYPE, in em of that size. fridge.typ lays the columns out; a test holds the two together.
GOAL_LINE, STEP_LINE, COLUMN_HEIGHT, LEFT_OUT_HEIGHT = 16.0, 17.8, 18.6, 0.7
LINE_PITCH, ITEM_GAP = 1.14, 0.4
# Nobody reads more than this of one item from across the kitchen: a third of the column, as three are always shown.
MOST_LINES = 4
# A line that holds this holds every day (a far one, with its year, may take a line of its own: ``words.say_when``).
_WIDEST_DAY = "Wednesday 30 September"

Item = TypeVar("Item", FridgeGoal, FridgeStep)


def select(plan: FridgePlan) -> FridgePage:
    """The page that hangs on the fridge: what is on it, in reading order, and how much was left out."""
    page = _page(plan, COLUMN_HEIGHT)
    whole = not (page.goals_left or page.steps_left or page.shortened)
    # The line that says what is missing takes its own room.
    return page if whole else _page(plan, COLUMN_HEIGHT - LEFT_OUT_HEIGHT)


def _page(plan: FridgePlan, height: float) -> FridgePage:
    goals, steps = by_priority(plan.goals), next_steps(plan)
    shown_goals = _fitting(goals, MOST_GOALS, height, _goal_lines, _shorter_goal)
    shown_steps = _fitting(steps, MOST_STEPS, height, _step_lines, _shorter_step)
    waiting = sum(1 for goal in plan.goals if goal.status == "paused" and clean(goal.words))
    return FridgePage(
        title=plan.title,
        as_of=plan.as_of,
        version=plan.version,
        goals=tuple(shown_goals),
        steps=tuple(by_date(shown_steps)),
        meeting=plan.meeting,
        coordinator=plan.coordinator,
        goals_left=len(goals) - len(shown_goals) + waiting,
        steps_left=len(steps) - len(shown_steps),
        shortened=not (set(shown_goals) <= set(goals) and set(shown_steps) <= set(steps)),
    )


def by_priority(goals: Sequence[FridgeGoal]) -> list[FridgeGoal]:
    """The goals the family works on now: its own order first, then near before far, then as written.

    A goal that waits (``paused``) is not what the family does now; it stays in the plan and is counted as left out.
    """
    working = [goal for goal in goals if goal.status == "open" and clean(goal.words)]
    return sorted(working, key=lambda goal: (goal.priority is None, goal.priority or 0, goal.term != "short"))


def next_steps(plan: FridgePlan) -> list[FridgeStep]:
    """Open steps in the order in which they earn a place: the soonest of every goal, then the second of each.

    Steps without a goal count together as one. A step of a goal that is reached, dropped or waiting is not next.
    """
    resting = {goal.key for goal in plan.goals if goal.status != "open"}
    queues: dict[Hashable | None, list[FridgeStep]] = defaultdict(list)
    for step in by_date(plan.steps):
        if not step.done and clean(step.what) and step.goal not in resting:
            queues[step.goal].append(step)
    rounds = range(max(map(len, queues.values()), default=0))
    return [step for turn in rounds for step in by_date([q[turn] for q in queues.values() if turn < len(q)])]


def by_date(steps: Sequence[FridgeStep]) -> list[FridgeStep]:
    """Soonest first (what is overdue is soonest); then those with a time in words, then those without any."""
    return sorted(steps, key=_when)


def _when(step: FridgeStep) -> tuple[int, dt.date]:
    if isinstance(step.when, dt.date):
        return 0, step.when
    return (1 if step.when else 2), dt.date.max


def _fitting(
    items: Sequence[Item],
    most: int,
    height: float,
    count: Callable[[Item], int],
    shorter: Callable[[Item, int], Item],
) -> list[Item]:
    """The first of ``items`` that fit the column: whole if three do, else with long texts cut."""
    for cap in (None, *range(MOST_LINES, 0, -1)):
        able = [item if cap is None else shorter(item, cap) for item in items[:most]]
        for number in range(len(able), min(FEWEST, len(able)) - 1, -1):
            if _height([count(item) for item in able[:number]]) <= height:
                return able[:number]
    return able[:FEWEST]


def _height(counts: Sequence[int]) -> float:
    return sum(counts) * LINE_PITCH + (len(counts) - 1) * ITEM_GAP


def _goal_lines(goal: FridgeGoal) -> int:
    return lines(f"{_whose(goal)}{goal.words}", GOAL_LINE)


def _whose(goal: FridgeGoal) -> str:
    return f"{goal.whose}: " if goal.whose else ""


def _shorter_goal(goal: FridgeGoal, most: int) -> FridgeGoal:
    whose = shorten(goal.whose, GOAL_LINE / 2, 1) if goal.whose else None
    # The name's part of the first line is taken from every line: an estimate that errs towards fewer words.
    taken = lines(f"{whose}: {goal.words}", GOAL_LINE) - lines(goal.words, GOAL_LINE) if whose else 0
    return replace(goal, whose=whose, words=shorten(goal.words, GOAL_LINE, max(1, most - max(0, taken))))


def _step_lines(step: FridgeStep) -> int:
    return _lead_lines(step) + lines(step.what, STEP_LINE)


def _lead_lines(step: FridgeStep) -> int:
    """Lines above a step: who and when on one, else each on its own; a day as wide as it can be in any language."""
    when = _WIDEST_DAY if isinstance(step.when, dt.date) else step.when
    said = [part for part in (step.who.strip(), when) if part]
    apart = sum(lines(part, STEP_LINE) for part in said)
    return min(apart, 1) if lines(" · ".join(said), STEP_LINE) <= 1 else apart


def _shorter_step(step: FridgeStep, most: int) -> FridgeStep:
    when = shorten(step.when, STEP_LINE, 1) if isinstance(step.when, str) else step.when
    named = replace(step, who=shorten(step.who, STEP_LINE, 1), when=when)
    return replace(named, what=shorten(step.what, STEP_LINE, max(1, most - _lead_lines(named))))
