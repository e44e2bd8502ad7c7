# SPDX-License-Identifier: EUPL-1.2
"""A coordinator's main job: find a family by a misspelt name, see who is in it, write a goal with a step, print it."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from tests.e2e.conftest import Someone

pytestmark = pytest.mark.e2e
MOST_TABS = 60


def _heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=1, name=name)


def _printed(page: Page) -> str:
    """The text of the fridge plan behind the button in English; it is one page."""
    link = page.get_by_role("link", name="Fridge plan in English")
    answer = page.request.get(page.url.split("/families/")[0] + str(link.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.body()))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def _line(page: Page, label: str) -> Locator:
    """A field of the first step."""
    return page.locator(".plan-line").first.get_by_label(re.compile(rf"^\s*{label}"))


def test_the_main_job_with_the_mouse(someone: Someone) -> None:
    page = someone("coordinator")
    expect(_heading(page, "Today")).to_be_visible()
    page.get_by_role("link", name="Families", exact=True).click()
    page.get_by_label("Search").fill("Mjaa")
    page.get_by_role("link", name="Maja og Vigga").click()
    expect(_heading(page, "Maja og Vigga")).to_be_visible()
    members = page.get_by_role("table", name=re.compile("Members of the family")).or_(
        page.locator(".family-members")
    )
    for name in ("Maja", "Søren", "Vigga"):
        expect(members.first).to_contain_text(name)
    page.get_by_role("link", name="Open the plan and write in it").click()
    page.get_by_role("link", name="Add a goal").click()
    page.get_by_label("In their own words").fill("Vi vil ud i skoven hver søndag")
    _line(page, "What").fill("Finde støvlerne frem")
    _line(page, "Who").fill("Maja")
    page.get_by_role("button", name="Save the goal").click()
    expect(page.get_by_text("The goal is saved.")).to_be_visible()
    goal = page.get_by_role("article").filter(has_text="Vi vil ud i skoven hver søndag")
    expect(goal).to_contain_text("Finde støvlerne frem")
    assert "Vi vil ud i skoven hver søndag" in _printed(page)


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus; on the way the focus is always seen, and moves every time."""
    before = None
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        seen, here = page.evaluate(FOCUS)
        assert seen, f"the focus cannot be seen on {here}"
        assert here != before, f"the focus is stuck on {here}"
        before = here
        if wanted.evaluate("(it) => it === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")


# What shows the focus: an outline or a shadow around the element or its label. And a name for the message.
FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const marked = (one) => { const s = getComputedStyle(one);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
  const label = it.labels && it.labels[0];
  const ring = marked(it) || (label && (marked(label) || ['::before', '::after'].some((part) => {
    const s = getComputedStyle(label, part);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; })));
  const inside = box.bottom > 0 && box.top < innerHeight;
  const place = [box.top + scrollY, box.left].map(Math.round);
  return [Boolean(ring) && inside, `${it.outerHTML.slice(0, 160)} at ${place}`];
}"""


def test_the_main_job_by_keyboard_alone(someone: Someone) -> None:
    page = someone()
    _press(page, page.locator('form[action$="/demo/coordinator/"] button'))
    expect(_heading(page, "Today")).to_be_visible()
    _press(page, page.get_by_role("link", name="Families", exact=True))
    search = page.get_by_label("Search")
    _tab_to(page, search)
    page.keyboard.type("Malnee")
    page.keyboard.press("Enter")
    expect(page.locator("#families-status")).to_contain_text("Malnee")
    _press(page, page.get_by_role("link", name="Malene og Oscar"))
    expect(_heading(page, "Malene og Oscar")).to_be_visible()
    _press(page, page.get_by_role("link", name="Open the plan and write in it"))
    _press(page, page.get_by_role("link", name="Add a goal"))
    _tab_to(page, page.get_by_label("In their own words"))
    page.keyboard.type("Oscar vil lære at cykle uden støttehjul")
    _tab_to(page, _line(page, "What"))
    page.keyboard.type("Pumpe cyklen")
    _tab_to(page, _line(page, "Who"))
    page.keyboard.type("Simon")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the first button of the form is the one that saves
    expect(page.get_by_text("The goal is saved.")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Oscar vil lære at cykle")).to_contain_text(
        "Pumpe cyklen"
    )
    _tab_to(page, page.get_by_role("link", name="Fridge plan in English"))
    assert "Oscar vil lære at cykle uden støttehjul" in _printed(page)


def _press(page: Page, wanted: Locator) -> None:
    """Go to it with Tab, press Enter, and wait for the page that it leads to."""
    _tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")
