# SPDX-License-Identifier: EUPL-1.2
"""What ``familievej check`` finds outside the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """``what`` was looked at, what is ``said`` of it, and how to ``mend`` it (empty when nothing needs mending)."""

    what: str
    state: Literal["ok", "warning", "fault"]
    said: str
    mend: str = ""


def addresses() -> list[Finding]:
    """Whether others can reach the installation, and only over https."""
    from django.conf import settings

    if settings.FAMILIEVEJ_DEMO:
        return [Finding("addresses", "warning", "demonstration mode: everybody may log in as anybody")]
    if settings.ALLOWED_HOSTS == settings.FAMILIEVEJ_THIS_MACHINE:
        mend = "Set FAMILIEVEJ_HOSTS to the name that people type, such as familievej.example.dk."
        return [Finding("addresses", "warning", "only this machine is answered, without encryption", mend)]
    if not settings.FAMILIEVEJ_HTTPS:
        mend = "Remove FAMILIEVEJ_HTTPS=0 and FAMILIEVEJ_DEBUG before real persons are registered."
        return [Finding("addresses", "warning", "pages are sent without encryption", mend)]
    return [Finding("addresses", "ok", f"https on {', '.join(settings.ALLOWED_HOSTS)}")]


def django_checks() -> list[Finding]:
    """Django's own checks of models, templates and settings."""
    from django.core import checks

    serious = [message for message in checks.run_checks() if message.level >= checks.ERROR]
    if not serious:
        return [Finding("application", "ok", "Django finds nothing wrong")]
    return [
        Finding("application", "fault", f"{message.id}: {message.msg}", message.hint or "")
        for message in serious
    ]


def node_parts() -> list[Finding]:
    """The style sheet, script and font files that npm installs."""
    from django.conf import settings

    top = settings.FAMILIEVEJ_NODE_MODULES
    needed = [
        top / "dkfds" / "dist" / "css" / "dkfds.min.css",
        top / "dkfds" / "dist" / "js" / "dkfds.min.js",
        top / "htmx.org" / "dist" / "htmx.min.js",
        settings.FAMILIEVEJ_FONTS / "IBMPlexSans-Regular.ttf",
    ]
    missing = [file for file in needed if not file.is_file()]
    if missing:
        mend = (
            "Run `make setup` (or `npm ci --ignore-scripts`), or point FAMILIEVEJ_NODE_MODULES to the folder."
        )
        return [Finding("static files", "fault", f"{missing[0]} is missing", mend)]
    return [Finding("static files", "ok", "the parts from npm are there; `familievej serve` collects them")]


def key_ring() -> list[Finding]:
    """The keys that encrypt CPR numbers."""
    from django.core.exceptions import ImproperlyConfigured

    from familievej.base.crypto import key_ring as ring

    try:
        active = ring().active
    except (ImproperlyConfigured, OSError) as fault:
        mend = "`familievej keys new FILE` makes a ring; FAMILIEVEJ_KEYS_FILE points to it."
        return [Finding("key ring", "fault", str(fault), mend)]
    return [Finding("key ring", "ok", f"{active} encrypts")]
