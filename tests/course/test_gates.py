# SPDX-License-Identifier: EUPL-1.2
"""Every gate, and every need of it: open when all is there, shut and named when one thing is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.attacks.states import PERSON_OF
from tests.cast import SYSTEM, Cast
from tests.course.conftest import ADOPTED, days, second_coordinator
from tests.course.models import gate, loaded, programme

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.course import actions as course
from familievej.course.gates import waiting
from familievej.course.models import Course, CourseMove
from familievej.course.needs import _known, needs_met
from familievej.people import actions as people
from familievej.plan import actions as plan
from familievej.plan.models import FamilyPlan
from familievej.practice.actions import model_adopt
from familievej.practice.queries import Offered
from familievej.practice.schema.programme import Gate
from familievej.practice.shipped import load_shipped, shipped

ORDER = ("start", "next_phase", "extend", "pause", "hand_over", "change_model", "close", "reopen")


def test_every_gate_of_the_library_opens_with_all_it_needs_and_names_the_one_that_is_missing() -> None:
    tried = 0
    for model_id in shipped():
        for each in load_shipped(model_id).model.programmes:
            for asked in each.gates:
                all_met = {str(need) for one in each.gates_of(asked.move, asked.into) for need in one.needs}
                assert waiting(each, asked.move, all_met, asked.into) == []
                for need in asked.needs:
                    shut = {
                        w.gate.id: w.missing
                        for w in waiting(each, asked.move, all_met - {str(need)}, asked.into)
                    }
                    assert need in shut[asked.id], (model_id, asked.id, str(need))
                    tried += 1
                if asked.into:
                    assert asked not in [w.gate for w in waiting(each, asked.move, set(), "en-anden-fase")]
    assert tried > 40


@pytest.mark.django_db
def test_every_move_waits_for_its_own_gate_and_leaves_nothing_behind_when_it_is_shut(cast: Cast) -> None:
    """The life of a course, once: before each move the gate is shut, then what it asks for is written."""
    events = [{"id": f"til-{m}", "name": f"Til {m}", "kind": "other", "source": "own x"} for m in ORDER]
    made_of = programme(
        gates=[gate(move, f"event:til-{move}") for move in ORDER],
        closing={"text": "x", "clips": 1, "ways_on": [{"id": "videre", "name": "Videre"}], "source": "own x"},
    )
    made_of["phases"][0]["events"] = events
    adopted = model_adopt(actor=SYSTEM, loaded=loaded(made_of), owner="Lene", starts=ADOPTED)
    offered = Offered(adopted, adopted.model.programmes[0])
    made = course.course_start(
        actor=SYSTEM, family=people.family_create(actor=SYSTEM, name="Ny"), unit=cast.unit, starts=days(-9),
        offered=offered, coordinator=cast.coordinator, reason="Kender familien",
    )  # fmt: skip
    said: dict[str, Any] = {"actor": SYSTEM, "course": made, "day": days(-5)}
    second = second_coordinator(cast)
    moves: dict[str, tuple[Any, dict[str, Any]]] = {
        "start": (course.course_begin, {}),
        "next_phase": (course.phase_next, {}),
        "extend": (course.phase_move, {"last": days(9), "reason": "Ferie"}),
        "pause": (course.pause, {"reason": "Ferie"}),
        "hand_over": (course.coordinator_change, {"coordinator": second, "reason": "Orlov"}),
        "change_model": (
            course.model_change, {"adopted": adopted, "programme_key": "indsats", "reason": "x", "phase": "siden"},
        ),
        "close": (course.course_close, {"reason": "moved", "clips": 1}),
        "reopen": (
            course.course_reopen, {"coordinator": second, "why_coordinator": "Kender dem", "reason": "Ny uro"},
        ),
    }  # fmt: skip
    for move in ORDER:
        act, more = moves[move]
        before = CourseMove.objects.filter(course=made).count()
        with pytest.raises(ValidationError, match=f"Porten {move}. Missing: “?.*Til {move}"):
            act(**said, **more)
        assert CourseMove.objects.filter(course=made).count() == before
        made.refresh_from_db()
        course.met_add(actor=SYSTEM, course=made, need=f"event:til-{move}", words="Det er sket", day=days(-5))
        act(**said, **more)
        if move == "pause":
            course.resume(**said)
    assert Course.objects.filter(follows=made).exists()


@pytest.mark.django_db
def test_what_the_system_knows_by_itself_is_missing_first_and_there_afterwards(cast: Cast) -> None:
    """Every need that nobody writes by hand: a world without it, and the same world with it."""
    karin = cast.actor("coordinator")
    made = course.course_start(
        actor=karin, family=people.family_create(actor=karin, name="Ny"), unit=cast.unit, starts=days(0),
        programme="x",
    )  # fmt: skip
    child = people.person_create(
        actor=karin, given_name="Nor", family_name="Ny", sex="M", birth_date=dt.date(2015, 1, 1)
    )
    known = sorted(
        need for need in _known if need.partition(":")[0] not in {"form", "meeting", "event", "assessment"}
    )
    asked = Gate.model_validate(gate("start", *known))

    def there() -> set[str]:
        return set(needs_met(SYSTEM, made, days(0), [asked]))

    assert there() == set()
    for need, act in (
        ("coordinator", lambda: course.coordinator_change(
            actor=karin, course=made, coordinator=cast.coordinator, reason="Kender dem", day=days(0))),
        ("team", lambda: course.team_add(
            actor=karin, course=made, role="x", role_name="x", name="Hanne", day=days(0))),
        ("access_agreement", lambda: Course.objects.filter(pk=made.pk).update(access_agreement="Ring 9–15")),
        ("plan", lambda: plan.plan_start(actor=karin, course=made, title="Vores", purpose="Ro")),
        ("goals", lambda: plan.goal_add(actor=karin, plan=FamilyPlan.objects.get(course=made), words="Sove")),
        ("consent", lambda: _consent(cast, made, child)),
        ("free_place", lambda: _follows(made)),
    ):  # fmt: skip
        before = there()
        act()
        made.refresh_from_db()
        assert there() == before | {need}
    assert there() == set(known)


def _consent(cast: Cast, made: Course, child: Any) -> None:
    karin = cast.actor("coordinator")
    people.member_add(actor=karin, family=made.family, person=child, role="child", starts=days(0))
    for who, role in ((cast.mother, "parent"),):
        people.custody_set(actor=SYSTEM, child=child, holder=who, kind="sole", starts=days(0))
        asked = access.consent_ask(
            actor=karin, family=made.family, person=child, categories=["plan"], to=[To(unit=cast.other_unit)],
            purpose="At hjælpe", starts=days(0), ends=days(90),
        )  # fmt: skip
        access.consent_sign(
            actor=cast.actor(role), consent=asked, signer=getattr(cast, PERSON_OF[role]), answer="yes"
        )


def _follows(made: Course) -> None:
    adopted = model_adopt(actor=SYSTEM, loaded=loaded(programme()), owner="Lene", starts=ADOPTED)
    course.model_change(
        actor=SYSTEM, course=made, adopted=adopted, programme_key="indsats", day=days(0), reason="Metoden"
    )
