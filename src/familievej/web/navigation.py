# SPDX-License-Identifier: EUPL-1.2
"""What stands in the main menu, for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familievej.gate.actor import Actor
from familievej.gate.models import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Entry:
    """A line of the menu: the room it belongs to, the view it opens, and who has it."""

    room: str
    label: _StrPromise
    view: str
    shown: Callable[[Actor], bool]


@dataclass(frozen=True)
class Item:
    """An entry for one request; ``current`` is the value of ``aria-current``, empty elsewhere."""

    label: _StrPromise
    url: str
    current: str


# Who a consent to a place speaks to.
FAMILY_WORK = (Role.COORDINATOR, Role.CASEWORKER)

ENTRIES = (
    Entry("web", _("Today"), "web:today", lambda actor: actor.is_staff),
    Entry("family", _("Families"), "family:list", lambda actor: actor.is_staff),
    Entry(
        "course", _("The team"), "course:board", lambda actor: actor.has_role(Role.LEADER, Role.COORDINATOR)
    ),
    Entry("practice", _("Handbook"), "practice:handbook", lambda actor: actor.is_staff),
    Entry("portal", _("My family’s plan"), "portal:plan", lambda actor: actor.person_id is not None),
    Entry("access", _("Who may know what"), "access:own", lambda actor: actor.person_id is not None),
    Entry("practice", _("How we work"), "practice:how_we_work", lambda actor: actor.person_id is not None),
    Entry("access", _("Shared with me"), "access:told", lambda actor: actor.has_role(*FAMILY_WORK)),
    Entry("access", _("Paragraphs"), "access:legal_bases", lambda actor: actor.has_role(Role.ADMINISTRATOR)),
    Entry("access", _("Who has looked?"), "access:who_has_looked", lambda actor: actor.person_id is not None),
    Entry("access", _("Who has access"), "access:reviews", lambda actor: actor.has_role(Role.LEADER)),
    Entry("access", _("The log"), "access:trail", lambda actor: actor.has_role(Role.DATA_PROTECTION_OFFICER)),
    Entry("access", _("Retention"), "access:retention", lambda actor: actor.has_role(Role.ADMINISTRATOR)),
    Entry(
        "access",
        _("Requests for access"),
        "access:answers",
        lambda actor: actor.has_role(Role.DATA_PROTECTION_OFFICER),
    ),
    Entry("access", _("Emergency"), "access:emergency", lambda actor: actor.is_staff),
    Entry(
        "insight",
        _("Evaluations"),
        "insight:evaluations",
        lambda actor: actor.has_role(Role.LEADER, Role.ANALYST),
    ),
    Entry(
        "insight.targetgroup",
        _("Target group"),
        "targetgroup:page",
        lambda actor: actor.has_role(Role.LEADER, Role.ANALYST),
    ),
    Entry("extract", _("Import"), "extract:imports", lambda actor: actor.has_role(Role.ADMINISTRATOR)),
)


def menu(actor: Actor, path: str) -> list[Item]:
    """The lines that ``actor`` has; the one that ``path`` lies under is current."""
    items = []
    for entry in ENTRIES:
        if not entry.shown(actor) or not apps.is_installed(f"familievej.{entry.room}"):
            continue
        url = reverse(entry.view)
        under = url != "/" and path.startswith(url)
        items.append(Item(entry.label, url, "page" if path == url else "true" if under else ""))
    return items
