# SPDX-License-Identifier: EUPL-1.2
"""Every screen of work leads to the paragraph that it follows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.cast import SYSTEM, Cast

from familievej.practice import actions
from familievej.practice.schema.rules import RULES
from familievej.practice.shipped import load_shipped
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


def test_the_table_names_views_and_rules_that_exist() -> None:
    views = {
        f"{namespace}:{name}"
        for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    assert set(FOLLOWS) - views == set()
    assert set(FOLLOWS.values()) <= set(RULES)
