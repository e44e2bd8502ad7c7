# SPDX-License-Identifier: EUPL-1.2
"""Log-ins, log-outs and failed tries in the audit trail. The tried e-mail address is not kept: it may be a password."""

from __future__ import annotations

from typing import Any

from django.db import connection

from familievej.gate import audit
from familievej.gate.acting import change_actor
from familievej.gate.actor import NOBODY, actor_for


def logged_in(request: Any, user: Any, **_kwargs: Any) -> None:
    """Somebody is in: from here on the request is theirs."""
    actor = actor_for(user)
    if request is not None:
        request.actor = actor
    if connection.in_atomic_block:
        change_actor(actor)
    audit.note(actor, audit.Verb.LOGIN, "login")


def logged_out(user: Any, **_kwargs: Any) -> None:
    """Somebody leaves."""
    if user is not None and user.is_authenticated:
        audit.note(actor_for(user), audit.Verb.LOGOUT, "logout")


def failed(request: Any = None, **_kwargs: Any) -> None:
    """A wrong password."""
    audit.note(getattr(request, "actor", NOBODY), audit.Verb.LOGIN_FAILED, "login")
