# SPDX-License-Identifier: EUPL-1.2
"""Ids guessed, fields tampered with, methods and headers that no page sends: nothing is told and nothing is changed."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from tests.attacks.forms import Form
from tests.attacks.pages import READ, WORD, Visitors, read
from tests.attacks.states import given
from tests.attacks.world import Marked
from tests.cast import SYSTEM
from tests.guards.addresses import OURS, PAGES, Address, expected

from familievej.access import actions as access
from familievej.gate.models import User
from familievej.people.models import NetworkPerson

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"[A-Za-z0-9]{64}")
NOBODY = uuid.UUID("00000000-0000-4000-8000-000000000000")
FORMS = [address for address in OURS if address.parts == ("family_id",) and "draft" not in address.name]
BEHIND = [address for address in OURS if "family_id" in address.parts]


def _victims(world: Marked) -> list[models.Model]:
    """A record of each kind of Maria's family, whose id Bo has guessed."""
    cast = world.cast
    friend = NetworkPerson.objects.get(name="Karen")
    return [given(cast), cast.child_goal, cast.note, cast.meeting, friend, world.words[world.word("telling")]]


def _columns(record: models.Model) -> dict[str, Any]:
    fresh = type(record)._default_manager.get(pk=record.pk)
    return {field.attname: getattr(fresh, field.attname) for field in fresh._meta.concrete_fields}


@pytest.mark.parametrize("address", FORMS, ids=lambda address: address.name)
def test_the_id_of_a_hidden_record_in_a_form_neither_shows_nor_changes_it(
    world: Marked, visitors: Visitors, address: Address
) -> None:
    victims = _victims(world)
    path = address.path(world.cast, family_id=world.cast.other_family.pk)
    page = visitors.get("colleague", path)
    form = Form(read(page)) if page.status_code == 200 else None
    if form is None or not form.hidden:
        return
    own = {word for word in world.words if word.startswith("Zqzqother")}
    before = [_columns(victim) for victim in victims]
    for victim in victims:
        for name in form.hidden:
            answer = visitors.post("colleague", path, {**form.fields, name: [str(victim.pk)]})
            assert answer.status_code < 500, (name, type(victim))
            assert set(WORD.findall(read(answer))) <= own, (name, type(victim))
    assert [_columns(victim) for victim in victims] == before


@pytest.mark.parametrize("who", ["outsider", "parent"])
def test_a_hidden_family_and_one_that_never_was_are_answered_in_the_same_words(
    world: Marked, visitors: Visitors, who: str
) -> None:
    # A parent may open a page or two of the own family: theirs is another one.
    hidden = world.cast.family if who == "outsider" else world.cast.other_family
    for address in BEHIND if who == "outsider" else BEHIND[::4]:
        there = visitors.get(who, address.path(world.cast, family_id=hidden.pk))
        nowhere = visitors.get(who, address.path(world.cast, family_id=NOBODY))
        assert (there.status_code, _plain(there)) == (nowhere.status_code, _plain(nowhere)), address.name


def _plain(response: Any) -> list[str]:
    """The lines of a page that say something of it, not of this one request."""
    return [
        line
        for line in read(response).splitlines()
        if "csrf" not in line.lower() and "/families/" not in line
    ]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE"])
def test_another_method_tells_nothing_more(world: Marked, visitors: Visitors, method: str) -> None:
    for address in READ:
        there = visitors.asks("outsider", method, address.path(world.cast))
        assert WORD.findall(f"{read(there)} {there.headers}") == [], address.name
        if "family_id" in address.parts:
            nowhere = visitors.asks("outsider", method, address.path(world.cast, family_id=NOBODY))
            assert there.status_code == nowhere.status_code, address.name
            assert there.headers.get("Allow") == nowhere.headers.get("Allow"), address.name


def test_a_part_of_a_page_is_as_closed_as_the_page(world: Marked, visitors: Visitors) -> None:
    for address in READ:
        part = visitors.get(
            "outsider", visitors.path(address), headers={"HX-Request": "true", "HX-Boosted": "true"}
        )
        assert part.status_code in {expected(PAGES[address.name])["outsider"], 404}, address.name
        assert WORD.findall(read(part)) == [], address.name


def test_what_somebody_has_read_is_kept_by_no_browser_and_no_proxy(world: Marked, visitors: Visitors) -> None:
    for role in ("coordinator", "parent"):
        for address in (
            READ if role == "coordinator" else [a for a in OURS if a.name in {"portal:plan", "access:own"}]
        ):
            answer = visitors.opens(role, address).response
            if answer.status_code == 200:
                assert "no-store" in answer.headers.get("Cache-Control", ""), address.name
                assert "ETag" not in answer.headers, address.name
                assert "Last-Modified" not in answer.headers, address.name


def test_a_role_that_ends_ends_the_next_click_of_an_open_browser(world: Marked, visitors: Visitors) -> None:
    cast = world.cast
    page = f"/families/{cast.family.pk}/"
    assert visitors.get("leader", page).status_code == 200
    (post,) = cast.leader.staff_roles.all()
    access.role_end(actor=SYSTEM, staff_role=post, day=timezone.localdate())
    assert visitors.get("leader", page).status_code == 404
    assert WORD.findall(read(visitors.get("leader", "/"))) == []


def test_an_account_that_is_closed_ends_the_next_click_of_an_open_browser(
    world: Marked, visitors: Visitors
) -> None:
    cast = world.cast
    access.account_close(actor=SYSTEM, user=User.objects.get(pk=cast.coordinator.pk))
    answer = visitors.get("coordinator", f"/families/{cast.family.pk}/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "where", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)"]
)
def test_no_page_leads_to_another_site(world: Marked, visitors: Visitors, where: str) -> None:
    for role, path in (
        ("anonymous", "/account/login/"),
        ("coordinator", "/account/logout/"),
        ("coordinator", "/language/"),
    ):
        answer = visitors.post(role, f"{path}?next={where}", {"next": where, "language": "en", "login": "x"})
        assert "example.com" not in answer.headers.get("Location", ""), path
        assert not answer.headers.get("Location", "").startswith("javascript"), path
