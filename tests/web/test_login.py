# SPDX-License-Identifier: EUPL-1.2
"""Who gets in, who does not, and when they are let out again."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import authenticate, get_user
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import Client
from django.utils import translation
from tests.cast import PASSWORD, Cast

from familievej.gate.models import User
from familievej.web import session as sessions
from familievej.web.adapter import AccountAdapter
from familievej.web.second_factors import MfaAdapter, reseal

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> None:
    cache.clear()


def _try(client: Client, email: str, password: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, HTTP_ACCEPT_LANGUAGE="en")


def test_a_right_password_opens_the_start_page(cast: Cast, client: Client) -> None:
    answer = _try(client, cast.coordinator.email, PASSWORD)
    assert answer.status_code == 302
    assert answer.url == "/"


def test_the_address_is_taken_in_any_case(cast: Cast, client: Client) -> None:
    assert _try(client, cast.coordinator.email.upper(), PASSWORD).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(cast: Cast, client: Client) -> None:
    wrong = _try(client, cast.coordinator.email, "forkert").content.decode()
    unknown = _try(client, "nobody@example.com", "forkert").content.decode()
    plain = "The email address or the password is not right"
    assert plain in wrong
    assert plain in unknown


def test_the_sixth_wrong_password_is_refused_and_so_is_the_right_one_after_it(
    cast: Cast, client: Client
) -> None:
    for _n in range(5):
        assert "is not right" in _try(client, cast.coordinator.email, "forkert").content.decode()
    sixth = _try(client, cast.coordinator.email, "forkert")
    assert "Too many wrong tries. Wait five minutes" in sixth.content.decode()
    assert "Too many wrong tries" in _try(client, cast.coordinator.email, PASSWORD).content.decode()
    assert "_auth_user_id" not in client.session


def test_one_account_that_is_tried_too_often_does_not_lock_out_another(cast: Cast, client: Client) -> None:
    for _n in range(6):
        _try(client, cast.coordinator.email, "forkert")
    assert _try(client, cast.leader.email, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("kort1", "12"),
        ("password12345", "common"),
        ("836152749302", "numeric"),
        ("coordinator@example", "similar"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, says: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=says):
        validate_password(password, User(email="coordinator@example.com", name="Karin"))


def test_nobody_signs_up(client: Client) -> None:
    answer = client.post(
        "/account/signup/", {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 200
    assert not User.objects.filter(email="new@example.com").exists()


def test_a_closed_account_is_let_out_at_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    User.objects.filter(pk=cast.coordinator.pk).update(is_active=False)
    assert client.get("/").url.startswith(LOGIN)  # type: ignore[attr-defined]


def test_logging_in_changes_the_session_key(cast: Cast, client: Client) -> None:
    client.get(LOGIN)
    session = client.session
    session["before"] = "1"
    session.save()
    client.cookies["session"] = session.session_key or ""
    before = session.session_key
    _try(client, cast.coordinator.email, PASSWORD)
    assert client.session.session_key != before


def _seen(client: Client, key: str, seconds_ago: float) -> None:
    session = client.session
    session[key] = int(time.time() - seconds_ago)
    session.save()


def test_an_idle_session_ends_and_says_so(cast: Cast, client: Client, settings: Any) -> None:
    settings.FAMILIEVEJ_IDLE_MINUTES = 30
    client.force_login(cast.coordinator)
    client.get("/")
    _seen(client, sessions.SEEN, 31 * 60)
    answer = client.get("/?x=1", HTTP_ACCEPT_LANGUAGE="en", follow=True)
    assert answer.redirect_chain[-1][0] == f"{LOGIN}?next=/%3Fx%3D1"
    assert "You were logged out" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_session_in_use_goes_on_until_the_end_of_the_working_day(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    client.get("/")
    _seen(client, sessions.SEEN, 29 * 60)
    assert client.get("/").status_code == 200
    _seen(client, sessions.BEGAN, sessions.LONGEST + 60)
    assert client.get("/").status_code == 302


def test_a_part_of_a_page_is_not_replaced_by_the_login_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    client.get("/")
    _seen(client, sessions.SEEN, 90 * 60)
    answer = client.get("/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(LOGIN)


def test_staff_without_a_second_factor_are_led_to_set_one_up(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.FAMILIEVEJ_STAFF_MFA_REQUIRED = True
    client.force_login(cast.coordinator)
    assert client.get("/").url == "/account/2fa/"  # type: ignore[attr-defined]
    page = client.get("/account/2fa/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Set up a second factor first" in page


def test_staff_with_a_second_factor_and_families_without_go_straight_on(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.FAMILIEVEJ_STAFF_MFA_REQUIRED = True
    Authenticator.objects.create(user=cast.coordinator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(cast.coordinator)
    assert client.get("/").status_code == 200
    client.force_login(cast.parent)
    assert "/2fa/" not in client.get("/")["Location"]


def test_the_second_factor_is_asked_for_after_the_password(cast: Cast, client: Client) -> None:
    Authenticator.objects.create(user=cast.coordinator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = _try(client, cast.coordinator.email, PASSWORD)
    assert answer.url == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


class TestPersonas:
    """Outside the demonstration a persona is nobody, whatever is in the database."""

    @pytest.fixture
    def persona(self, cast: Cast) -> User:
        User.objects.filter(pk=cast.coordinator.pk).update(demo_persona="coordinator")
        return User.objects.get(pk=cast.coordinator.pk)

    def test_the_page_and_the_press_are_not_there(self, persona: User, client: Client) -> None:
        assert client.get("/demo/").status_code == 404
        assert client.post("/demo/coordinator/").status_code == 404
        assert "_auth_user_id" not in client.session

    def test_a_persona_is_refused_with_the_right_password(self, persona: User, client: Client) -> None:
        assert _try(client, persona.email, PASSWORD).url == "/account/inactive/"
        assert "_auth_user_id" not in client.session
        assert authenticate(HttpRequest(), email=persona.email, password=PASSWORD) is None

    def test_a_session_of_the_demonstration_is_worth_nothing(
        self, persona: User, client: Client, settings: Any
    ) -> None:
        settings.FAMILIEVEJ_DEMO = True
        client.post("/demo/coordinator/")
        assert get_user(client).is_authenticated
        settings.FAMILIEVEJ_DEMO = False
        assert client.get("/").status_code == 302

    def test_in_the_demonstration_one_press_is_enough(
        self, persona: User, client: Client, settings: Any
    ) -> None:
        settings.FAMILIEVEJ_DEMO = True
        assert str(persona) in client.get("/demo/").content.decode()
        assert client.post("/demo/coordinator/").url == "/"  # type: ignore[attr-defined]
        assert client.get("/").status_code == 200

    def test_the_press_cannot_be_a_link(self, persona: User, client: Client, settings: Any) -> None:
        settings.FAMILIEVEJ_DEMO = True
        assert client.get("/demo/coordinator/").status_code == 405
        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/demo/coordinator/").status_code == 403

    def test_an_account_that_is_no_persona_cannot_be_pressed(
        self, cast: Cast, client: Client, settings: Any
    ) -> None:
        settings.FAMILIEVEJ_DEMO = True
        assert client.post("/demo/leader/").status_code == 404


class TestSecondFactors:
    """Setting one up, as a member of staff does it."""

    @pytest.fixture
    def confirmed(self, cast: Cast, client: Client) -> Client:
        client.force_login(cast.coordinator)
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        return client

    def _activate(self, client: Client) -> str:
        page = client.get("/account/2fa/totp/activate/")
        secret = page.context["form"].secret
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        answer = client.post("/account/2fa/totp/activate/", {"code": code})
        assert answer.status_code == 302
        return str(secret)

    def test_the_app_is_set_up_and_its_secret_is_not_readable_in_the_database(
        self, confirmed: Client
    ) -> None:
        secret = self._activate(confirmed)
        kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
        assert secret not in str(kept.data)
        assert MfaAdapter().decrypt(kept.data["secret"]) == secret

    def test_the_picture_for_the_app_is_part_of_the_page(self, confirmed: Client) -> None:
        text = confirmed.get("/account/2fa/totp/activate/").content.decode()
        assert "data:" not in text
        assert "<path" in text

    def test_after_a_rotation_of_keys_the_app_still_works(self, confirmed: Client) -> None:
        self._activate(confirmed)
        before = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
        secret = MfaAdapter().decrypt(before)
        assert reseal() == 2  # the app, and the recovery codes that came with it
        after = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
        assert after != before
        assert MfaAdapter().decrypt(after) == secret

    def test_letters_are_written_while_the_request_is_still_known(self, settings: Any) -> None:
        # They are sent when the transaction of the actor commits; allauth reads the host's name from the request.
        order = settings.MIDDLEWARE
        around = order.index("allauth.account.middleware.AccountMiddleware")
        assert around < order.index("familievej.gate.middleware.ActorMiddleware")

    def test_a_mail_server_that_is_away_does_not_undo_a_change(
        self, confirmed: Client, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        with request_context(confirmed.get("/").wsgi_request):
            AccountAdapter().send_notification_mail(
                "mfa/email/totp_activated", User(email="a@example.com"), email="a@b.c"
            )
