# SPDX-License-Identifier: EUPL-1.2
"""How this house wants django-allauth to behave."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from familievej.web.backend import is_shut_persona

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the administrator; messages are plain and tell nobody which addresses exist."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait five minutes, then try again or choose a new password."
        ),
        "email_password_mismatch": _(
            "The email address or the password is not right. Check both and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Whatever proved who it is (password, passkey, recovery code): a persona stays out of a real installation."""
        if is_shut_persona(user):
            refusal: HttpResponse = self.respond_user_inactive(request, user)
            return refusal
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A letter that something has changed. A mail server that is away must not break the page that tells so."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except OSError as fault:
            logger.warning("A notice about an account was not sent: %s", type(fault).__name__)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The page after log-in speaks the language that the account has chosen, unless this browser has chosen one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known = user.language in dict(settings.LANGUAGES)
        if known and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", httponly=True)
        return response
