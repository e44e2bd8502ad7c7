# SPDX-License-Identifier: EUPL-1.2
"""The audit trail: nothing is changed without it, and nobody changes it."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import SYSTEM, Cast

import familievej
from familievej.base.crypto import decrypt
from familievej.gate import audit
from familievej.gate.acting import acting
from familievej.gate.action import NoTrace, _actions, action, all_actions
from familievej.gate.models import AuditRow
from familievej.people import actions as people
from familievej.people.models import Family

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@pytest.mark.parametrize(
    "attempt",
    [
        "update gate_auditrow set actor_name = 'another'",
        "delete from gate_auditrow",
        "truncate gate_auditrow",
    ],
)
def test_the_database_refuses_to_change_the_trail(cast: Cast, attempt: str) -> None:
    with connection.cursor() as cursor:
        # Links that wait for the commit would make PostgreSQL refuse a truncate for another reason.
        cursor.execute("set constraints all immediate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(attempt)


@pytest.mark.parametrize(
    "attempt", ["update gate_auditrow set actor_name = 'x'", "delete from gate_auditrow"]
)
def test_the_web_has_no_right_to_try(cast: Cast, attempt: str) -> None:
    actor = cast.actor("administrator")
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting(actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(attempt)


def test_the_web_cannot_write_in_anothers_name(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), acting(cast.actor("outsider")):
        audit.note(cast.actor("coordinator"), audit.Verb.EXPORT, "forged")


def test_the_web_cannot_give_itself_a_grant(cast: Cast) -> None:
    actor = cast.actor("outsider")
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting(actor),
        connection.cursor() as cursor,
    ):
        cursor.execute("update gate_grant set user_id = %s", [cast.outsider.pk])


def test_an_action_without_a_trace_did_not_happen(cast: Cast) -> None:
    @action("test.silent")
    def silent(*, actor: Actor) -> None:
        Family.objects.filter(pk=cast.family.pk).update(name="Ændret i stilhed")

    try:
        with pytest.raises(NoTrace):
            silent(actor=SYSTEM)
    finally:
        del _actions["test.silent"]
    assert Family.objects.get(pk=cast.family.pk).name == "Maria og børnene"


def test_what_changed_is_named_and_the_texts_are_encrypted(cast: Cast) -> None:
    people.family_update(
        actor=cast.actor("coordinator"), family=cast.family, edition=1, name="Maria, Anton og Sofie"
    )
    row = AuditRow.objects.filter(action="people.family_update").get()
    assert row.fields == ["name"]
    assert row.sealed is not None
    assert b"Anton og Sofie" not in bytes(row.sealed)
    texts: dict[str, Any] = json.loads(decrypt(row.sealed, bound_to=audit.SEALED_FOR))
    assert texts == {"before": {"name": "Maria og børnene"}, "after": {"name": "Maria, Anton og Sofie"}}


def _public_functions_of_actions() -> list[tuple[str, Any]]:
    found = []
    for info in pkgutil.walk_packages(familievej.__path__, "familievej."):
        parts = info.name.split(".")
        if "actions" in parts[2:3] and "migrations" not in parts:
            module = importlib.import_module(info.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if not name.startswith("_") and function.__module__ == info.name:
                    found.append((f"{info.name}.{name}", function))
    return found


# Helpers that stand beside actions, each with the reason why it is not one.
NOT_ACTIONS = {
    "familievej.access.actions.consent.needed_on": "reads who must be asked",
    "familievej.access.actions.organisation.may_administer": "asks, changes nothing",
    "familievej.course.actions.allocation.chosen_phase": "asks, changes nothing",
    "familievej.course.actions.places.room_for": "asks, changes nothing",
    "familievej.course.actions.closing.why": "asks for a reason, changes nothing",
    "familievej.course.actions.coordination.begin_coordination": "part of actions that write the trail",
    "familievej.course.actions.moving.change": "part of the moves of a course, which write the trail",
    "familievej.course.actions.moving.enter": "part of the moves of a course, which write the trail",
    "familievej.course.actions.moving.gated": "asks the gates of a programme, changes nothing",
    "familievej.course.actions.moving.leave": "part of the moves of a course, which write the trail",
    "familievej.course.actions.moving.needs_reason": "asks for a reason, changes nothing",
    "familievej.course.actions.moving.programme_of": "reads the adopted model",
    "familievej.course.actions.moving.record": "part of the moves of a course, which write the trail",
    "familievej.course.actions.moving.state_in": "reads the table of states",
    "familievej.course.actions.moving.target": "reads the table of states",
    "familievej.course.actions.moving.write": "asks for the right to write, and reads the state",
    "familievej.course.actions.team.may_sign": "asks, changes nothing",
    "familievej.extract.actions.loading.extract_check": "does what loading would do and undoes it",
    "familievej.extract.actions.loading.record": "part of extract_load and extract_refused, which write the trail",
    "familievej.followup.actions.own_words.hide_conversation": "records_hide writes the trail",
    "familievej.followup.actions.own_words.hide_from_parents": "part of notes_add; records_hide writes the trail",
    "familievej.followup.actions.own_words.hide_like": "part of notes_add; restriction_set writes the trail",
    "familievej.people.actions.cpr.bound": "names what an encrypted number is tied to",
    "familievej.people.actions.register.families_register": "part of extract_load, which writes the trail",
    "familievej.people.actions.register.persons_register": "part of extract_load, which writes the trail",
    "familievej.plan.actions.step.kept_ticks": "computes what goal_save writes",
    "familievej.plan.actions.step.present_steps": "reads the steps of a goal that its caller has been let through to",
    "familievej.plan.actions.step.write_steps": "part of goal_add and goal_save, which write the trail",
    "familievej.plan.actions.versions.locked": "locks a row for the action that calls it",
    "familievej.plan.actions.versions.keep_plan": "part of the actions of the plan, which write the trail",
    "familievej.plan.actions.versions.keep_goal": "part of the actions of the plan, which write the trail",
    "familievej.plan.actions.versions.next_version": "part of the actions of the plan, which write the trail",
    "familievej.practice.actions.may_adopt": "asks, changes nothing",
}


def test_every_function_that_writes_is_an_action() -> None:
    functions = _public_functions_of_actions()
    actions = {inspect.unwrap(run) for run in all_actions().values()}
    bare = {name for name, function in functions if inspect.unwrap(function) not in actions}
    assert bare == set(NOT_ACTIONS), "an undecorated function, or an exception that is no longer needed"
