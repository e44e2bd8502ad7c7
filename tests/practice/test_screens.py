# SPDX-License-Identifier: EUPL-1.2
"""Every screen of work leads to the paragraph that it follows."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.guards.addresses import OURS
from tests.practice.test_leader import change

from familievej.course import actions as course
from familievej.practice import actions
from familievej.practice.schema import load
from familievej.practice.schema.rules import RULES
from familievej.practice.shipped import load_shipped, shipped
from familievej.web.paragraphs import FOLLOWS

pytestmark = pytest.mark.django_db


@pytest.fixture
def start() -> None:
    actions.model_adopt(actor=SYSTEM, loaded=load_shipped("start"), owner="Lene", starts=dt.date(2026, 1, 1))


def shown(client: Client, cast: Cast, who: str, name: str, *args: object) -> str:
    client.force_login(getattr(cast, who))
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.usefixtures("start")
def test_a_screen_leads_to_the_rule_that_it_follows(client: Client, cast: Cast) -> None:
    page = shown(client, cast, "coordinator", "followup:contact_add", cast.family.pk)
    assert 'href="/handbook/start/1.0/#programmes.sammenhaengende-indsats.intervals.kontakt"' in page
    assert 'href="/handbook/start/1.0/#guides"' in shown(client, cast, "coordinator", "web:today")


@pytest.mark.usefixtures("start")
def test_a_family_is_not_led_into_the_handbook_of_staff(client: Client, cast: Cast) -> None:
    assert "/handbook/" not in shown(client, cast, "parent", "portal:plan")


def test_nothing_is_promised_while_no_model_holds(client: Client, cast: Cast) -> None:
    assert "In the handbook" not in shown(client, cast, "coordinator", "web:today")


# What no rule of a method is about, and why: these screens lead nowhere.
NOTHING = {
    "the law decides it, not the method": (
        r"access:(?!consents|ask$|telling_new$).*|portal:.*|family:(cpr|home_protect|find).*"
    ),
    "a fact about somebody is a fact": (
        r"family:(custody|draft|end|home|member|name|network|person_edit|reach|relation|reopen|rest|shared).*"
    ),
    "it is a file, a part of a page, or an act without a page": (
        r".*(_draft|draft|:step_row|:step_done|:goal_(move|remove|restore)|:met_undo|:fridge|:paper|:pdf|:set_language)$"
    ),
    "it counts and is about nobody": r"(insight|targetgroup|extract):.*",
    "it is the handbook, or the way in": r"(practice|web):.*|account.*|.*login.*",
}


def test_every_screen_leads_to_the_paragraph_that_it_follows_or_it_is_said_why_not() -> None:
    without = {address.name for address in OURS} - set(FOLLOWS)
    reasons = [re.compile(pattern) for pattern in NOTHING.values()]
    assert {name for name in without if not any(each.fullmatch(name) for each in reasons)} == set()
    assert {name for name in FOLLOWS if re.fullmatch(next(iter(NOTHING.values())), name)} == set()


def test_a_screen_of_a_course_leads_into_the_version_that_the_course_follows(
    client: Client, cast: Cast, tmp_path: Path
) -> None:
    old = actions.model_adopt(
        actor=SYSTEM, loaded=load_shipped("start"), owner="Lene", starts=dt.date(2026, 1, 1)
    )
    copy = Path(shutil.copytree(shipped()["start"], tmp_path / "vores"))
    change(copy / "model.yaml", "version: 1.0", "version: 2.0")
    actions.model_adopt(actor=SYSTEM, loaded=load(copy), owner="Lene", starts=dt.date(2026, 2, 1))
    course.model_change(
        actor=SYSTEM, course=cast.course, adopted=old, programme_key="sammenhaengende-indsats",
        day=timezone.localdate(), reason="Metoden",
    )  # fmt: skip
    for name in ("course:page", "course:pause", "forms:forms", "forms:case"):
        assert 'href="/handbook/start/1.0/#' in shown(client, cast, "coordinator", name, cast.family.pk), name
    assert 'href="/handbook/start/2.0/#guides"' in shown(client, cast, "coordinator", "web:today")


def test_the_table_names_views_and_rules_that_exist() -> None:
    views = {
        f"{namespace}:{name}"
        for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    assert set(FOLLOWS) - views == set()
    assert set(FOLLOWS.values()) <= set(RULES)
