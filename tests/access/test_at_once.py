# SPDX-License-Identifier: EUPL-1.2
"""Two people act in the same moment, on two real connections, in a database that is thrown away afterwards."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, connections
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from tests.cast import Cast, build

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent, Notice, Withdrawal
from familievej.gate.acting import acting
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about
from familievej.plan.models import Goal

T = TypeVar("T")
Run = Callable[[Callable[[], T]], T]


def _alone(task: Callable[[], T]) -> T:
    """In a thread of its own, hence on a connection of its own, committed."""

    def run() -> T:
        try:
            return task()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def _together(*tasks: Callable[[], object]) -> None:
    """All at the same moment; what one raises is raised."""
    ready = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> None:
        try:
            ready.wait(20)
            task()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        for done in [pool.submit(run, task) for task in tasks]:
            done.result()


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast, committed, in a copy of the test database."""
    with django_db_blocker.unblock():
        settings = connections.settings["default"]
        whole = settings["NAME"]
        connection.close()
        connection.creation.clone_test_db("at_once", verbosity=0)
        copy = connection.creation.get_test_db_clone_settings("at_once")["NAME"]
        connection.close()
        settings["NAME"] = copy
        try:
            yield _alone(build)
        finally:
            settings["NAME"] = whole
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute(f'drop database "{copy}"')


def _ask(cast: Cast) -> Consent:
    today = timezone.localdate()
    return access.consent_ask(
        actor=cast.actor("coordinator"),
        family=cast.family,
        person=cast.child,
        categories=["plan", "school"],
        to=[To(unit=cast.other_unit)],
        purpose="x",
        starts=today,
        ends=today + dt.timedelta(days=99),
    )


def _answer(cast: Cast, consent: Consent, role: str) -> None:
    actor = cast.actor(role)
    person = cast.mother if role == "parent" else cast.father
    with acting(actor):
        access.consent_sign(actor=actor, consent=consent, signer=person, answer="yes")


def _take_back(cast: Cast, consent: Consent, role: str, *categories: str) -> None:
    actor = cast.actor(role)
    person = cast.mother if role == "parent" else cast.father
    with acting(actor):
        access.consent_withdraw(actor=actor, consent=consent, by=person, categories=categories or None)


def _sees(cast: Cast, category: Category = Category.PLAN) -> bool:
    return _alone(lambda: decide_about(cast.actor("outsider"), Verb.READ, [cast.child.pk], category).allowed)


def _open(cast: Cast) -> Consent:
    consent = _alone(lambda: _ask(cast))
    for role in ("parent", "other_parent"):
        _alone(lambda role=role: _answer(cast, consent, role))  # type: ignore[misc]
    assert _sees(cast)
    return consent


def test_two_withdrawals_at_once_close_it_and_both_stand(apart: Cast) -> None:
    consent = _open(apart)
    _together(
        lambda: _take_back(apart, consent, "parent"), lambda: _take_back(apart, consent, "other_parent")
    )
    assert not _sees(apart)
    assert _alone(Withdrawal.objects.count) == 2

    one, other = _open(apart), _open(apart)
    _together(
        lambda: _take_back(apart, one, "parent", "plan"),
        lambda: _take_back(apart, other, "other_parent", "plan"),
    )
    assert not _sees(apart), "two consents that both opened it were closed in the same moment"
    assert _sees(apart, Category.SCHOOL)

    last = _alone(lambda: _ask(apart))
    _alone(lambda: _answer(apart, last, "parent"))
    for consent in (one, other):
        _alone(lambda consent=consent: _take_back(apart, consent, "parent"))  # type: ignore[misc]
    _together(
        lambda: _answer(apart, last, "other_parent"), lambda: _take_back(apart, last, "parent"),
        lambda: _take_back(apart, last, "parent"),
    )  # fmt: skip
    assert not _sees(apart), "whichever came first, what she took back stays closed"
    assert _alone(lambda: set(Notice.objects.values_list("kind", flat=True))) <= {
        "began", "withdrawn", "partly_withdrawn"
    }  # fmt: skip


def test_a_withdrawal_while_somebody_reads_counts_from_their_next_statement(apart: Cast) -> None:
    """A list, a print or an export is one transaction of many statements; none after the withdrawal finds a row."""
    consent = _open(apart)

    def read() -> list[bool]:
        actor, seen = apart.actor("outsider"), []
        with acting(actor):
            rows = Goal.objects.filter(pk=apart.child_goal.pk)
            seen.append(rows.exists())
            _alone(lambda: _take_back(apart, consent, "parent"))
            seen += [rows.exists(), Goal.objects.visible_to(actor).filter(pk=apart.child_goal.pk).exists()]
        return seen

    assert _alone(read) == [True, False, False]
