# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the main screens on a phone and on a desk: ``make shots`` writes them to shots/, and docs/screenshot.png.

``--url http://127.0.0.1:8000`` takes them of a demonstration that is already served; without it one is made, served
and thrown away.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
PICTURE = ROOT / "docs" / "screenshot.png"
MOST = 300_000  # bytes of the picture in the tree
CHROMIUM = os.environ.get("FAMILIEVEJ_CHROMIUM", "/usr/bin/chromium")
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
FAMILY = "Maria"


def screens(page: Page, base: str) -> Iterator[str]:
    """Go to each main screen in turn, and give its name."""
    page.goto(f"{base}/account/login/")
    yield "01-login"
    page.goto(f"{base}/demo/")
    yield "02-personas"
    _become(page, base, "coordinator")
    yield "03-today"
    page.goto(f"{base}/families/")
    yield "04-families"
    page.goto(f"{base}/families/?q=marai")
    yield "05-families-misspelt"
    page.get_by_role("link", name=re.compile(FAMILY)).first.click()
    family = page.url
    yield "06-family"
    page.locator(f'main a[href*="{family.removeprefix(base)}persons/"]').first.click()
    yield "07-person"
    for number, (name, path) in enumerate(
        {
            "plan": "plan/",
            "goal": "plan/goals/new/",
            "versions": "plan/versions/",
            "contact": "contacts/new/",
            "note": "notes/new/",
            "history": "contacts/",
            "member": "members/new/",
            "relation": "relations/new/",
        }.items(),
        start=8,
    ):
        page.goto(family + path)
        yield f"{number:02}-{name}"
    page.goto(f"{base}/families/new/")
    yield "16-family-new"
    _become(page, base, "parent")
    page.goto(f"{base}/our-plan/")
    yield "17-our-plan"
    _become(page, base, "leader")
    page.goto(f"{base}/families/")
    yield "18-families-leader"
    _become(page, base, "administrator")
    page.goto(f"{base}/import/")
    yield "19-import"
    page.goto(f"{base}/account/2fa/")
    yield "20-second-factor"
    page.goto(f"{base}/nothing-here/")
    yield "21-not-found"


def _become(page: Page, base: str, persona: str) -> None:
    page.goto(f"{base}/demo/")
    page.locator(f'form[action$="/demo/{persona}/"] button').click()


def take(browser: Browser, base: str, language: str) -> None:
    """Every screen in both sizes."""
    for size, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale=language)
        for name in screens(page, base):
            page.screenshot(path=SHOTS / f"{name}-{size}.png", full_page=True)
            if (name, size) == ("06-family", "desk"):
                page.screenshot(path=PICTURE)
        page.close()
    if PICTURE.stat().st_size > MOST:
        raise SystemExit(f"{PICTURE.name} is larger than {MOST} bytes")


@contextmanager
def demonstration() -> Iterator[str]:
    """Load and serve the demonstration in a folder of its own, until the pictures are taken."""
    with tempfile.TemporaryDirectory(prefix="fv-shots-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "familievej.cli", "demo", "--port", str(port)]
        served = subprocess.Popen(command, env={**os.environ, "FAMILIEVEJ_DATA_DIR": folder})
        try:
            yield _answering(f"http://127.0.0.1:{port}", served)
        finally:
            served.terminate()
            served.wait(60)


def _answering(base: str, served: subprocess.Popen[bytes]) -> str:
    while served.poll() is None:
        try:
            urllib.request.urlopen(f"{base}/demo/", timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return base
    raise SystemExit("the demonstration could not be served")


def main() -> None:
    """Take the pictures."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--url", default="", help="a demonstration that is served already")
    wanted.add_argument("--language", default="da")
    given = wanted.parse_args()
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        if given.url:
            take(browser, given.url.rstrip("/"), given.language)
        else:
            with demonstration() as base:
                take(browser, base, given.language)
        browser.close()


if __name__ == "__main__":
    main()
