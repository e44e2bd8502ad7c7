# SPDX-License-Identifier: EUPL-1.2
"""Who may be logged in at all: the one authentication backend."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


def is_shut_persona(user: Any) -> bool:
    """Whether ``user`` is a persona of the demonstration, and this is not the demonstration."""
    return bool(user.demo_persona) and not settings.FAMILIEVEJ_DEMO


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Accounts by e-mail address and password. Asked at log-in and again at every request."""

    def user_can_authenticate(self, user: Any) -> bool:
        """An active account; a persona of the demonstration only in the demonstration, whatever way it tries."""
        return not is_shut_persona(user) and bool(super().user_can_authenticate(user))
