# SPDX-License-Identifier: EUPL-1.2
"""A phone's screen, and the page whose form saves itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.web.draft_site import DraftSite


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile on a phone's screen."""
    found = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/Copenhagen"
    )
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that fails the test on an error of a script or a breach of the policy."""
    made = context.new_page()
    made.set_default_timeout(8000)
    return made


@pytest.fixture
def site() -> Iterator[DraftSite]:
    """The page with the form, served."""
    found = DraftSite()
    stop = found.serve()
    yield found
    stop()


@pytest.fixture
def browser_without_script(browser: Browser) -> Iterator[Page]:
    """A page on which no script runs."""
    plain = browser.new_context(java_script_enabled=False, locale="en-GB")
    yield plain.new_page()
    plain.close()
