# SPDX-License-Identifier: EUPL-1.2
"""Random models that are right, and random courses run by them: none reaches what table, gate or limit forbids."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import SYSTEM, Cast
from tests.course.conftest import days, second_coordinator
from tests.course.models import WRITTEN, practices
from tests.course.test_random_courses import is_a_path

from familievej.course import actions as course
from familievej.course.load import places
from familievej.course.models import AreaAuthority, Course, Met, TeamMember
from familievej.course.states import Event, State, events_from, moves
from familievej.people import actions as people
from familievej.practice.actions import model_adopt
from familievej.practice.models import AdoptedModel
from familievej.practice.queries import Offered
from familievej.practice.schema import Loaded
from familievej.practice.schema.programme import Move, Programme

pytestmark = pytest.mark.django_db
TRIED = (
    "place", "meet", "begin", "next", "dates", "level", "pause", "resume", "closing", "keep", "close", "reopen",
    "hand_over", "team", "authority", "group", "model", "force",
)  # fmt: skip
# Half of what is tried is something that the table allows just then: a course must get somewhere, too.
ACTS = st.lists(
    st.tuples(st.sampled_from((*TRIED, *["likely"] * len(TRIED))), st.integers(0, 9)), min_size=4, max_size=22
)
LIKELY = {
    Event.START: "begin", Event.NEXT_PHASE: "next", Event.EXTEND: "dates", Event.TAPER: "level",
    Event.PAUSE: "pause", Event.RESUME: "resume", Event.BEGIN_CLOSING: "closing", Event.KEEP_OPEN: "keep",
    Event.HAND_OVER: "hand_over", Event.CHANGE_MODEL: "model", Event.CLOSE: "close", Event.REOPEN: "reopen",
}  # fmt: skip
GATED: dict[str, Move] = {
    "begin": "start", "next": "next_phase", "dates": "extend", "pause": "pause", "hand_over": "hand_over",
    "close": "close", "reopen": "reopen", "model": "change_model",
}  # fmt: skip


@settings(max_examples=25)
@given(practice=practices(), acts=ACTS)
def test_no_course_of_any_right_model_reaches_what_table_gate_or_limit_forbids(
    practice: Loaded, acts: list[tuple[str, int]], request: pytest.FixtureRequest
) -> None:
    cast: Cast = request.getfixturevalue("cast")
    with transaction.atomic():
        adopted = model_adopt(actor=SYSTEM, loaded=practice, owner="Lene", starts=dt.date(2025, 1, 1))
        run = Run(cast, adopted, [cast.coordinator, second_coordinator(cast)])
        for number, (act, choice) in enumerate([("place", 0), *acts]):
            run.tries(act, choice, days(number - 100))
        for made in Course.objects.filter(adopted=adopted):
            is_a_path(made)
            _keeps_its_programme(made)
        transaction.set_rollback(True)


@dataclass
class Run:
    """The course that is tried with; ``place`` begins another one."""

    cast: Cast
    adopted: AdoptedModel
    people: list[Any]
    made: Course | None = None

    def tries(self, act: str, choice: int, day: dt.date) -> None:
        """One act; what a rule refuses leaves nothing behind."""
        if self.made is None and act != "place":
            return
        if act == "likely" and self.made:
            possible = [LIKELY[event] for event in events_from(State(self.made.state)) if event in LIKELY]
            act = (["meet", *possible] if possible else ["meet"])[choice % (len(possible) + 1)]
        before = (self._programme(), self.made.phase) if self.made else (None, "")
        try:
            with transaction.atomic():
                done = self._does(act, choice, day)
        except ValidationError:
            done = None
        except IntegrityError:
            # Only the state that is forced is the database's to refuse: every other act is told in words.
            if act != "force":
                raise
            done = None
        if self.made is not None:
            self.made = done if isinstance(done, Course) else Course.objects.get(pk=self.made.pk)
        elif isinstance(done, Course):
            self.made = done
        if done and act in GATED and before[0] and self.made:
            _passed_its_gates(self.made, before[0], act, choice)

    def _programme(self) -> Programme:
        assert self.made is not None
        found = self.adopted.model.programme(self.made.programme_key)
        assert found is not None
        return found

    def _does(self, act: str, choice: int, day: dt.date) -> object:
        if act == "place":
            return self._place(choice, day)
        made, programme, who = self.made, self._programme(), self.people[choice % 2]
        assert made is not None
        said: dict[str, Any] = {"actor": SYSTEM, "course": made, "day": day}
        why = "Familien ønsker det" if choice else ""
        levels = [level.id for level in programme.levels] or ["intet"]
        most = programme.closing.clips if programme.closing else 0
        clips = choice if choice > 7 else most
        if act == "hand_over" and choice < 8:
            who = next(
                each for each in self.people if not made.coordinations.filter(user=each, ends=None).exists()
            )
        if act == "meet":
            return self._meet(programme, choice, day)
        if act == "force":
            return _force(made, list(State)[choice % len(State)])
        if act == "group":
            unit = self.cast.unit
            return course.group_load_set(
                actor=SYSTEM, user=who, unit=unit, name="Gruppen", families=choice, day=day
            )
        if act == "reopen":
            return course.course_reopen(**said, coordinator=who, why_coordinator="Kender dem", reason=why)
        does: dict[str, tuple[Any, dict[str, Any]]] = {
            "begin": (course.course_begin, {"access_agreement": why}),
            "next": (course.phase_next, {}),
            "dates": (course.phase_move, {"last": day + dt.timedelta(days=choice - 1), "reason": why}),
            "level": (course.level_set, {"level": levels[choice % len(levels)], "reason": why}),
            "pause": (course.pause, {"reason": why}),
            "resume": (course.resume, {}),
            "closing": (course.closing_begin, {"reason": why}),
            "keep": (course.closing_undo, {"reason": why}),
            "close": (
                course.course_close,
                {"reason": "moved", "remaining_need": why, "way_on": "videre" if choice else "", "clips": clips},
            ),
            "hand_over": (
                course.coordinator_change,
                {"coordinator": who, "reason": why, "beyond_reason": why if choice % 2 else ""},
            ),
            "team": (course.team_add, {"role": "behandler", "role_name": "Behandler", "name": "Hanne"}),
            "authority": (
                course.authority_set,
                {"area": self.cast.area, "scope": ["full", "shared", "none"][choice % 3], "shared_with": "Jobcentret"},
            ),
            "model": (
                course.model_change,
                {"adopted": self.adopted, "programme_key": ["den-ene", "den-anden"][choice % 2], "reason": why,
                 "beyond_reason": why if choice > 3 else ""},
            ),
        }  # fmt: skip
        function, more = does[act]
        function(**said, **more)
        return True

    def _place(self, choice: int, day: dt.date) -> Course:
        programme = self.adopted.model.programmes[choice % 2]
        who = self.people[0]
        full = [
            room
            for rooms in places(self.adopted, programme, who.pk, self.cast.unit.pk, day).values()
            for room in rooms
            if room.carried >= room.limit.most
        ]
        made = course.course_start(
            actor=SYSTEM, family=people.family_create(actor=SYSTEM, name=f"Familie {choice}"), unit=self.cast.unit,
            starts=day, offered=Offered(self.adopted, programme), coordinator=who, reason="Kender familien",
            beyond_reason="To slutter snart" if choice > 2 else "",
        )  # fmt: skip
        assert bool(made.beyond_reason) == bool(full), "beyond a limit with a reason, and else without"
        return made

    def _meet(self, programme: Programme, choice: int, day: dt.date) -> object:
        assert self.made is not None
        needs = [need for gate in programme.gates for need in gate.needs if _is_written(need)]
        for need in needs[: choice + 1]:
            course.met_add(actor=SYSTEM, course=self.made, need=str(need), words="Det er der", day=day)
        return True


def _is_written(need: Any) -> bool:
    return need.kind in {"event", "approval"} or str(need) in WRITTEN


def _force(made: Course, state: State) -> object:
    """Past every action: the trigger alone must refuse it."""
    ended = state in {State.CLOSED, State.CAME_BACK}
    asked = (State(made.state), state)
    with connection.cursor() as cursor:
        cursor.execute(
            f"update course_course set state = %s, ends = {'starts' if ended else 'null'} where id = %s",
            [state.value, str(made.pk)],
        )
    assert asked[0] is state or asked in moves()
    # It was a move of the table, made where nobody may: undone, so that what is written stays a path.
    raise ValidationError("undone")


def _passed_its_gates(made: Course, programme: Programme, act: str, _choice: int) -> None:
    """Whatever people write down for the gate of the move that was made is written."""
    written = set(Met.objects.filter(course__family=made.family_id).values_list("need", flat=True))
    into = made.phase if act == "next" else None
    asked = [
        need for gate in programme.gates_of(GATED[act], into) for need in gate.needs if _is_written(need)
    ]
    first = act == "hand_over" and made.coordinations.count() < 2
    assert first or {str(need) for need in asked} <= written


def _keeps_its_programme(made: Course) -> None:
    programme = made.adopted.model.programme(made.programme_key) if made.adopted else None
    assert programme is not None
    assert made.phase == "" or made.phase in {phase.id for phase in programme.phases}
    assert made.clips <= max((p.closing.clips for p in made.adopted.model.programmes if p.closing), default=0)  # type: ignore[union-attr]  # it has one
    held = TeamMember.objects.filter(course=made, ends__isnull=True).count()
    assert held <= max(each.most or 0 for p in made.adopted.model.programmes for each in p.staffing)  # type: ignore[union-attr]  # it has one
    if made.organisation == "C":
        free = AreaAuthority.objects.filter(course=made, ends__isnull=True).exclude(scope="none")
        assert not free.exists()
