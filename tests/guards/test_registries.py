# SPDX-License-Identifier: EUPL-1.2
"""What rooms register for the family page and for "I dag" fits there, and shows nobody more than they may see."""

from __future__ import annotations

import uuid

import pytest
from django.template.loader import get_template
from django.urls import resolve
from django.utils import timezone
from django.utils.functional import Promise
from tests.cast import Cast

from familievej.base import panels, today
from familievej.base.panels import Panel
from familievej.gate.acting import acting

PANELS = panels.all_panels()


def _id(panel: Panel) -> str:
    return panel.id


def test_rooms_have_registered_panels_and_lines(cast: Cast) -> None:
    assert PANELS
    actor = cast.actor("coordinator")
    with acting(actor):
        assert any(today.lines(actor, timezone.localdate()).values())


def test_no_two_panels_want_the_same_place() -> None:
    orders = [panel.order for panel in PANELS]
    assert len(orders) == len(set(orders))


@pytest.mark.parametrize("panel", PANELS, ids=_id)
def test_a_panel_has_a_title_that_can_be_translated_and_a_template(panel: Panel) -> None:
    assert isinstance(panel.title, Promise)
    get_template(panel.template)


@pytest.mark.parametrize("panel", PANELS, ids=_id)
@pytest.mark.parametrize("role", ["colleague", "outsider", "analyst", "administrator"])
def test_whoever_has_no_basis_gets_no_line_of_a_panel(panel: Panel, role: str, cast: Cast) -> None:
    actor = cast.actor(role)
    with acting(actor):
        context = panel.query(actor, cast.family, timezone.localdate()) or {}
        told = repr(context)
    for name in ("Anton", "Maria", "Sofie", "Jens", "Vi vil spise sammen"):
        assert name not in told, panel.id


@pytest.mark.parametrize(
    "role", ["coordinator", "colleague", "outsider", "leader", "analyst", "administrator"]
)
def test_every_line_of_today_leads_to_a_page_and_names_only_own_families(role: str, cast: Cast) -> None:
    actor = cast.actor(role)
    with acting(actor):
        lines = [line for bucket in today.lines(actor, timezone.localdate()).values() for line in bucket]
    for line in lines:
        resolve(line.url.split("?")[0].split("#")[0])
        assert line.action
        assert line.family
    if role not in {"coordinator", "leader"}:
        assert [line for line in lines if line.family == cast.family.name] == []


def test_a_second_panel_or_source_of_one_name_is_refused() -> None:
    name = f"guard-{uuid.uuid4()}"
    if PANELS:
        with pytest.raises(ValueError, match="two panels"):
            panels.register(PANELS[0])
    today.register(name, lambda _actor, _day: ())
    with pytest.raises(ValueError, match="two sources"):
        today.register(name, lambda _actor, _day: ())
    today._sources.pop(name)
