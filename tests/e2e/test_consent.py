# SPDX-License-Identifier: EUPL-1.2
"""Consent as the family lives it: asked, answered by both parents, read by the job centre, taken back, looked up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.e2e.conftest import PHONE, Someone
from tests.e2e.test_main_job import _press, _tab_to

pytestmark = pytest.mark.e2e
FAMILY = "Emma, Oscar og deres to hjem"
RECEIVER, NAMES = "Jobcentret", "who is in the family"
WORK, PLAN = "work and education", "the family"


def _asking(page: Page) -> Page:
    """The empty form of the family."""
    page.get_by_role("link", name="Families", exact=True).click()
    page.get_by_label("Search").fill("Oscar")
    page.get_by_role("link", name=FAMILY).first.click()
    page.get_by_role("link", name="Ask for a consent").click()
    return page


def _box(page: Page, label: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(rf"^\s*{label}\b")).first


def _tick(page: Page, label: str) -> None:
    if not _box(page, label).is_checked():
        page.locator(f'label[for="{_box(page, label).get_attribute("id")}"]').click()


def _own(page: Page, headline: str) -> Page:
    """A family member opens the consent that waits for them, or the one that holds."""
    page.get_by_role("link", name="Who may know what", exact=True).click()
    page.get_by_role("link", name=re.compile(headline)).first.click()
    return page


def _received(page: Page) -> Locator:
    page.get_by_role("link", name="Shared with me", exact=True).click()
    return page.get_by_role("region", name="What you may see right now")


def test_a_consent_opens_when_both_parents_have_said_yes_and_closes_when_one_takes_it_back(
    someone: Someone,
) -> None:
    coordinator = _asking(someone("coordinator"))
    for label in ("Oscar", NAMES, WORK, PLAN, RECEIVER):
        _tick(coordinator, label)
    coordinator.get_by_label("What is it to be used for?").fill("At far kan hente Oscar efter arbejde")
    coordinator.get_by_role("button", name="Save and ask").click()
    expect(coordinator.get_by_text("Nothing is shared before everybody has said yes.")).to_be_visible()
    asked = coordinator.url

    mother = _own(someone("parent", width=PHONE), "Oscar")
    expect(mother.get_by_text("At far kan hente Oscar efter arbejde")).to_be_visible()
    mother.get_by_role("button", name="Yes, they may").click()
    expect(mother.get_by_text("You have said yes.")).to_be_visible()

    father = _own(someone("other-parent", width=PHONE), "Oscar")
    father.get_by_role("button", name="No, they may not").click()
    expect(father.get_by_text("You have said no. Nothing is shared.")).to_be_visible()
    coordinator.goto(asked)
    expect(coordinator.get_by_text("Søren has said no. Nothing is shared.").first).to_be_visible()
    worker = someone("colleague")
    expect(_received(worker)).not_to_contain_text("Oscar")

    father.get_by_role("button", name="Yes, they may").click()
    expect(father.get_by_text("You have said yes.")).to_be_visible()
    expect(_received(worker)).to_contain_text("Oscar")
    worker.get_by_role("region", name="What you may see right now").get_by_role("link", name="Oscar").click()
    expect(worker.get_by_role("heading", level=1, name="Oscar Krogh Lund")).to_be_visible()
    shown = worker.get_by_role("main")
    # His own goal of the plan; nobody works with his employment, and his school is not theirs to see.
    expect(shown).to_contain_text("nye støvler")
    for hidden in ("Boldklubben", "Åskolen", "kampen", "kvalme"):
        expect(shown).not_to_contain_text(hidden)

    mother.get_by_role("link", name="Take all of it back").click()
    mother.get_by_role("button", name="Take it back now").click()
    expect(mother.get_by_text("From now on they cannot see it.")).to_be_visible()
    worker.reload()
    expect(shown).not_to_contain_text("nye støvler")
    worker.get_by_role("link", name="Today", exact=True).click()
    expect(worker.get_by_text("What you saw may no longer be used.").first).to_be_visible()
    expect(_received(worker)).not_to_contain_text("Oscar")

    mother.get_by_role("link", name="Who has looked?").click()
    looked = mother.get_by_role("listitem").filter(has_text="Peter Mørk").first
    expect(looked).to_contain_text("Oscar")
    expect(looked).to_contain_text("read what was shared with them")


def _space(page: Page, label: str) -> None:
    _tab_to(page, _box(page, label))
    if not _box(page, label).is_checked():
        page.keyboard.press("Space")


def test_asked_answered_and_taken_back_by_keyboard_alone(someone: Someone) -> None:
    """Emma is sixteen: she decides alone."""
    coordinator = _asking(someone("coordinator"))
    for label in ("Emma", NAMES, RECEIVER):
        _space(coordinator, label)
    _tab_to(coordinator, coordinator.get_by_label("What is it to be used for?"))
    coordinator.keyboard.type("At finde et fritidsjob")
    _press(coordinator, coordinator.get_by_role("button", name="Save and ask"))
    expect(coordinator.get_by_text("Waiting for: Emma").first).to_be_visible()

    emma = someone("young-person", width=PHONE)
    emma.goto(emma.url.split("/our-plan/")[0] + "/who-may-know/")
    _press(emma, emma.get_by_role("link", name=re.compile("Emma")).first)
    _press(emma, emma.get_by_role("button", name="Yes, they may"))
    expect(emma.get_by_text("You have said yes.")).to_be_visible()
    worker = someone("colleague")
    expect(_received(worker)).to_contain_text("Emma")

    _press(emma, emma.get_by_role("link", name="Take all of it back"))
    _press(emma, emma.get_by_role("button", name="Take it back now"))
    expect(emma.get_by_text("From now on they cannot see it.")).to_be_visible()
    expect(_received(worker)).not_to_contain_text("Emma")
