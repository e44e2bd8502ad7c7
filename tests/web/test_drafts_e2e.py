# SPDX-License-Identifier: EUPL-1.2
"""A mother writes on a bus: nothing of what she types is lost, whatever the connection does."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from tests.web.draft_site import DraftSite

pytestmark = pytest.mark.e2e


def _write(page: Page, text: str) -> None:
    page.get_by_label("Goal").fill(text)


def _status(page: Page, says: str) -> None:
    expect(page.locator(".fv-draft-status")).to_contain_text(says)


@pytest.fixture
def goal(page: Page, site: DraftSite) -> Page:
    page.goto(site.url)
    return page


def test_a_second_after_the_last_key_the_text_is_a_draft(goal: Page, site: DraftSite) -> None:
    _write(goal, "Vi spiser sammen")
    _status(goal, "Saved as draft 16:32")
    assert site.drafts[-1]["words"] == "Vi spiser sammen"
    assert site.drafts[-1]["draft_version"] == "3"
    _write(goal, "Vi spiser sammen hver dag")
    goal.get_by_label("Goal").blur()
    goal.wait_for_function("document.querySelector('form[data-draft-url]').dataset.draftVersion === '4'")
    goal.wait_for_timeout(300)
    assert site.drafts[-1]["draft_version"] == "4"


def test_without_a_connection_the_text_stays_and_is_sent_when_it_is_back(
    goal: Page, site: DraftSite, context: BrowserContext
) -> None:
    context.set_offline(True)
    _write(goal, "Vi ringer til skolen")
    _status(goal, "No connection. Your text is kept here")
    assert site.drafts == []
    context.set_offline(False)
    _status(goal, "Saved as draft")
    assert site.drafts[-1]["words"] == "Vi ringer til skolen"


def test_a_submit_without_a_connection_loses_nothing(
    goal: Page, site: DraftSite, context: BrowserContext
) -> None:
    context.set_offline(True)
    _write(goal, "Vi ringer til skolen")
    goal.get_by_role("button", name="Save").click()
    _status(goal, "Nothing was sent, and your text is kept here")
    assert goal.get_by_label("Goal").input_value() == "Vi ringer til skolen"
    context.set_offline(False)
    _status(goal, "Press the button again")
    goal.get_by_role("button", name="Save").click()
    expect(goal.get_by_role("heading", name="Saved")).to_be_visible()
    assert [each["words"] for each in site.saved] == ["Vi ringer til skolen"]


def test_two_presses_are_one_act(goal: Page, site: DraftSite) -> None:
    _write(goal, "Vi spiser sammen")
    _status(goal, "Saved as draft")
    goal.get_by_role("button", name="Save").dblclick(no_wait_after=True)
    expect(goal.get_by_role("heading", name="Saved")).to_be_visible()
    assert len(site.saved) == 1


def test_what_another_person_changed_is_said_and_the_text_is_kept(goal: Page, site: DraftSite) -> None:
    site.answer = (409, {"message": "Karin changed the plan meanwhile."})
    _write(goal, "Min tekst")
    _status(goal, "Karin changed the plan meanwhile.")
    assert goal.get_by_label("Goal").input_value() == "Min tekst"
    goal.wait_for_timeout(1500)
    assert len(site.drafts) == 1, "the same refused text is not sent again and again"
    goal.get_by_role("button", name="Save").click()
    expect(goal.get_by_role("heading", name="Saved")).to_be_visible()


def test_whoever_was_logged_out_is_told_and_keeps_the_text(goal: Page, site: DraftSite) -> None:
    site.answer = (302, {})
    _write(goal, "Min tekst")
    _status(goal, "You have been logged out")


def test_whoever_logs_in_again_in_another_tab_gets_the_text_saved_and_sent(
    goal: Page, site: DraftSite
) -> None:
    site.token = "second"  # a log-in changes the proof against forged requests
    _write(goal, "Min tekst")
    _status(goal, "Saved as draft")
    assert site.drafts[-1]["words"] == "Min tekst"
    goal.get_by_role("button", name="Save").click()
    expect(goal.get_by_role("heading", name="Saved")).to_be_visible()
    assert site.saved[0]["csrfmiddlewaretoken"] == "second"


def test_escape_leaves_with_the_draft_kept(goal: Page, site: DraftSite) -> None:
    _write(goal, "Halv sætning")
    goal.keyboard.press("Escape")
    expect(goal.get_by_role("heading", name="Left")).to_be_visible()
    assert site.drafts[-1]["words"] == "Halv sætning"


def test_leaving_warns_only_while_something_is_unsaved(
    goal: Page, site: DraftSite, context: BrowserContext
) -> None:
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    goal.on("dialog", accept)
    goal.get_by_label("Goal").click()
    context.set_offline(True)
    goal.keyboard.type("x")
    _status(goal, "No connection")
    context.set_offline(False)
    site.answer = (503, {})
    goal.goto(f"{site.url}/left/")
    assert asked == ["beforeunload"]
    site.answer = (200, {"saved": "2026-11-22T15:32:00Z"})
    goal.goto(site.url)
    _write(goal, "y")
    _status(goal, "Saved as draft")
    goal.goto(f"{site.url}/left/")
    assert asked == ["beforeunload"]


def test_without_script_the_form_is_a_plain_form(browser_without_script: Page, site: DraftSite) -> None:
    page = browser_without_script
    page.goto(site.url)
    _write(page, "Uden script")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
    assert site.saved[0]["words"] == "Uden script"
    assert site.drafts == []


def test_the_page_breaks_no_rule_of_the_policy_and_nothing_is_cut_at_320(page: Page, site: DraftSite) -> None:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.url)
    page.wait_for_load_state("networkidle")
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_first_key_leads_past_the_header_to_the_content(goal: Page) -> None:
    goal.keyboard.press("Tab")
    expect(goal.locator(".skipnav")).to_be_focused()
    goal.keyboard.press("Enter")
    expect(goal.locator("main")).to_be_focused()
