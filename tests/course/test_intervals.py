# SPDX-License-Identifier: EUPL-1.2
"""How often something must happen: what is due next, from the text file to the screens."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import SYSTEM
from tests.course.conftest import Town, days

from familievej.base.today import Line
from familievej.course import actions as course
from familievej.course.intervals import (
    Facts,
    Holds,
    Turn,
    begun_on,
    ends_for,
    every_of,
    may_hold,
    rests_of,
    turns,
)
from familievej.course.models import Course, Met
from familievej.course.queries import shown
from familievej.course.states import Event, State
from familievej.course.today import lines
from familievej.followup import actions as followup
from familievej.followup.models import ContactKind
from familievej.followup.today import lines as contact_lines
from familievej.practice.actions import model_adopt
from familievej.practice.schema import PracticeModel, Span, load
from familievej.practice.schema.programme import Level
from familievej.practice.shipped import load_shipped, shipped

HERNING = load_shipped("herning").model
FREQUENT = HERNING.programmes[0]
START = dt.date(2024, 3, 1)
BEGUN = Facts(State.RUNNING, START, START, {})


def next_of(kind: str, facts: Facts = BEGUN, day: dt.date = START, model: PracticeModel = HERNING) -> Turn:
    (found,) = (turn for turn in turns(model, model.programmes[0], facts, day) if turn.kind == kind)
    return found


def test_the_first_follow_up_is_waited_for_until_it_has_been_and_then_the_next() -> None:
    assert [turn.kind for turn in turns(HERNING, FREQUENT, BEGUN, START)] == ["first_follow_up"]
    assert next_of("first_follow_up").by == dt.date(2024, 6, 1)
    kept = replace(BEGUN, kept={"first_follow_up": [dt.date(2024, 5, 20)]})
    following = next_of("follow_up", kept, dt.date(2024, 5, 21))
    assert (following.last, following.by) == (dt.date(2024, 5, 20), dt.date(2024, 8, 20))
    assert len(turns(HERNING, FREQUENT, kept, dt.date(2024, 5, 21))) == 1


def test_it_is_late_the_day_after_and_a_follow_up_counts_from_the_work_a_contact_from_the_place() -> None:
    turn = next_of("first_follow_up")
    assert (turn.is_late(turn.by), turn.is_late(turn.by + dt.timedelta(days=1))) == (False, True)
    waited = replace(BEGUN, begun=START + dt.timedelta(days=30))
    whole = load_shipped("gladsaxe").model
    assert next_of("first_follow_up", waited, model=whole).by == Span(3, "months").after(
        START + dt.timedelta(days=30)
    )
    assert next_of("contact", waited, model=whole).by == START + dt.timedelta(weeks=1)


def test_what_was_before_the_course_or_lies_ahead_does_not_count() -> None:
    kept = {"follow_up": [dt.date(2024, 2, 28), dt.date(2024, 4, 1)]}
    assert next_of("first_follow_up", replace(BEGUN, kept=kept), dt.date(2024, 3, 2)).last is None


def test_the_former_six_week_rule_holds_from_the_day_that_somebody_says_until_its_end() -> None:
    (rule,) = may_hold(HERNING, FREQUENT, START)
    held = replace(BEGUN, holds=(Holds(rule, START),))
    assert next_of("first_follow_up", held).by == dt.date(2024, 4, 12)
    assert next_of("first_follow_up", BEGUN).shorter is None
    last_day, after = dt.date(2024, 12, 31), dt.date(2025, 1, 1)
    assert next_of("first_follow_up", held, last_day).shorter is not None
    assert next_of("first_follow_up", held, after).shorter is None
    assert may_hold(HERNING, FREQUENT, after) == []
    # Its own time for one family ends it too, when that is sooner.
    assert ends_for(Holds(rule, dt.date(2023, 6, 1))) == dt.date(2024, 6, 1)


def test_each_edge_of_a_rule_for_a_time() -> None:
    (rule,) = may_hold(HERNING, FREQUENT, rule_starts := dt.date(2024, 1, 1))
    assert may_hold(HERNING, FREQUENT, rule_starts - dt.timedelta(days=1)) == []
    two_months = rule.model_copy(update={"lasts": Span(2, "months")})
    model = HERNING.model_copy(update={"temporary_rules": (two_months,)})
    held = replace(BEGUN, holds=(Holds(two_months, START),))
    for day, there in ((dt.date(2024, 4, 30), True), (dt.date(2024, 5, 1), False)):
        assert (next_of("first_follow_up", held, day, model).shorter is not None) is there
    assert (
        next_of("first_follow_up", replace(BEGUN, holds=(Holds(two_months, at(9)),)), at(8), model).shorter
        is None
    )
    # The shortest of two holds; one that is no shorter than the interval itself does not.
    shortest = rule.model_copy(update={"id": "taet", "every": Span(2, "weeks")})
    alike = rule.model_copy(update={"id": "som-foer", "every": Span(3, "months")})
    several = HERNING.model_copy(update={"temporary_rules": (rule, shortest, alike)})
    all_three = replace(BEGUN, holds=tuple(Holds(each, START) for each in several.temporary_rules))
    assert next_of("first_follow_up", all_three, model=several).by == at(14)
    only_alike = replace(BEGUN, holds=(Holds(alike, START),))
    assert next_of("first_follow_up", only_alike, model=several).shorter is None


def test_nothing_is_due_in_phase_0_or_a_pause_and_only_the_first_contact_before_the_beginning() -> None:
    early = load_shipped("aabenraa").model
    for state in (State.PHASE_ZERO, State.PAUSED, State.CLOSED, State.CAME_BACK):
        assert turns(HERNING, FREQUENT, replace(BEGUN, state=state), START) == []
    waits = Facts(State.ALLOCATED, START, None, {})
    assert turns(HERNING, FREQUENT, waits, START) == []
    assert next_of("first_contact", waits, model=early).by == dt.date(2024, 3, 2)


def test_a_level_of_intensity_has_its_own_rhythm_of_contact() -> None:
    whole = load_shipped("gladsaxe").model
    close, apart = (
        whole.programmes[0].model_copy(
            update={
                "levels": (Level(id="let", name="Let", contact=Span(number, "weeks"), source="own prøve"),)
            }
        )
        for number in (3, 5)
    )
    contact = [
        turn.by
        for programme in (close, apart)
        for turn in turns(whole, programme, replace(BEGUN, level="let"), START)
        if turn.kind == "contact"
    ]
    assert contact == [START + dt.timedelta(weeks=3), START + dt.timedelta(weeks=5)]
    assert next_of("contact", model=whole).by == START + dt.timedelta(weeks=1)


def at(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def test_the_last_time_is_the_latest_of_those_from_the_beginning_until_today() -> None:
    for kept, day, last in (
        ([0], 5, 0), ([5], 5, 5), ([2, 9, 4], 9, 9), ([2, 9, 4], 8, 4), ([-1], 5, None), ([6], 5, None),
    ):  # fmt: skip
        facts = replace(BEGUN, kept={"follow_up": [at(number) for number in kept]})
        (turn,) = turns(HERNING, FREQUENT, facts, at(day))
        assert turn.last == (at(last) if last is not None else None)


def test_the_work_rests_from_a_pause_until_it_goes_on_or_until_now() -> None:
    pause, resume = (Event.PAUSE, at(1)), (Event.RESUME, at(5))
    assert rests_of([pause, resume, (Event.PAUSE, at(9))]) == [(at(1), at(5)), (at(9), None)]
    assert rests_of([pause, (Event.TAPER, at(3)), resume]) == [(at(1), at(5))]
    assert rests_of([pause, (Event.KEEP_OPEN, at(7))]) == [(at(1), at(7))]
    assert rests_of([resume]) == rests_of([]) == []
    # Four days of rest after the last time move the next by four; those before it, and after the day, by none.
    for rests, later in (
        ([(at(10), at(14))], 4), ([(at(-9), at(0))], 0), ([(at(-3), at(2))], 2), ([(at(400), at(404))], 0),
        ([(dt.date(2024, 6, 1), dt.date(2024, 6, 5))], 0),
    ):  # fmt: skip
        assert next_of("first_follow_up", replace(BEGUN, rests=rests)).by == dt.date(
            2024, 6, 1
        ) + dt.timedelta(days=later)
    still = replace(BEGUN, rests=[(at(10), None)])
    assert next_of("first_follow_up", still, at(30)).by == dt.date(2024, 6, 1) + dt.timedelta(days=20)


def test_the_work_begins_when_it_runs_and_not_before_there_is_a_method() -> None:
    place, zero, run = (
        ("allocate", "allocated", at(0)),
        ("start", "phase_zero", at(1)),
        ("next_phase", "running", at(4)),
    )
    method = ("change_model", "running", at(9))
    assert begun_on([place, zero, run, method]) == at(4)
    assert begun_on([place, zero]) is begun_on([]) is None
    assert begun_on([("open", "running", at(0)), method]) == at(9)
    assert begun_on([("open", "running", at(0))]) == at(0)


def test_only_contact_has_a_rhythm_of_the_level() -> None:
    whole = load_shipped("start").model.programme("sammenhaengende-indsats")
    assert whole is not None
    light = whole.levels[-1]
    assert every_of(whole, "contact", light.id) == light.contact == Span(1, "months")
    assert every_of(whole, "contact") == Span(1, "weeks")
    assert every_of(whole, "follow_up", light.id) == Span(3, "months")
    assert every_of(whole, "plan_review", light.id) is None


@given(
    st.lists(st.integers(0, 200), max_size=6, unique=True),
    st.lists(st.integers(0, 200), max_size=4, unique=True),
    st.integers(0, 200),
)
def test_a_rest_moves_the_day_by_as_much_as_it_lasted_and_never_forward(
    kept: list[int], paused: list[int], today: int
) -> None:
    day = START + dt.timedelta(days=today)
    edges = sorted(START + dt.timedelta(days=each) for each in paused)
    moves = [(Event.RESUME if number % 2 else Event.PAUSE, at) for number, at in enumerate(edges)]
    been = {"follow_up": [START + dt.timedelta(days=each) for each in kept]}
    still, rested = replace(BEGUN, kept=been), replace(BEGUN, kept=been, rests=rests_of(moves))
    (plain,), (later,) = (turns(HERNING, FREQUENT, facts, day) for facts in (still, rested))
    assert later.last == plain.last
    assert dt.timedelta(0) <= later.by - plain.by <= dt.timedelta(days=max(200, today))
    if not [at for at in edges if at < plain.by]:
        assert later.by == plain.by


def told(town: Town) -> list[Line]:
    return list(lines(town.cast.actor("coordinator"), timezone.localdate()))


def page(client: Client, town: Town, made: Course) -> str:
    client.force_login(town.cast.coordinator)
    return client.get(reverse("course:page", args=[made.family_id])).content.decode()


@pytest.mark.django_db
def test_a_follow_up_that_is_due_is_on_the_course_the_board_and_i_dag_until_it_has_been(
    client: Client, town: Town
) -> None:
    made = town.running(starts=days(-120))
    assert "The first formal follow-up" in [line.what for line in told(town)]
    html = page(client, town, made)
    assert "The first formal follow-up" in html
    client.force_login(town.cast.coordinator)
    assert "The first formal follow-up" in client.get(reverse("course:board")).content.decode()
    need = reverse("course:met", args=[made.family_id, "interval:first_follow_up"])
    form = {"day": f"{days(-2):%d-%m-%Y}", "words": "Hele familien var med"}
    assert client.post(need, {**form, "day": f"{days(3):%d-%m-%Y}"}).status_code == 200
    assert client.post(need, form).status_code == 302
    (turn,) = [each for each in shown(SYSTEM, made, days(0)).turns if each.kind == "follow_up"]
    assert (turn.last, turn.by) == (days(-2), turn.every.after(days(-2)))
    assert not [line for line in told(town) if "ollow-up" in line.what]
    # Written by mistake: it counts no more, and is asked for again.
    met = Met.objects.get(need="interval:first_follow_up")
    assert client.post(reverse("course:met_undo", args=[made.family_id, met.pk])).status_code == 302
    assert [line for line in told(town) if "ollow-up" in line.what]


@pytest.mark.django_db
def test_contact_is_asked_for_as_often_as_the_version_says(town: Town) -> None:
    made = town.running(starts=days(-60))
    actor, today = town.cast.actor("coordinator"), timezone.localdate()
    mine = [line for line in contact_lines(actor, today) if line.subject == made.family_id]
    assert [line.due for line in mine] == [days(-60 + 7)]
    moment = timezone.now() - dt.timedelta(days=6)
    followup.contact_add(
        actor=SYSTEM, family=made.family, kind=ContactKind.CALL, held_at=moment, met="Mor", place=""
    )
    assert [line for line in contact_lines(actor, today) if line.subject == made.family_id] == []
    (turn,) = [each for each in shown(SYSTEM, made, today).turns if each.kind == "contact"]
    assert turn.by == days(-6 + 7)


@pytest.mark.django_db
def test_nobody_writes_by_hand_what_the_version_does_not_ask_for(client: Client, town: Town) -> None:
    made = town.running(starts=days(-60))
    client.force_login(town.cast.coordinator)
    for need in ("interval:contact", "interval:supervision", "holds:nothing"):
        answer = client.post(
            reverse("course:met", args=[made.family_id, need]), {"day": f"{days(-1):%d-%m-%Y}", "words": "x"}
        )
        assert "asks for no such thing now" in answer.content.decode()
    assert not Met.objects.filter(need__contains="supervision").exists()


@pytest.mark.django_db
def test_a_rule_for_a_time_is_offered_holds_when_somebody_says_so_and_ends_when_they_take_it_back(
    client: Client, town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "herning.yaml"
    text = shipped()["herning"].read_text(encoding="utf-8")
    file.write_text(text.replace("ends: 2025-01-01", "ends: 2099-01-01"), encoding="utf-8")
    adopted = model_adopt(actor=SYSTEM, loaded=load(file), owner="Lene", starts=days(-90))
    made = town.running(starts=days(-10))
    course.model_change(
        actor=SYSTEM,
        course=made,
        adopted=adopted,
        programme_key="hyppig-opfoelgning",
        day=days(-10),
        reason="Ny metode",
    )

    def due() -> dt.date:
        (turn,) = [each for each in shown(SYSTEM, made, days(0)).turns if each.kind == "first_follow_up"]
        return turn.by

    plain = due()
    html = page(client, town, made)
    assert "Børn i det første år efter en anbringelse" in html
    there = reverse("course:met", args=[made.family_id, "holds:nyanbragte"])
    assert there in html
    assert (
        client.post(there, {"day": f"{days(-5):%d-%m-%Y}", "words": "Flyttede hjem i går"}).status_code == 302
    )
    assert due() == days(-10) + dt.timedelta(weeks=6) < plain
    assert "Flyttede hjem i går" in page(client, town, made)
    held = Met.objects.get(need="holds:nyanbragte")
    client.post(reverse("course:met_undo", args=[made.family_id, held.pk]))
    assert due() == plain
