# SPDX-License-Identifier: EUPL-1.2
"""Openness: what was shared without the family opens a task, closed when they have been told (FV-R21, FV-R22)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import ROLES, Cast
from tests.followup.writing import days, say, writer
from tests.whole import whole

from familievej.access import actions as access
from familievej.access.models import Telling
from familievej.access.queries.telling import TELL_WITHIN, due
from familievej.base import today
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow

if TYPE_CHECKING:
    from familievej.base.today import Line

WHAT = "Antons fravær den sidste måned"


def shared(cast: Cast, *, about: str | None = "child", days_ago: int = 0) -> Telling:
    """The coordinator writes it down, behind both locks."""
    actor = cast.actor("coordinator")
    with acting(actor):
        return access.telling_open(
            actor=actor,
            family=cast.family,
            person=getattr(cast, about) if about else None,
            what=WHAT,
            with_whom="Lise Holm, klasselærer",
            why_without="Mødet blev rykket samme morgen",
            happened_on=timezone.localdate() - dt.timedelta(days=days_ago),
        )


def tell(cast: Cast, telling: Telling) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        access.telling_done(
            actor=actor, telling=telling, told_on=timezone.localdate(), told_how="i telefon til Maria"
        )


def lines(cast: Cast, role: str) -> list[Line]:
    actor = cast.actor(role)
    with acting(actor):
        found = today.lines(actor, timezone.localdate())
    return [
        line
        for bucket in found.values()
        for line in bucket
        if "/tellings/" in line.url or "#panel-telling" in line.url
    ]


def readers(cast: Cast) -> set[str]:
    """Who finds any of it, by filter and in the database: both agree."""
    found = set()
    for role in ROLES:
        actor = cast.actor(role)
        with acting(actor):
            locked = Telling.objects.exists()
        assert Telling.objects.visible_to(actor).exists() is locked, role
        if locked:
            found.add(role)
    return found


def page(cast: Cast, name: str, **more: object) -> str:
    return reverse(f"access:{name}", kwargs={"family_id": cast.family.pk, **more})


def sent(**other: str) -> dict[str, str]:
    return {
        "telling_id": str(uuid.uuid4()), "about": "", "what": WHAT, "with_whom": "Lise Holm", "happened_on": "",
        "why_without": "Hastede", **other,
    }  # fmt: skip


def test_until_they_are_told_it_is_staffs_and_then_it_is_theirs_too(cast: Cast) -> None:
    telling = shared(cast)
    assert readers(cast) == {"coordinator", "leader"}
    tell(cast, telling)
    assert readers(cast) == {"coordinator", "leader", "parent", "other_parent"}, (
        "about Anton: his holders of custody"
    )


def test_the_family_reads_what_was_exchanged_when_it_has_been_told(cast: Cast, client: Client) -> None:
    telling = shared(cast)
    for told in (False, True):
        if told:
            tell(cast, telling)
        for role in ("parent", "other_parent"):
            client.force_login(getattr(cast, role))
            assert (WHAT in client.get("/who-has-looked/").content.decode()) is told
    client.force_login(cast.young_person)
    assert WHAT not in client.get("/who-has-looked/").content.decode()


def test_what_is_about_the_whole_family_is_for_its_members(cast: Cast) -> None:
    tell(cast, shared(cast, about=None))
    assert readers(cast) == {"coordinator", "leader", "parent", "young_person"}


def test_what_is_about_the_mother_is_not_for_the_other_parent(cast: Cast) -> None:
    tell(cast, shared(cast, about="mother"))
    assert readers(cast) == {"coordinator", "leader", "parent"}


def test_the_form_opens_the_task_and_the_panel_shows_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    answer = client.post(page(cast, "telling_new"), sent(about=str(cast.child.pk), happened_on="i dag"))
    assert answer["Location"].endswith("#panel-telling")
    html = whole(client, f"/families/{cast.family.pk}/")
    assert WHAT in html
    assert "about Anton" in html
    assert "We told them" in html


def test_we_told_them_closes_the_task(cast: Cast, client: Client) -> None:
    telling = shared(cast)
    client.force_login(cast.coordinator)
    told = page(cast, "telling_told", telling_id=telling.pk)
    day = timezone.localdate().strftime("%d/%m-%Y")
    assert client.post(told, {"told_on": day, "told_how": "på mødet"}).status_code == 302
    telling.refresh_from_db()
    assert (telling.told_on, telling.told_how, telling.told_by) == (
        timezone.localdate(), "på mødet", cast.coordinator,
    )  # fmt: skip
    assert client.get(told).status_code == 302, "there is nothing left to tell"
    assert lines(cast, "coordinator") == []


@pytest.mark.parametrize("field", ["what", "with_whom", "why_without"])
def test_nothing_is_written_down_without_what_with_whom_and_why(
    cast: Cast, client: Client, field: str
) -> None:
    client.force_login(cast.coordinator)
    day = timezone.localdate().strftime("%d/%m-%Y")
    answer = client.post(page(cast, "telling_new"), sent(happened_on=day, **{field: "  "}))
    assert answer.status_code == 400
    assert not Telling.objects.exists()


def test_a_contact_that_was_held_reminds_of_what_they_are_to_be_told(cast: Cast, client: Client) -> None:
    karin = writer(client, cast)
    for something_waits in (False, True):
        if something_waits:
            shared(cast)
        fields = karin.fields("contact_add", query="?held=1")
        yesterday = {"day": say(days(-1)), "time": "10.00", "text": "Vi talte om skolen"}
        assert karin.send({**fields, **yesterday}, "contact_add").status_code == 302
        html = whole(client, f"/families/{cast.family.pk}/")
        assert "The contact is saved." in html
        assert ("Did you tell the family" in html) is something_waits


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError):
        shared(cast, days_ago=-1)
    telling = shared(cast)
    actor = cast.actor("coordinator")
    with pytest.raises(ValidationError):
        access.telling_done(actor=actor, telling=telling, told_on=tomorrow)
    with pytest.raises(ValidationError):
        access.telling_done(actor=actor, telling=telling, told_on=telling.happened_on - dt.timedelta(days=1))


def test_somebody_outside_the_family_cannot_be_chosen(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    day = timezone.localdate().strftime("%d/%m-%Y")
    for person in (cast.stranger, cast.father):
        answer = client.post(page(cast, "telling_new"), sent(happened_on=day, about=str(person.pk)))
        assert answer.status_code == 400
    with pytest.raises(ValidationError):
        shared(cast, about="stranger")


def test_a_double_click_writes_it_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    data = sent(happened_on=timezone.localdate().strftime("%d/%m-%Y"))
    for _press in range(2):
        assert client.post(page(cast, "telling_new"), data).status_code == 302
    assert Telling.objects.count() == 1


def test_the_id_of_another_familys_record_is_refused(cast: Cast) -> None:
    telling = shared(cast)
    actor = cast.actor("colleague")
    with pytest.raises(NoAccess), acting(actor):
        access.telling_open(
            actor=actor,
            family=cast.other_family,
            what="x",
            with_whom="x",
            why_without="x",
            happened_on=timezone.localdate(),
            telling_id=telling.pk,
        )
    telling.refresh_from_db()
    assert telling.what == WHAT


@pytest.mark.parametrize("role", [role for role in ROLES if role != "coordinator"])
def test_nobody_else_writes_it_down_or_closes_it(cast: Cast, client: Client, role: str) -> None:
    telling = shared(cast)
    client.force_login(getattr(cast, role))
    for address in (page(cast, "telling_new"), page(cast, "telling_told", telling_id=telling.pk)):
        assert client.get(address).status_code == client.post(address, sent()).status_code == 404
    actor = cast.actor(role)
    with pytest.raises(NoAccess), acting(actor):
        access.telling_done(actor=actor, telling=telling, told_on=timezone.localdate())
    telling.refresh_from_db()
    assert telling.told_on is None


@pytest.mark.parametrize(
    ("days_ago", "coordinator", "leader"), [(0, 0, 0), (8, 1, 0), (14, 1, 0), (15, 1, 1), (100, 1, 1)]
)
def test_the_coordinator_is_reminded_and_the_leader_sees_what_is_late(
    cast: Cast, days_ago: int, coordinator: int, leader: int
) -> None:
    shared(cast, days_ago=days_ago)
    assert (len(lines(cast, "coordinator")), len(lines(cast, "leader"))) == (coordinator, leader)
    assert [line.overdue for line in lines(cast, "leader")] == [True] * leader
    for role in ROLES:
        if role not in {"coordinator", "leader"}:
            assert lines(cast, role) == [], role


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_there_are_two_weeks_to_tell_it(day: dt.date) -> None:
    assert due(Telling(happened_on=day)) - day == TELL_WITHIN == dt.timedelta(weeks=2)


def test_what_was_written_stands_in_the_trail(cast: Cast) -> None:
    telling = shared(cast)
    tell(cast, telling)
    rows = AuditRow.objects.filter(object_id=str(telling.pk)).order_by("id")
    assert [row.action for row in rows] == ["access.telling_open", "access.telling_done"]
    assert {tuple(row.subjects) for row in rows} == {(telling.subject_id,)}


def test_the_panel_asks_as_often_for_many_as_for_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(f"/families/{cast.family.pk}/")
        return len(found)

    shared(cast, days_ago=20)
    asked()
    once = asked()
    for about in ("mother", "youth", None):
        shared(cast, about=about, days_ago=3)
    assert asked() == once
