# SPDX-License-Identifier: EUPL-1.2
"""The complete list of ways in which a page may be opened.

Every view carries one; a test walks every URL and fails without.

These rules say who may knock. What is shown behind the door is always asked of the gate, record by record.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from familievej.gate.actor import Actor, Kind

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Rule:
    """``text`` is what people read; ``passes`` is the test of the actor; ``login`` sends strangers to log in."""

    text: str
    passes: Callable[[Actor], bool]
    login: bool = True


def opens(rule: Rule) -> Callable[[V], V]:
    """Put ``rule`` on a view: strangers are asked to log in, anybody else who does not pass gets 404."""

    def put(view: V) -> V:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if not rule.passes(actor):
                if rule.login and actor.kind is Kind.NOBODY and not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                raise Http404
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return put


STAFF = Rule("staff with a role today", lambda actor: actor.is_staff)
FAMILY = Rule("a family member with an account", lambda actor: actor.person_id is not None)
ANYBODY_KNOWN = Rule("staff or family member", lambda actor: actor.kind in (Kind.STAFF, Kind.FAMILY))


def public(reason: str) -> Callable[[V], V]:
    """Open without login, with the reason why that is right."""
    return opens(Rule(f"public: {reason}", lambda _actor: True, login=False))


def role(*roles: str) -> Callable[[V], V]:
    """Open to staff who hold one of ``roles`` today."""
    return opens(Rule("role: " + ", ".join(roles), lambda actor: actor.has_role(*roles)))


staff = opens(STAFF)
family_member = opens(FAMILY)
known = opens(ANYBODY_KNOWN)
