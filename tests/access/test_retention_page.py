# SPDX-License-Identifier: EUPL-1.2
"""What is due is counted and deleted from a page: seen first, for a reason, by the administrator alone."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast

from familievej.access.models import RetentionRun, RunState, SubjectAnswer
from familievej.access.retention.work import nightly, retention_passing, work
from familievej.course.models import Course
from familievej.course.states import State
from familievej.gate import drafts
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow, Draft
from familievej.people.models import Family

As = Callable[[str], Client]
WHY = "Besluttet i styregruppen den 1. november"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def old(cast: Cast) -> Cast:
    """Every course was closed six years ago."""
    then = timezone.localdate() - dt.timedelta(days=6 * 366)
    Course.objects.update(starts=then - dt.timedelta(days=90), ends=then, state=State.CLOSED)
    return cast


def order(client: Client) -> RetentionRun:
    """Count, and let the worker do it."""
    key = uuid.uuid4()
    for _press in range(2):
        assert client.post("/retention/", {"run_id": key}).status_code == 302
    work(key)
    work(key)
    return RetentionRun.objects.get(pk=key)


def delete(client: Client, counted: RetentionRun, **more: Any) -> Any:
    return client.post(f"/retention/delete/{counted.pk}/", {"run_id": "4" * 32, "reason": WHY, **more})


def test_what_is_due_is_counted_seen_and_deleted_for_a_reason(old: Cast, as_: As) -> None:
    administrator = as_("administrator")
    counted = order(administrator)
    assert (counted.state, counted.deletes) == (RunState.DONE, False)
    assert Family.objects.filter(pk=old.family.pk).exists(), "a count deletes nothing"
    page = administrator.get("/retention/").content.decode()
    assert f"/retention/delete/{counted.pk}/" in page
    assert str(counted.rows) in administrator.get(f"/retention/delete/{counted.pk}/").content.decode()
    assert delete(administrator, counted).status_code == 302
    assert delete(administrator, counted).status_code == 302, "a double click"
    (run,) = RetentionRun.objects.filter(deletes=True)
    work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.lines) == (RunState.DONE, counted.lines)
    assert not Family.objects.filter(pk=old.family.pk).exists()
    told = AuditRow.objects.filter(action="access.retention_run")
    assert {(row.purpose, row.user_id) for row in told} == {(WHY, old.administrator.pk)}
    after = administrator.get("/retention/").content.decode()
    assert f"Deleted, because: {WHY}" in after
    assert "Maria" not in after, "the page names nobody"


def test_what_changed_since_it_was_counted_is_not_deleted(old: Cast, as_: As) -> None:
    counted = order(as_("administrator"))
    delete(as_("administrator"), counted)
    Course.objects.filter(family=old.family).update(ends=None, state=State.RUNNING)
    (run,) = RetentionRun.objects.filter(deletes=True)
    work(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.CHANGED
    assert Family.objects.filter(pk=old.family.pk).exists()
    assert "nothing was deleted" in as_("administrator").get("/retention/").content.decode()


@pytest.mark.parametrize("change", ["yesterday", "newer", "no reason"])
def test_only_the_latest_count_of_today_is_deleted_and_only_for_a_reason(
    old: Cast, as_: As, change: str
) -> None:
    counted = order(as_("administrator"))
    more = {"reason": " "} if change == "no reason" else {}
    if change == "yesterday":
        RetentionRun.objects.update(ordered_at=timezone.now() - dt.timedelta(days=1))
    if change == "newer":
        order(as_("administrator"))
    answer = delete(as_("administrator"), counted, **more)
    assert answer.status_code == 400
    said = "Write who decided it and why." if change == "no reason" else "Count again first"
    assert said in answer.content.decode()
    assert not RetentionRun.objects.filter(deletes=True).exists()


def test_the_officer_counts_and_deletes_nothing(old: Cast, as_: As) -> None:
    officer = as_("data_protection_officer")
    counted = order(officer)
    assert counted.rows
    assert "retention/delete" not in officer.get("/retention/").content.decode()
    assert delete(officer, counted).status_code == 404
    for role in ("coordinator", "leader", "analyst", "parent"):
        assert as_(role).post("/retention/", {"run_id": uuid.uuid4()}).status_code == 404
        assert delete(as_(role), counted).status_code == 404


def test_an_administrator_who_is_one_no_longer_deletes_nothing(old: Cast, as_: As) -> None:
    delete(as_("administrator"), order(as_("administrator")))
    old.administrator.staff_roles.update(ends=timezone.localdate())
    (run,) = RetentionRun.objects.filter(deletes=True)
    work(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert Family.objects.filter(pk=old.family.pk).exists()


def test_the_database_itself_wants_a_reason_and_a_count(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRun.objects.create(
            user_id=cast.administrator.pk, user_name="A", deletes=True, ordered_at=timezone.now()
        )


def test_a_count_whose_worker_died_holds_nobody_up(cast: Cast, as_: As) -> None:
    as_("administrator").post("/retention/", {"run_id": uuid.uuid4()})
    assert "Count what is due today" not in as_("administrator").get("/retention/").content.decode()
    RetentionRun.objects.update(ordered_at=timezone.now() - dt.timedelta(hours=2))
    assert "Count what is due today" in as_("administrator").get("/retention/").content.decode()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(age=st.integers(min_value=0, max_value=70), hour=st.integers(min_value=0, max_value=23))
def test_what_is_only_in_passing_goes_by_itself_after_thirty_days_and_never_before(
    cast: Cast, age: int, hour: int
) -> None:
    day = timezone.localdate()
    moment = timezone.make_aware(dt.datetime.combine(day - dt.timedelta(days=age), dt.time(hour)))
    drafts.keep(cast.actor("coordinator"), "plan.goal:1", {"words": ["Jeg vil i skole"]}, edition=1)
    Draft.objects.update(saved_at=moment)
    SubjectAnswer.objects.create(
        user=cast.data_protection_officer, person_id=cast.mother.pk, receiver_id=cast.mother.pk, purpose="Sag 17",
        language="da", ordered_at=moment,
    )  # fmt: skip
    with transaction.atomic():
        assert nightly(day) == (2 if age > 30 else 0)
    assert Draft.objects.exists() is SubjectAnswer.objects.exists() is (age <= 30)
    SubjectAnswer.objects.all().delete()


def test_the_night_says_in_the_log_what_it_took_and_nothing_when_there_was_nothing(cast: Cast) -> None:
    assert nightly(timezone.localdate()) == 0
    assert not AuditRow.objects.filter(action="access.retention_passing").exists()
    drafts.keep(cast.actor("coordinator"), "plan.goal:1", {"words": ["Jeg vil i skole"]}, edition=1)
    assert nightly(timezone.localdate() + dt.timedelta(days=31)) == 1
    assert AuditRow.objects.filter(
        action="access.retention_passing", basis__startswith="gate_draft: 1 (30 days after"
    ).exists()
    with pytest.raises(NoAccess):
        retention_passing(actor=cast.actor("administrator"), day=timezone.localdate())
