# SPDX-License-Identifier: EUPL-1.2
"""A course from its place to its end and back: what is allowed, what waits for a gate, what the database refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.course.conftest import EARLY, TWELVE, WHOLE, Town, consent_open, days, second_coordinator

from familievej.course import actions as course
from familievej.course.models import Coordination, Course, CourseMove, CoursePhase
from familievej.course.queries import due_now, shown
from familievej.course.states import Event, State, moves
from familievej.followup import actions as followup
from familievej.gate.acting import acting
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, decide, decide_about

pytestmark = pytest.mark.django_db
EVERY = sorted({*(s.value for s in State)})


def test_a_course_waits_for_its_gate_which_says_the_rule_and_what_is_missing(town: Town) -> None:
    made = town.allocated()
    with pytest.raises(ValidationError) as fault:
        course.course_begin(actor=SYSTEM, course=made, day=days(0))
    (said,) = fault.value.messages
    assert "Familien har sagt ja, har én koordinator" in said
    assert "the parents know of it" in said
    assert "how the family reaches the coordinator" in said
    made.refresh_from_db()
    assert made.state == State.ALLOCATED
    assert not CourseMove.objects.filter(course=made, event=Event.START).exists()


def test_the_twelve_weeks_run_from_start_to_close_with_the_days_of_the_report(town: Town) -> None:
    made = town.allocated(TWELVE, starts=dt.date(2025, 9, 1))
    town.met(made, "team")
    consent_open(town.cast, made)
    course.course_begin(actor=SYSTEM, course=made, day=dt.date(2025, 9, 1))
    present = made.coursephases.get()
    assert (present.phase, present.last) == ("motivation", dt.date(2025, 9, 28))
    with pytest.raises(ValidationError, match="Opfølgningsmøde"):
        course.phase_next(actor=SYSTEM, course=made, day=dt.date(2025, 9, 29))
    town.met(made, "event:opfoelgningsmoede")
    second = course.phase_next(actor=SYSTEM, course=made, day=dt.date(2025, 9, 29))
    third = course.phase_next(actor=SYSTEM, course=made, day=dt.date(2025, 10, 27))
    assert (second.last, third.last) == (dt.date(2025, 10, 26), dt.date(2025, 11, 23))
    with pytest.raises(ValidationError, match="Statusmøde"):
        course.course_close(actor=SYSTEM, course=made, day=dt.date(2025, 11, 24), reason="", way_on="fortsat")
    town.meet(made, "close")
    course.course_close(actor=SYSTEM, course=made, day=dt.date(2025, 11, 24), reason="slut", way_on="fortsat")
    assert (made.state, made.ends) == (State.CLOSED, dt.date(2025, 11, 24))
    assert [row.ends for row in made.coursephases.order_by("starts")][-1] == dt.date(2025, 11, 24)


def test_a_moved_end_needs_a_reason_and_a_pause_moves_it_too(town: Town) -> None:
    made = town.running(starts=days(-10))
    last = made.coursephases.get().last
    assert last == days(10)
    with pytest.raises(ValidationError, match="Write why"):
        course.phase_move(actor=SYSTEM, course=made, last=days(20), reason=" ", day=days(0))
    course.phase_move(actor=SYSTEM, course=made, last=days(20), reason="Mor er syg", day=days(0))
    course.pause(actor=SYSTEM, course=made, day=days(0), reason="Indlagt")
    with pytest.raises(ValidationError, match="paused"):
        course.phase_next(actor=SYSTEM, course=made, day=days(1))
    course.resume(actor=SYSTEM, course=made, day=days(7))
    present = made.coursephases.get()
    assert (made.state, present.last, present.moved_reason) == (State.RUNNING, days(27), "Mor er syg")


def test_help_falls_and_rises_again_and_a_phase_zero_has_no_dates(town: Town) -> None:
    made = town.allocated()
    town.meet(made, "start")
    course.course_begin(actor=SYSTEM, course=made, day=days(-30), phase="fase-0", access_agreement="Ring")
    assert (made.state, made.coursephases.get().last) == (State.PHASE_ZERO, None)
    course.phase_next(actor=SYSTEM, course=made, day=days(-20))
    assert made.state == State.RUNNING
    course.level_set(actor=SYSTEM, course=made, level="let", reason="Det går godt", day=days(-5))
    assert made.state == State.TAPERING
    course.level_set(actor=SYSTEM, course=made, level="roligere", reason="Sværere igen", day=days(-3))
    assert made.state == State.TAPERING
    course.level_set(actor=SYSTEM, course=made, level="taet", reason="Krise", day=days(0))
    assert made.state == State.RUNNING
    assert [row.event for row in made.coursemoves.all()][-3:] == [
        Event.TAPER,
        Event.INTENSIFY,
        Event.INTENSIFY,
    ]


def test_a_handover_needs_a_reason_and_a_note_and_is_counted(town: Town) -> None:
    made, next_one = town.running(), second_coordinator(town.cast)
    with pytest.raises(ValidationError, match="overdragelse"):
        course.coordinator_change(
            actor=SYSTEM, course=made, coordinator=next_one, reason="Karin går på orlov", day=days(0)
        )
    following = course.coordinator_change(
        actor=SYSTEM, course=made, coordinator=next_one, reason="Karin går på orlov", day=days(0),
        note="Ring helst efter 16. Anton møder Kirsten på fredag.",
    )  # fmt: skip
    assert following.handover_note.startswith("Ring helst")
    assert Coordination.objects.filter(course=made).count() - 1 == 1
    assert made.coursemoves.filter(event=Event.HAND_OVER).get().into == "Kirsten Kollega"
    assert not decide(town.cast.actor("coordinator"), Verb.READ, made).allowed


def test_a_family_is_not_handed_over_to_a_full_desk_without_the_leader(town: Town) -> None:
    made = town.running(name="Familien Til Overdragelse")
    next_one = second_coordinator(town.cast)
    for number in range(10):
        other = town.allocated(starts=days(-2), name=f"Familien {number}")
        course.coordinator_change(
            actor=SYSTEM, course=other, coordinator=next_one, reason="Deling", day=days(-2), note="Kendt"
        )
    said: dict[str, Any] = {
        "course": made, "coordinator": next_one, "reason": "Orlov", "day": days(0), "note": "Ring efter 16",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="10 of 10"):
        course.coordinator_change(actor=town.cast.actor("coordinator"), **said)
    with pytest.raises(ValidationError, match="Write why you go beyond"):
        course.coordinator_change(actor=town.cast.actor("leader"), **said)
    course.coordinator_change(actor=town.cast.actor("leader"), beyond_reason="To slutter i næste uge", **said)
    assert made.coordinations.get(ends__isnull=True).reason == "Orlov To slutter i næste uge"


def test_three_clips_bring_the_family_back_three_times(town: Town) -> None:
    made = town.running(starts=days(-300))
    for number in range(4):
        ended = days(-200 + number * 20)
        course.course_close(
            actor=SYSTEM, course=made, day=ended, reason="maal-naaet", remaining_need="Ingen", way_on="almindelig",
            clips=3 if number == 0 else 0,
        )  # fmt: skip
        assert made.clips == 3 - number
        if number < 3:
            made = course.course_reopen(
                actor=SYSTEM, course=made, coordinator=town.cast.coordinator, why_coordinator="Kender familien",
                reason="Ny uro i skolen", day=ended + dt.timedelta(days=10),
            )  # fmt: skip
            assert (made.state, made.phase) == (State.RUNNING, "de-foerste-tre-uger")
    with pytest.raises(ValidationError, match="no clip left"):
        course.course_reopen(
            actor=SYSTEM,
            course=made,
            coordinator=town.cast.coordinator,
            why_coordinator="x",
            reason="Igen",
            day=days(0),
        )
    assert Course.objects.filter(family=made.family_id, state=State.CAME_BACK).count() == 3


def test_the_same_clip_is_not_used_twice(town: Town) -> None:
    made = town.running(starts=days(-90))
    course.course_close(
        actor=SYSTEM, course=made, day=days(-30), reason="x", remaining_need="x", way_on="almindelig", clips=3
    )
    again = {"coordinator": town.cast.coordinator, "why_coordinator": "Kender", "reason": "Ny uro"}
    course.course_reopen(actor=SYSTEM, course=made, day=days(-20), **again)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="came back"):
        course.course_reopen(actor=SYSTEM, course=made, day=days(-10), **again)  # type: ignore[arg-type]


def test_a_full_desk_needs_the_leader_and_a_reason(town: Town) -> None:
    for number in range(9):
        town.allocated(name=f"Familien {number}")
    coordinator, leader = town.cast.actor("coordinator"), town.cast.actor("leader")
    from familievej.people import actions as people
    from familievej.practice.queries import Offered

    family = people.family_create(actor=coordinator, name="Den elvte")
    wanted: dict[str, Any] = {
        "family": family, "unit": town.cast.unit, "starts": days(0), "coordinator": town.cast.coordinator,
        "offered": Offered(town.adopted, town.programme()), "reason": "Bor tæt på",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="10 of 10"):
        course.course_start(actor=coordinator, **wanted)
    with pytest.raises(NoAccess):
        course.course_start(actor=leader, beyond_reason="To er ved at slutte", **wanted)
    with pytest.raises(ValidationError, match="Write why you go beyond"):
        course.course_start(actor=SYSTEM, **wanted)
    made = course.course_start(actor=SYSTEM, beyond_reason="To er ved at slutte", **wanted)
    assert made.beyond_reason == "To er ved at slutte"


def test_the_leader_reads_how_a_closed_course_ended_and_nothing_of_the_persons_and_opens_the_way_back(
    town: Town,
) -> None:
    cast = town.cast
    course.model_change(
        actor=SYSTEM,
        course=cast.course,
        adopted=town.adopted,
        programme_key=WHOLE,
        day=days(-9),
        reason="Ny metode",
    )
    course.course_close(
        actor=cast.actor("coordinator"), course=cast.course, day=days(-1), reason="maal-naaet",
        remaining_need="Ro om morgenen", way_on="almindelig", clips=3,
    )  # fmt: skip
    leader = cast.actor("leader")
    with acting(leader):
        assert Course.objects.visible_to(leader).filter(pk=cast.course.pk).exists()
        assert decide_about(leader, Verb.READ, [cast.family.pk], "plan").allowed
        assert not decide_about(leader, Verb.READ, [cast.child.pk], "plan").allowed
        assert not decide_about(leader, Verb.READ, [cast.family.pk], "notes").allowed
        assert not decide(cast.actor("coordinator"), Verb.READ, cast.course).allowed
        back = course.course_reopen(
            actor=leader, course=cast.course, coordinator=cast.coordinator, why_coordinator="Kender familien",
            reason="Anton vil ikke i skole", day=days(0),
        )  # fmt: skip
    assert decide_about(leader, Verb.READ, [cast.child.pk], "notes").allowed
    with acting(cast.actor("coordinator")):
        assert Course.objects.visible_to(cast.actor("coordinator"), Verb.WRITE).filter(pk=back.pk).exists()


def test_another_leader_sees_nothing_of_a_closed_course(town: Town) -> None:
    cast = town.cast
    course.course_close(actor=SYSTEM, course=cast.other_course, day=days(-1), reason="moved")
    leader = cast.actor("leader")
    with acting(leader):
        assert not Course.objects.filter(pk=cast.other_course.pk).exists()
        assert not decide(leader, Verb.WRITE, cast.other_course).allowed


def test_in_organisation_c_the_coordinator_decides_nowhere(town: Town) -> None:
    made = town.running()
    course.authority_set(actor=SYSTEM, course=made, area=town.cast.area, scope="full", day=days(-3))
    assert course.may_sign(made, town.cast.area.pk, days(0))
    course.authority_set(
        actor=SYSTEM, course=made, area=town.cast.area, scope="shared", shared_with="Jobcentret", day=days(-1)
    )
    assert [row.scope for row in made.areaauthoritys.order_by("starts")] == ["full", "shared"]
    made.organisation = "C"
    made.save(update_fields=["organisation"])
    assert not course.may_sign(made, town.cast.area.pk, days(0))
    with pytest.raises(ValidationError, match="no authority"):
        course.authority_set(actor=SYSTEM, course=made, area=town.cast.area, scope="full", day=days(0))


def test_only_the_leader_writes_the_leaders_yes(town: Town) -> None:
    made = town.running(EARLY)
    with pytest.raises(NoAccess):
        course.met_add(
            actor=town.cast.actor("coordinator"), course=made, need="approval:leder", words="Ja", day=days(0)
        )
    course.met_add(
        actor=town.cast.actor("leader"), course=made, need="approval:leder", words="Ja", day=days(0)
    )
    assert made.mets.filter(need="approval:leder").get().by_name == "Lene Leder"


def test_another_version_is_followed_with_a_reason_and_the_old_course_keeps_its_own(town: Town) -> None:
    made = town.running()
    assert made.adopted == town.adopted
    with pytest.raises(ValidationError, match="Write why"):
        course.model_change(
            actor=SYSTEM, course=made, adopted=town.adopted, programme_key=EARLY, day=days(0), reason=""
        )
    with pytest.raises(ValidationError, match="Choose the phase"):
        course.model_change(
            actor=SYSTEM,
            course=made,
            adopted=town.adopted,
            programme_key=EARLY,
            day=days(0),
            reason="Mindre behov",
        )
    course.model_change(
        actor=SYSTEM, course=made, adopted=town.adopted, programme_key=EARLY, day=days(0), reason="Mindre behov",
        phase="forloeb",
    )  # fmt: skip
    assert (made.programme, made.phase) == ("Tidlig forebyggelse", "forloeb")
    assert [row.phase for row in CoursePhase.objects.filter(course=made)] == [
        "de-foerste-tre-uger",
        "forloeb",
    ]


@pytest.mark.parametrize("was", EVERY)
def test_the_database_refuses_every_move_that_the_table_does_not_have(was: str, cast: Cast) -> None:
    allowed = {became.value for before, became in moves() if before is not None and before.value == was}
    refused = {became for became in EVERY if _refuses(cast.course, was, became)}
    assert refused == set(EVERY) - allowed - {was}


def _refuses(made: Course, was: str, became: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table course_course disable trigger course_state_guard")
        _put(cursor, made, was)
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table course_course enable trigger course_state_guard")
        try:
            with transaction.atomic():
                _put(cursor, made, became)
        except IntegrityError:
            return True
    return False


def _put(cursor: Any, made: Course, state: str) -> None:
    ends = "current_date" if state in {"closed", "came_back"} else "null"
    cursor.execute(f"update course_course set state = %s, ends = {ends} where id = %s", [state, str(made.pk)])


def test_a_written_move_is_not_rewritten_and_one_that_the_table_lacks_is_refused(town: Town) -> None:
    made = town.running()
    row = made.coursemoves.filter(event=Event.START).get()
    with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
        CourseMove.objects.filter(pk=row.pk).update(reason="Anden")
    with pytest.raises(IntegrityError, match="does not become"), transaction.atomic():
        CourseMove(
            course=made, family_id=made.family_id, unit_id=made.unit_id, event=Event.RESUME, was=State.RUNNING,
            became=State.PAUSED, day=days(0), by_name="x",
        ).save(force_insert=True)  # fmt: skip


def test_the_thirteenth_contact_waits_for_the_leaders_yes_and_the_fourteenth_for_another(town: Town) -> None:
    made = town.running(EARLY)
    coordinator = town.cast.actor("coordinator")
    said: dict[str, Any] = {"actor": coordinator, "family": made.family, "kind": "call"}
    for number in range(12):
        followup.contact_add(**said, held_at=timezone.now() - dt.timedelta(days=number, hours=1))
    followup.contact_add(**said, planned_at=timezone.now(), cancelled_reason="Syg")
    for _more in range(2):
        with pytest.raises(ValidationError, match="Den trettende aftales med lederen"):
            followup.contact_add(**said, planned_at=timezone.now())
        course.met_add(
            actor=town.cast.actor("leader"),
            course=made,
            need="approval:leder",
            words="Ja, en til",
            day=days(0),
        )
        followup.contact_add(**said, planned_at=timezone.now())


def test_a_finished_form_is_the_event_of_the_phase_that_asks_for_it(town: Town) -> None:
    made = town.running(starts=days(-3))

    def done() -> list[dt.date | None]:
        one, (many,) = shown(SYSTEM, made, days(0)).due, due_now(SYSTEM, [made], days(0))
        assert [each.done_on for each in one] == [each.done_on for each in many.due]
        return [each.done_on for each in one if each.event.form == "foerste-dialog"]

    assert done() == [None]
    town.met(made, "form:foerste-dialog")
    assert done() == [days(0)]


def test_the_tracks_of_the_present_phase_stand_beside_each_other(town: Town, client: Client) -> None:
    made = town.allocated(TWELVE, starts=days(-1))
    town.met(made, "team")
    consent_open(town.cast, made)
    client.force_login(town.cast.coordinator)
    page = reverse("course:page", args=[made.family_id])
    names = [track.name for track in town.programme(TWELVE).tracks]
    assert not [name for name in names if f"<dt>{name}</dt>" in client.get(page).content.decode()]
    course.course_begin(actor=SYSTEM, course=made, day=days(-1))
    told = client.get(page).content.decode()
    assert [name for name in names if f"<dt>{name}</dt>" in told] == names
    assert town.programme(TWELVE).tracks[0].content in told


def test_what_the_programme_says_of_authority_stands_beside_what_is_written_for_the_family(
    town: Town, client: Client
) -> None:
    made = town.running(starts=days(-3))
    client.force_login(town.cast.coordinator)
    page = client.get(reverse("course:page", args=[made.family_id])).content.decode()
    rules = town.programme().authority
    assert rules
    assert [rule.text for rule in rules if rule.text not in page] == []
