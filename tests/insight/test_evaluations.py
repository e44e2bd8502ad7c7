# SPDX-License-Identifier: EUPL-1.2
"""A saved evaluation: defined before data are read, run by a job, read by leaders and analysts within their reach."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast

from familievej.access.actions import area_create, unit_create
from familievej.analysis.tables import SCHEMAS
from familievej.course.models import Course
from familievej.extract.models import IncomeSupport, RegisteredFamily, RegisteredPerson
from familievej.gate.actor import system
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow, Unit
from familievej.insight import actions, adapter, jobs, queries
from familievej.insight.files import PART
from familievej.insight.models import Definition, Evaluation, Run, RunFile, State
from familievej.insight.wanted import Wanted

QUESTION = "Do more mothers support themselves two years after?"


@pytest.fixture
def registered(cast: Cast) -> Cast:
    """The cast's family as the register tells of it, with two months of support."""
    RegisteredFamily.objects.create(family=cast.family, start_date=dt.date(2017, 6, 15))
    for person, role, sex in ((cast.mother, "mother", "F"), (cast.child, "child", "M")):
        born = dt.date(1990, 3, 2) if role == "mother" else dt.date(2016, 2, 1)
        RegisteredPerson.objects.create(
            person=person,
            family=cast.family,
            role=role,
            sex=sex,
            birth_date=born,
            index_child=role == "child",
        )
    for month in (dt.date(2017, 8, 1), dt.date(2019, 12, 1)):
        IncomeSupport.objects.create(person=cast.mother, month=month, category="job_ready")
    return cast


def define(cast: Cast, role: str = "analyst", unit: Unit | None = None, **wanted: Any) -> Evaluation:
    return actions.evaluation_define(
        actor=cast.actor(role),
        evaluation_id=uuid.uuid4(),
        title="The first years",
        unit=unit,
        wanted=Wanted(QUESTION, **wanted),
    )


def run(cast: Cast, evaluation: Evaluation, role: str = "analyst") -> Run:
    """Ordered by the page, made by the worker."""
    made = actions.run_order(actor=cast.actor(role), evaluation=evaluation, run_id=uuid.uuid4())
    jobs.work(made.pk)
    made.refresh_from_db()
    return made


def other_unit() -> Unit:
    task = system("a unit for the test")
    area = area_create(actor=task, code="other", name="Other", category="employment")
    return unit_create(actor=task, code="elsewhere", name="Elsewhere", area=area)


def test_what_is_counted_is_fixed_and_dated_before_data_are_read(registered: Cast) -> None:
    made = run(registered, define(registered))
    assert (made.state, made.failure) == (State.DONE, "")
    assert made.read_at is not None
    assert made.definition.fixed_at < made.read_at


def test_a_changed_definition_is_a_new_version_and_former_runs_keep_theirs(registered: Cast) -> None:
    evaluation = define(registered)
    former = run(registered, evaluation)
    change = Wanted(QUESTION, rules={"nothing_registered": "left_out"})
    for _click in range(2):
        actions.definition_change(actor=registered.actor("analyst"), evaluation=evaluation, wanted=change)
    latter = run(registered, evaluation)
    assert [former.definition.version, latter.definition.version] == [1, 2]
    assert Definition.objects.count() == 2
    assert former.snapshot == latter.snapshot


def test_the_report_is_kept_encrypted_in_both_languages(registered: Cast) -> None:
    made = run(registered, define(registered))
    files = RunFile.objects.filter(run=made)
    assert {file.language for file in files} == {"da", "en"}
    for file in files:
        assert b"indicators" not in bytes(file.sealed)
    report = json.loads(queries.file_of(registered.actor("analyst"), made, "en", "report.json"))
    assert report["extract"]["persons"] == 2


def test_nothing_that_names_anybody_leaves_the_database(registered: Cast) -> None:
    tables = adapter.tables_of(None)
    told = "".join(getattr(tables, name).write_csv() for name in SCHEMAS)
    for secret in (
        registered.mother.pk,
        registered.family.pk,
        registered.mother.given_name,
        registered.family.name,
    ):
        assert str(secret) not in told
    assert tables.persons["person_id"].to_list() != tables.persons["family_id"].to_list()
    assert adapter.fingerprint(tables) == adapter.fingerprint(adapter.tables_of(None))


def test_the_reading_is_logged_with_its_purpose_and_whoever_ordered_it(registered: Cast) -> None:
    made = run(registered, define(registered))
    row = AuditRow.objects.get(action="insight.evaluate", object_id=str(made.pk))
    assert (row.user_id, row.purpose) == (registered.analyst.pk, jobs.PURPOSE)


def test_a_leader_reaches_the_own_unit_alone(registered: Cast) -> None:
    own = define(registered, "leader", registered.unit)
    whole, elsewhere = define(registered), define(registered, unit=other_unit())
    leader = registered.actor("leader")
    assert list(queries.evaluations(leader)) == [own]
    for foreign in (whole, elsewhere):
        with pytest.raises(NoAccess):
            queries.evaluation(leader, foreign.pk)
        with pytest.raises(NoAccess):
            actions.run_order(actor=leader, evaluation=foreign, run_id=uuid.uuid4())


def test_an_evaluation_of_a_unit_counts_the_families_of_its_courses_alone(registered: Cast) -> None:
    assert Course.objects.filter(family=registered.family, unit=registered.unit).exists()
    assert adapter.tables_of(registered.unit).families.height == 1
    assert adapter.tables_of(other_unit()).families.height == 0


def test_what_is_not_suppressed_is_the_analysts_alone(registered: Cast) -> None:
    made = run(registered, define(registered, "leader", registered.unit), "leader")
    assert queries.file_of(registered.actor("leader"), made, "da", PART)
    with pytest.raises(NoAccess):
        queries.file_of(registered.actor("leader"), made, "da", "report.json")


@pytest.mark.parametrize("role", ["coordinator", "administrator", "data_protection_officer"])
def test_nobody_else_defines_or_sees(registered: Cast, role: str) -> None:
    with pytest.raises(NoAccess):
        define(registered, role, registered.unit)
    with pytest.raises(NoAccess):
        queries.evaluations(registered.actor(role))


def test_data_that_cannot_carry_it_are_refused_in_plain_words(cast: Cast) -> None:
    made = run(cast, define(cast))
    assert made.state == State.REFUSED
    assert made.failure


def test_a_run_ordered_twice_is_made_once(registered: Cast) -> None:
    made = run(registered, define(registered))
    jobs.work(made.pk)
    assert AuditRow.objects.filter(action="insight.evaluate").count() == 1


def test_the_pages_lead_from_the_question_to_the_report(registered: Cast, client: Client) -> None:
    client.force_login(registered.analyst)
    form: dict[str, Any] = {
        "evaluation_id": uuid.uuid4(),
        "title": "The first years",
        "unit": "",
        "question": QUESTION,
        "comparison": "",
        "started_before": "",
        "nothing_registered": "self_supporting",
        "double_registration": "self_supporting",
    }
    assert client.post("/evaluations/new/", form | {"question": ""}).status_code == 400
    page = client.post("/evaluations/new/", form, follow=True)
    assert QUESTION in page.content.decode()
    evaluation = Evaluation.objects.get()
    for _again in range(2):
        ordered = client.post(f"/evaluations/{evaluation.pk}/run/", {"run_id": uuid.uuid4()})
        jobs.work(Run.objects.latest("ordered_at").pk)
    report = client.get(ordered["Location"])
    assert report.status_code == 200
    assert "<svg" in report.content.decode()
    assert "style=" not in report.content.decode()
    for name in ("report.pdf", "report.xlsx", "report.html", "report.json"):
        assert client.get(f"{ordered['Location']}{name}").status_code == 200
    compared = client.get(f"/evaluations/{evaluation.pk}/compare/")
    assert compared.status_code == 200
