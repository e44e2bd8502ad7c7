# SPDX-License-Identifier: EUPL-1.2
"""A course in front of a screen: a place and a beginning, a handover, an end and the way back on a clip."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PHONE, Someone

pytestmark = pytest.mark.e2e


def _open(page: Page, column: str) -> str:
    """From the board to the course of the first family in a column; gives the family's name."""
    page.get_by_role("link", name="The team", exact=True).click()
    card = page.get_by_role("region", name=re.compile(column)).locator("a").first
    name = card.inner_text()
    card.click()
    return name


def test_the_leader_begins_a_course_when_the_family_has_said_yes(someone: Someone) -> None:
    page = someone("leader")
    _open(page, "Allocated")
    expect(page.get_by_text("Familien har sagt ja, har én koordinator")).to_be_visible()
    page.get_by_role("link", name="the parents know of it and have said so").click()
    page.get_by_label("How was it?").fill("Begge forældre sagde ja på mødet.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Begin the course").click()
    page.get_by_label("How does the family reach you?").fill("Sms hele dagen")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("The course has begun.")).to_be_visible()
    expect(page.locator('.course-line [aria-current="step"]')).to_contain_text("De første tre uger")


def test_a_family_is_handed_over_with_a_note_on_a_phone(someone: Someone) -> None:
    page = someone("leader", width=PHONE)
    name = _open(page, "Udredning og plan")
    page.get_by_role("link", name="Hand the family over").click()
    page.get_by_label("Who coordinates from then on?").select_option(label="Jonas Friis, 9 families")
    page.get_by_label("Why?").fill("Birgitte går på orlov")
    page.get_by_label("What must the next one know?").fill("Ring helst om formiddagen.")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("The family is handed over.")).to_be_visible()
    expect(page.get_by_text("Jonas Friis").first).to_be_visible()
    expect(page.get_by_text(re.compile("The coordinator has changed 2 times"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert name


def test_a_course_is_closed_and_the_family_comes_back_on_a_clip(someone: Someone) -> None:
    page = someone("leader")
    name = _open(page, "Being closed")
    page.get_by_role("link", name="Close the course").click()
    page.get_by_label("Målene er nået").check()
    page.get_by_label("What is still needed?").fill("Ro om morgenen")
    page.get_by_label("Almindelig støtte fortsætter").check()
    page.get_by_label("Who takes over?").fill("Skolen")
    page.get_by_role("button", name="Close the course").click()
    expect(page.get_by_text("The course is closed.")).to_be_visible()
    expect(page.get_by_role("heading", name="How it ended")).to_be_visible()
    page.get_by_role("link", name="The family comes back").click()
    page.get_by_label("What is new?").fill("Ny uro i skolen")
    page.get_by_label("Who coordinates?").select_option(index=0)
    page.get_by_label("Why this coordinator?").fill("Kender familien")
    page.get_by_role("button", name="Begin again").click()
    expect(page.get_by_text("The family has a course again.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("The course of"))).to_contain_text(name)
    expect(page.get_by_role("heading", name="Other courses of the family")).to_be_visible()
