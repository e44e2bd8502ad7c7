# SPDX-License-Identifier: EUPL-1.2
"""Every page of the shell: strict policy, nothing inline, one heading, named regions, both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import PASSWORD, Cast

from familievej.base import today as registry
from familievej.gate.actor import Actor

STRANGER = ("/account/login/", "/account/password/reset/", "/account/signup/", "/nothing-here/", "/demo/")
KNOWN = (
    "/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/",
    "/account/password/change/", "/account/logout/", "/account/reauthenticate/",
)  # fmt: skip


class _Reader(HTMLParser):
    """Collects what a strict policy forbids, and what every page must have once."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        # A block of data is not run; allauth hands its scripts their options in one.
        runs = tag == "script" and "src" not in values and values.get("type") != "application/json"
        if tag == "style" or runs:
            self.inline.append(self.get_starttag_text() or tag)
        self.inline += [name for name, _value in attrs if name == "style" or name.startswith(("on", "hx-on"))]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def _check(answer: Any) -> None:
    page = _read(answer.content.decode())
    assert page.inline == []
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    assert len(page.ids) == len(set(page.ids))
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", STRANGER)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_page_for_strangers_holds_nothing_inline(
    db: None, client: Client, settings: Any, path: str, language: str
) -> None:
    settings.FAMILIEVEJ_DEMO = True
    answer = client.get(path, HTTP_ACCEPT_LANGUAGE=language)
    _check(answer)
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("path", KNOWN)
def test_a_page_behind_the_login_holds_nothing_inline(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.coordinator)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    answer = client.get(path)
    assert answer.status_code == 200
    _check(answer)


def test_nobody_changes_the_address_they_log_in_with(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    assert client.get("/account/email/").status_code == 404


def test_a_stranger_is_asked_to_log_in_and_brought_back(db: None, client: Client) -> None:
    assert client.get("/?a=1").url == "/account/login/?next=/%3Fa%3D1"  # type: ignore[attr-defined]


def test_the_language_changes_and_the_page_stays(db: None, client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert '<html lang="en">' in client.get("/account/login/").content.decode()


def test_the_language_switch_leads_to_no_other_site(db: None, client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_the_language_of_the_account_is_used_from_the_log_in_on(cast: Cast, client: Client) -> None:
    cast.coordinator.language = "en"
    cast.coordinator.save()
    client.post("/account/login/", {"login": cast.coordinator.email, "password": PASSWORD})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_banner_stands_only_in_the_demonstration(db: None, client: Client, settings: Any) -> None:
    assert "fv-demo-banner" not in client.get("/account/login/").content.decode()
    settings.FAMILIEVEJ_DEMO = True
    assert "fv-demo-banner" in client.get("/account/login/").content.decode()


def test_an_account_without_a_role_is_told_so(cast: Cast, client: Client) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    cast.outsider.staff_roles.update(ends=yesterday)
    client.force_login(cast.outsider)
    assert "no role here today" in client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_a_family_member_goes_to_the_plan(cast: Cast, client: Client) -> None:
    client.force_login(cast.parent)
    assert client.get("/")["Location"] == "/our-plan/"


class TestToday:
    """What must I not forget?"""

    @pytest.fixture
    def lines(self, monkeypatch: pytest.MonkeyPatch) -> list[registry.Line]:
        """The only source of the registry during the test."""
        found: list[registry.Line] = []

        def source(_actor: Actor, _day: dt.date) -> Iterator[registry.Line]:
            yield from found

        monkeypatch.setattr(registry, "_sources", {"test": source})
        return found

    def _page(self, client: Client, cast: Cast) -> str:
        client.force_login(cast.coordinator)
        return client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()

    def test_an_empty_day_is_praised(self, lines: list[registry.Line], client: Client, cast: Cast) -> None:
        page = self._page(client, cast)
        assert "Everything is followed up." in page
        assert "This week" not in page

    def test_lines_stand_in_three_lists_with_one_button_each(
        self, lines: list[registry.Line], client: Client, cast: Cast
    ) -> None:
        day = timezone.localdate()
        bucket = registry.Bucket
        lines += [
            registry.Line(
                bucket.NOW, "Maria", "Follow-up", day - dt.timedelta(2), "/a/", "Follow up", overdue=True
            ),
            registry.Line(bucket.WEEK, "<b>Holm</b>", "Meeting", day + dt.timedelta(2), "/b/", "Open"),
        ]
        page = self._page(client, cast)
        assert page.index("Now") < page.index("This week") < page.index("Waiting for others")
        assert "Should have been done" in page
        assert 'href="/a/"' in page
        assert "&lt;b&gt;Holm" in page
        assert "You are waiting for nobody." in page
