# SPDX-License-Identifier: EUPL-1.2
"""Every main screen for everybody: no fault that axe-core knows, nothing cut off at 400 %, in Danish throughout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.e2e.conftest import DESK, PHONE, Someone

pytestmark = pytest.mark.e2e
AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 320  # a window of 1280 pixels at 400 %
# Who opens which screens; "family/" stands for the address of a family, "> x" for the first link there that leads to x.
SCREENS = {
    "": ("/account/login/", "/demo/", "/account/password/reset/", "/nothing-here/"),
    "coordinator": (
        "/", "/families/", "/families/?q=marai", "/families/?q=xyzxyz", "/families/new/", "family/", "family/plan/",
        "family/plan/goals/new/", "family/plan/words/", "family/plan/versions/", "family/plan/versions/1/",
        "family/contacts/", "family/contacts/new/", "family/notes/new/", "family/members/new/",
        "family/relations/new/", "family/custody/new/", "family/homes/new/", "family/network/new/",
        "family/units/new/", "family/name/", "/account/2fa/", "/account/password/change/",
        "family/contacts/ > /hidden/note/", "family/contacts/ > /papers/note/",
        "family/forms/", "family/forms/examine/", "family/forms/examine/claims/new/",
        "family/forms/examine/statements/new/", "family/consents/", "family/consents/new/",
        "family/shared/law/", "family/shared/once/",
        "family/tellings/new/", "/emergency/", "/shared-with-me/",
        "family/course/", "/handbook/",
    ),
    "analyst": ("/evaluations/", "/evaluations/new/", "/target-group/", "/target-group/potential/"),
    "colleague": ("/shared-with-me/",),
    "parent": ("/our-plan/", "/who-may-know/", "/who-has-looked/"),
    "other-parent": ("/who-may-know/", "/who-has-looked/"),
    "young-person": ("/our-plan/", "/who-may-know/"),
    "leader": ("/", "/team/", "/families/", "/emergencies/", "/access-review/"),
    "data-protection-officer": ("/", "/trail/", "/emergencies/", "/subject-access/", "/retention/"),
    "administrator": ("/", "/import/", "/legal-bases/", "/retention/"),
}  # fmt: skip
WHO = sorted(SCREENS)


def _open(page: Page, base: str, screen: str) -> str:
    """Go there; a family is the first of the list that is called Maria."""
    path = screen
    if screen.startswith("family/"):
        page.goto(f"{base}/families/?q=Maria")
        link = page.get_by_role("link", name=re.compile("^Maria")).first
        path = str(link.get_attribute("href")) + screen.removeprefix("family/")
    path, _then, link_to = path.partition(" > ")
    page.goto(base + path)
    if link_to:
        path = str(page.locator(f'main a[href*="{link_to}"]').first.get_attribute("href"))
        page.goto(base + path)
    page.wait_for_load_state("networkidle")
    return path


def _faults(page: Page) -> list[str]:
    """What axe-core finds, and where."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("who", WHO)
def test_axe_finds_nothing_on_any_screen(who: str, width: int, someone: Someone, base: str) -> None:
    page = someone(who, width=width, language="da-DK", bypass_csp=True)
    found = {
        screen: faults for screen in SCREENS[who] if (_open(page, base, screen), faults := _faults(page))[1]
    }
    assert found == {}


@pytest.mark.parametrize("who", WHO)
def test_at_400_percent_nothing_must_be_scrolled_sideways(who: str, someone: Someone, base: str) -> None:
    page = someone(who, width=NARROW, language="da-DK")
    wide = {}
    for screen in SCREENS[who]:
        _open(page, base, screen)
        over = page.evaluate(TOO_WIDE)
        if over:
            wide[screen] = over
    assert wide == {}


# How far the page is too wide, and the first elements that are to blame (what scrolls in a box of its own is not).
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const boxed = (it) => it.closest('.fv-table-scroll, [tabindex="0"][role="region"]');
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter((it) => it.getBoundingClientRect().right > room + 1 && !boxed(it))
    .slice(0, 4).map((it) => it.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("who", WHO)
def test_every_screen_is_in_danish_with_one_heading(who: str, someone: Someone, base: str) -> None:
    page = someone(who, language="da-DK")
    for screen in SCREENS[who]:
        _open(page, base, screen)
        assert page.locator("html").get_attribute("lang") == "da", screen
        assert page.get_by_role("heading", level=1).count() == 1, screen
        # What somebody wrote, or was told, in the language that they read in then, stands as it was said.
        page.evaluate("() => document.querySelectorAll('[data-quoted]').forEach((it) => it.remove())")
        assert page.locator("main").get_by_text(ENGLISH).count() == 0, screen


# Small words that stand in nearly every English sentence, and in no Danish one.
ENGLISH = re.compile(r"\b(?:the|and|you|your|with|this|of)\b", re.IGNORECASE)
