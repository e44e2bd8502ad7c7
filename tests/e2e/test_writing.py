# SPDX-License-Identifier: EUPL-1.2
"""What is written in the plan is not lost: not to a tunnel, not to another window; and the mother on a bus reads it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PHONE, Someone

pytestmark = pytest.mark.e2e
GOAL = "In their own words"


def _plan(page: Page, family: str) -> Page:
    """Open the plan of a family."""
    page.get_by_role("link", name="Families", exact=True).click()
    page.get_by_label("Search").fill(family)
    page.get_by_role("link", name=re.compile(family)).first.click()
    page.get_by_role("link", name="Open the plan and write in it").click()
    return page


def _new_goal(page: Page, family: str) -> Page:
    _plan(page, family).get_by_role("link", name="Add a goal").click()
    return page


def test_a_lost_connection_loses_nothing(someone: Someone) -> None:
    page = _new_goal(someone("coordinator", width=PHONE), "Nirmala")
    page.context.set_offline(True)
    page.get_by_label(GOAL).fill("Kavin vil have en ven med hjem")
    expect(page.get_by_text(re.compile("No connection. Your text is kept here")).first).to_be_visible()
    page.get_by_role("button", name="Save the goal").click()
    # Only now is it known that nothing was sent; before that the first press may still go through by itself.
    expect(page.get_by_text(re.compile("Nothing was sent, and your text is kept here")).first).to_be_visible()
    expect(page.get_by_label(GOAL)).to_have_value("Kavin vil have en ven med hjem")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save the goal").click()
    expect(page.get_by_text("The goal is saved.")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Kavin vil have en ven med hjem")).to_have_count(1)


def test_a_page_that_is_left_comes_back_with_its_draft(someone: Someone) -> None:
    page = _new_goal(someone("coordinator"), "Sandra")
    page.get_by_label(GOAL).fill("Elias vil spise sammen med sin far")
    expect(page.get_by_text(re.compile("Saved as draft")).first).to_be_visible()
    here = page.url
    page.goto("about:blank")
    page.goto(here)
    expect(page.get_by_label(GOAL)).to_have_value("Elias vil spise sammen med sin far")
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_label(GOAL)).to_have_value("")


def test_two_who_write_in_one_goal_see_both_texts(someone: Someone) -> None:
    first, second = (_plan(someone("coordinator"), "Samira") for _ in range(2))
    for page, words in ((first, "Samira vil gå til dans"), (second, "Samira vil gå til svømning")):
        page.get_by_role("article").first.get_by_role("link", name=re.compile("^Change")).click()
        page.get_by_label(GOAL).fill(words)
        expect(page.get_by_text(re.compile("Saved as draft")).first).to_be_visible()
    first.get_by_role("button", name="Save the goal").click()
    expect(first.get_by_text("The goal is saved.")).to_be_visible()
    second.get_by_role("button", name="Save the goal").click()
    expect(second.get_by_role("heading", level=1, name="There are two texts now")).to_be_visible()
    expect(second.get_by_role("main")).to_contain_text("Samira vil gå til dans")
    expect(second.get_by_role("main")).to_contain_text("Samira vil gå til svømning")
    second.get_by_label("What you wrote").check()
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("article").filter(has_text="Samira vil gå til svømning")).to_have_count(1)


def test_a_mother_on_a_bus_reads_the_goal_that_was_just_written(someone: Someone) -> None:
    mother = someone("parent", width=PHONE, language="da-DK")
    family = mother.get_by_role("heading", level=1).inner_text()
    assert family
    page = _new_goal(someone("coordinator"), MOTHER)
    page.get_by_label(GOAL).fill("Vi vil se en film hver fredag")
    page.get_by_role("button", name="Save the goal").click()
    expect(page.get_by_text("The goal is saved.")).to_be_visible()
    mother.reload()
    expect(mother.get_by_text("Vi vil se en film hver fredag").first).to_be_visible()
    assert mother.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


# The family of the demonstration's parent (demo/cast.toml).
MOTHER = "Emma"
