# SPDX-License-Identifier: EUPL-1.2
"""The first dialogue on a tablet between a mother and her coordinator, and an assessment by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import Someone

pytestmark = pytest.mark.e2e
TABLET = 820


def _forms_of(page: Page, family: str) -> None:
    page.get_by_role("link", name="Families", exact=True).click()
    page.get_by_role("link", name=re.compile(family)).first.click()
    page.goto(f"{page.url.split('?')[0]}forms/")


def test_the_first_dialogue_saves_itself_on_a_tablet_and_is_finished_together(someone: Someone) -> None:
    page = someone("coordinator", width=TABLET)
    _forms_of(page, "Anton og mor")
    page.get_by_role("button", name="Begin “Den første dialog”").click()
    page.get_by_label("Bolig").fill("Vi skal ud af lejligheden den første")
    with page.expect_response(
        lambda answer: (
            "/fill/draft/" in answer.url and answer.ok and "morgenen" in (answer.request.post_data or "")
        )
    ):
        page.get_by_label("Det begynder vi med").fill("At der er ro om morgenen")
        page.get_by_label("Det begynder vi med").blur()
    page.reload()
    expect(page.get_by_label("Det begynder vi med")).to_have_value("At der er ro om morgenen")
    expect(page.get_by_text("This is your draft from")).to_be_visible()
    page.get_by_label("Formål med samarbejdet").fill("Ro derhjemme og en bolig")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Save and read it through").click()
    page.get_by_role("link", name="It is right: finish it").click()
    expect(page.get_by_text("Den dag, vi blev enige")).to_be_visible()
    page.get_by_label("Why is it left out?").fill("Vi aftaler dagen på næste møde")
    page.get_by_role("button", name="It is right: finish it").click()
    expect(page.get_by_text("It is finished, and stands as it is.")).to_be_visible()
    page.goto(page.url.split("families/")[0])
    expect(page.get_by_text(re.compile("Vi skal ud af lejligheden den første")).first).to_be_visible()


def test_an_assessment_is_filled_in_by_keyboard_and_what_is_supposed_stays_open(someone: Someone) -> None:
    page = someone("coordinator")
    _forms_of(page, "Anton og mor")
    page.get_by_role("button", name="Begin “Udredning sammen med familien”").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Udredningen er en samtale. Den giver ingen score").first).to_be_visible()
    page.get_by_label("Det betyder noget for os").focus()
    page.keyboard.type("At Anton har en ven")
    page.get_by_label("Barnet").first.focus()
    page.keyboard.type("Han sover dårligt")
    page.get_by_label("Fravær fra skolen").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save and read it through").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Han sover dårligt")).to_be_visible()
    page.get_by_role("link", name="To examine and to ask for").first.click()
    page.get_by_role("link", name="Write down something to examine").click()
    page.get_by_label("What do we suppose?").fill("At han bliver mobbet")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("needs examination")).to_be_visible()
