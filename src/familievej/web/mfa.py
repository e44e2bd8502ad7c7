# SPDX-License-Identifier: EUPL-1.2
"""Staff log in with two factors: without a second one they are led to set it up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.signals import authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _

PROVED = "fv_mfa"
# What must work before the second factor is there: setting it up, changing language, leaving.
OPEN_PREFIXES = ("mfa_", "account_", "web:set_language")


class StaffMfaMiddleware:
    """Comes after the actor is known. ``FAMILIEVEJ_STAFF_MFA_REQUIRED`` turns it off (the demonstration does)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if settings.FAMILIEVEJ_STAFF_MFA_REQUIRED and self._lacks(request) and not _is_open(request):
            messages.info(
                request,
                _("Set up a second factor first: an app on your phone or a passkey. It takes two minutes."),
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks(self, request: HttpRequest) -> bool:
        if not request.actor.is_staff or request.session.get(PROVED):  # type: ignore[attr-defined]
            return False
        if is_mfa_enabled(request.user):
            request.session[PROVED] = True
            return False
        return True


def _is_open(request: HttpRequest) -> bool:
    return (resolve(request.path_info).view_name or "").startswith(OPEN_PREFIXES)


@receiver(authenticator_removed)
def _forget(request: HttpRequest, **_kwargs: Any) -> None:
    request.session.pop(PROVED, None)
