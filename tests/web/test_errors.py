# SPDX-License-Identifier: EUPL-1.2
"""What went wrong is said plainly, with what to do now, in the reader's language."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from tests.cast import Cast

from familievej.web import errors


def test_a_page_that_is_not_there_leads_to_the_start_page(db: None, client: Client) -> None:
    answer = client.get("/nothing-here/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "This page is not here" in text
    assert 'href="/"' in text


def test_the_404_page_is_the_same_for_what_is_hidden_and_what_never_was(cast: Cast, client: Client) -> None:
    client.force_login(cast.outsider)
    hidden = client.get("/demo/").content.decode()
    never = client.get("/xxxx/").content.decode()
    assert [line for line in hidden.splitlines() if "csrf" not in line.lower() and "/demo/" not in line] == [
        line for line in never.splitlines() if "csrf" not in line.lower() and "/xxxx/" not in line
    ]


def test_a_form_that_was_open_too_long_says_that_drafts_are_kept(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {"login": "x"}, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 403
    assert "saved as a draft is still there" in answer.content.decode()


@pytest.mark.parametrize(
    ("exception", "status"), [(SuspiciousOperation(), 400), (RequestDataTooBig(), 413)], ids=["bad", "large"]
)
def test_what_cannot_be_read_is_refused_in_both_languages(
    rf: RequestFactory, exception: Exception, status: int
) -> None:
    answer = errors.bad_request(rf.post("/"), exception)
    assert answer.status_code == status
    assert 'lang="da"' in answer.content.decode()
    assert 'lang="en"' in answer.content.decode()


def test_too_much_at_once_is_a_413(db: None, client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/account/login/", {"login": "x" * 200})
    assert answer.status_code == 413
    assert "That is too large" in answer.content.decode()


def test_a_foreign_host_name_is_a_plain_400(db: None, client: Client) -> None:
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_the_500_page_needs_neither_database_nor_session_nor_catalogue(
    rf: RequestFactory, settings: Any
) -> None:
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"] = ["nothing.of.the.kind"]
    answer = errors.failed(HttpRequest())  # no host, no session, no user; and no fixture opens the database
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Det er ikke din skyld" in text
    assert "It is not your fault" in text


def test_too_many_tries_say_how_long_to_wait(db: None, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post("/account/password/reset/", {"email": "a@example.com"})
    answer = client.post("/account/password/reset/", {"email": "b@example.com"}, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 429
    assert "Wait five minutes" in answer.content.decode()


def test_health_tells_that_the_database_answers_to_any_host_and_without_a_session(
    db: None, client: Client
) -> None:
    answer = client.get("/health/", HTTP_HOST="10.0.0.7")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok"}
    assert not answer.cookies


def test_health_is_503_when_the_database_is_gone(
    client: Client, django_db_blocker: Any, settings: Any
) -> None:
    with django_db_blocker.unblock():
        connection.close()
        before = connection.settings_dict
        connection.settings_dict = {**before, "HOST": "/nowhere", "OPTIONS": {}}
        try:
            answer = client.get("/health/")
        finally:
            connection.close()
            connection.settings_dict = before
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
