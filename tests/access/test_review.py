# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly review of who has access: the whole list, what changed since, and a signature."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.access.test_consent import ask, sign
from tests.access.test_emergency import opened
from tests.cast import ROLES, SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.models import AccessReview
from familievej.access.queries import review as queries
from familievej.access.queries.review import Access, fingerprint
from familievej.base import today
from familievej.course import actions as course
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow

if TYPE_CHECKING:
    from familievej.base.today import Line


def access_of(cast: Cast, role: str = "leader") -> list[Access]:
    with acting(cast.actor(role)):
        return queries.access_of(cast.unit.pk)


def who(cast: Cast) -> set[tuple[str, str]]:
    return {(each.who, each.basis) for each in access_of(cast)}


def page(cast: Cast) -> str:
    return f"/access-review/{cast.unit.pk}/"


def signed(cast: Cast, days_ago: int = 0) -> AccessReview:
    actor = cast.actor("leader")
    with acting(actor):
        review = access.review_sign(
            actor=actor, unit=cast.unit, seen=fingerprint(queries.access_of(cast.unit.pk)), comment="Fint"
        )
    AccessReview.objects.filter(pk=review.pk).update(signed_at=timezone.now() - dt.timedelta(days=days_ago))
    review.refresh_from_db()
    return review


def lines(cast: Cast, role: str) -> list[Line]:
    actor = cast.actor(role)
    with acting(actor):
        found = today.lines(actor, timezone.localdate())
    return [line for bucket in found.values() for line in bucket if line.url.startswith("/access-review/")]


def test_everybody_with_access_through_the_units_courses_is_on_the_list(cast: Cast) -> None:
    assert who(cast) == {("Karin Koordinator", "own_work"), ("Lene Leder", "oversight")}
    opened(cast)
    consent = ask(cast)
    for role in ("parent", "other_parent"):
        sign(cast, consent, role)
    assert who(cast) >= {
        ("Ole Udenfor", "emergency"),
        ("Ole Udenfor", "consent"),
        ("Bo Beskæftigelse", "consent"),
    }
    (consented,) = [each for each in access_of(cast) if each.who == "Bo Beskæftigelse"]
    assert (consented.categories, consented.family) == (["plan"], cast.family.name)
    assert consented.until is not None


def test_what_the_unit_was_given_by_consent_is_on_its_own_list_without_the_familys_name(cast: Cast) -> None:
    consent = ask(cast)
    for role in ("parent", "other_parent"):
        sign(cast, consent, role)
    access.role_give(
        actor=SYSTEM, user=cast.analyst, unit=cast.other_unit, role="leader", starts=timezone.localdate()
    )
    with acting(cast.actor("analyst")):
        found = queries.access_of(cast.other_unit.pk)
    assert {(each.who, each.basis, each.family) for each in found if each.basis == "consent"} == {
        ("Ole Udenfor", "consent", None), ("Bo Beskæftigelse", "consent", None),
    }  # fmt: skip
    assert {each.family for each in found if each.basis == "own_work"} == {cast.other_family.name}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "leader"])
def test_nobody_else_gets_a_line_of_it(cast: Cast, client: Client, role: str) -> None:
    assert access_of(cast, role) == []
    client.force_login(getattr(cast, role))
    assert client.get("/access-review/").status_code == 404
    assert client.get(page(cast)).status_code == client.post(page(cast)).status_code == 404
    assert lines(cast, role) == []
    actor = cast.actor(role)
    with pytest.raises(NoAccess), acting(actor):
        access.review_sign(actor=actor, unit=cast.unit, seen="")


def test_the_leader_of_another_unit_gets_a_404(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    assert client.get(f"/access-review/{cast.other_unit.pk}/").status_code == 404
    assert client.get(f"/access-review/{uuid.uuid4()}/").status_code == 404
    actor = cast.actor("leader")
    with pytest.raises(NoAccess), acting(actor):
        access.review_sign(actor=actor, unit=cast.other_unit, seen=fingerprint([]))
    with acting(actor):
        assert queries.access_of(cast.other_unit.pk) == []
        assert queries.holdings_of(cast.other_unit.pk, timezone.now()) == []


def test_the_leader_signs_the_list_that_was_read(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    form = client.get(page(cast)).context["form"]
    data = {"seen": form["seen"].value(), "review_id": form["review_id"].value(), "comment": "Alt i orden"}
    assert client.post(page(cast), data).status_code == 400, "the tick is missing"
    for _press in range(2):
        assert client.post(page(cast), {**data, "read": "on"}).status_code == 302
    review = AccessReview.objects.get()
    assert (review.signed_by, review.comment) == (cast.leader, "Alt i orden")
    assert b"Karin" not in bytes(review.sealed)
    assert "Last signed" in client.get(page(cast)).content.decode()
    assert AuditRow.objects.filter(action="access.review_sign", user_id=cast.leader.pk).exists()


def test_a_list_that_changed_meanwhile_is_not_signed(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    form = client.get(page(cast)).context["form"]
    opened(cast)
    data = {"seen": form["seen"].value(), "review_id": form["review_id"].value(), "read": "on"}
    html = client.post(page(cast), data).content.decode()
    assert "Somebody’s access has changed meanwhile" in html
    assert not AccessReview.objects.exists()
    actor = cast.actor("leader")
    with pytest.raises(ValidationError), acting(actor):
        access.review_sign(actor=actor, unit=cast.unit, seen=data["seen"])


def test_the_list_says_what_is_new_and_what_has_ended_since(cast: Cast, client: Client) -> None:
    signed(cast, days_ago=1)
    client.force_login(cast.leader)
    html = client.get(page(cast)).content.decode()
    assert "new since last time" not in html
    assert "Ended since last time" not in html
    course.coordinator_change(
        actor=SYSTEM, course=cast.course, coordinator=cast.colleague, reason="Karin er på orlov",
        day=timezone.localdate(),
    )  # fmt: skip
    html = client.get(page(cast)).content.decode()
    assert "1 new since last time" in html
    ended = html.split("Ended since last time")[1].split("</section>")[0]
    assert f"Karin Koordinator: {cast.family.name}" in ended


def test_a_family_that_has_left_the_unit_is_not_named_again(cast: Cast, client: Client) -> None:
    signed(cast, days_ago=1)
    course.course_close(actor=SYSTEM, course=cast.course, day=timezone.localdate(), reason="goals_reached")
    client.force_login(cast.leader)
    html = client.get(page(cast)).content.decode()
    assert "a family that is no longer with the unit" in html
    assert cast.family.name not in html


def test_roles_that_are_unused_are_marked_and_used_ones_are_not(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    client.get("/families/")
    client.force_login(cast.leader)
    client.get("/")
    roles = {holding.who: holding.unused for holding, _label in client.get(page(cast)).context["roles"]}
    assert roles == {
        "Karin Koordinator": False, "Lene Leder": False, "Anna Analytiker": True, "Dan Databeskytter": True,
        "Ada Administrator": True,
    }  # fmt: skip


def test_a_role_of_last_week_is_not_called_unused(cast: Cast) -> None:
    access.role_give(
        actor=SYSTEM, user=cast.outsider, unit=cast.unit, role="caseworker", starts=timezone.localdate()
    )
    with acting(cast.actor("leader")):
        found = queries.holdings_of(cast.unit.pk, timezone.now())
    assert {each.who: each.unused for each in found}["Ole Udenfor"] is False


@pytest.mark.parametrize(
    ("days_ago", "told", "overdue"),
    [(None, True, False), (0, False, False), (150, False, False), (200, True, True)],
)
def test_the_leader_is_reminded_when_half_a_year_has_gone(
    cast: Cast, days_ago: int | None, told: bool, overdue: bool
) -> None:
    if days_ago is not None:
        signed(cast, days_ago=days_ago)
    found = lines(cast, "leader")
    assert bool(found) is told
    assert [line.overdue for line in found] == [overdue] * len(found)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2050, 1, 1)))
def test_half_a_year_is_the_same_day_six_months_on_or_the_months_last(day: dt.date) -> None:
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    by = queries.due(AccessReview(signed_at=noon))
    assert by is not None
    assert (by.year * 12 + by.month) - (day.year * 12 + day.month) == 6
    assert by.day == day.day or (by + dt.timedelta(days=1)).day == 1


def test_the_page_asks_as_often_for_many_as_for_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(cast)).status_code == 200
        return len(found)

    asked()
    once = asked()
    for role in ("outsider", "colleague", "analyst"):
        opened(cast, role)
    assert asked() == once
