# SPDX-License-Identifier: EUPL-1.2
"""Somebody of the demonstration in front of a screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.e2e.site import demonstration

PHONE, DESK = 390, 1280
Someone = Callable[..., Page]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration; FAMILIEVEJ_E2E_URL names one that is served already."""
    served = os.environ.get("FAMILIEVEJ_E2E_URL", "")
    if served:
        yield served.rstrip("/")
        return
    with demonstration(tmp_path_factory.mktemp("demonstration")) as found:
        yield found


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Profiles that are closed after the test."""
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


@pytest.fixture
def someone(browser: Browser, base: str, contexts: list[BrowserContext]) -> Iterator[Someone]:
    """``someone("coordinator", width=390)`` is logged in as that persona, in a profile of their own.

    An error of a script or a breach of the content security policy fails the test.
    """
    heard: list[str] = []

    def open_as(
        persona: str = "", *, width: int = DESK, language: str = "en-GB", bypass_csp: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale=language,
            timezone_id="Europe/Copenhagen",
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda told: heard.append(told.text) if "Content Security" in told.text else None)
        page.goto(f"{base}/demo/")
        if persona:
            page.locator(f'form[action$="/demo/{persona}/"] button').click()
            page.wait_for_url(lambda url: "/demo/" not in url)
        return page

    yield open_as
    assert heard == []
