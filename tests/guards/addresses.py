# SPDX-License-Identifier: EUPL-1.2
"""Every address of the system, and what the tests say about each: ``pages.toml``."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.cast import ROLES, Cast
from tests.guards import forms
from tests.whole import with_late_parts

from familievej.gate.models import AuditRow, User
from familievej.people.models import Household, NetworkPerson

HERE = Path(__file__).parent
PAGES: dict[str, dict[str, Any]] = {
    name: page
    for file in sorted(HERE.glob("pages*.toml"))
    for name, page in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
GROUPS: dict[str, list[str]] = PAGES.pop("groups")
ANONYMOUS = "anonymous"
EVERYBODY = (*ROLES, ANONYMOUS)
# What stands in the place of each part of an address: a record of Maria's family, or one that nobody has.
KEYS: dict[str, Callable[[Cast], object]] = {
    "family_id": lambda cast: cast.family.pk,
    "person_id": lambda cast: cast.child.pk,
    "goal_id": lambda cast: cast.shared_goal.pk,
    "step_id": lambda cast: cast.shared_goal.steps.get().pk,
    "contact_id": lambda cast: cast.meeting.pk,
    "note_id": lambda cast: cast.note.pk,
    "what": lambda cast: "note",
    "what_id": lambda cast: cast.note.pk,
    "household_id": lambda cast: Household.objects.get(name="hos mor").pk,
    "friend_id": lambda cast: NetworkPerson.objects.get(name="Karen").pk,
    "record_id": lambda cast: cast.family.memberships.get(person=cast.child).pk,
    "about": lambda cast: cast.family.pk,
    "kind": lambda cast: "member",
    "form": lambda cast: "network",
    "number": lambda cast: 1,
    "which": lambda cast: forms.open_filling(cast).form,
    "filling_id": lambda cast: forms.finished_filling(cast).pk,
    "open_id": lambda cast: forms.open_filling(cast).pk,
    "answer_id": lambda cast: forms.open_filling(cast).answers.order_by("pk")[0].pk,
    "claim_id": lambda cast: forms.claim(cast).pk,
    "statement_id": lambda cast: forms.statement(cast).pk,
    "unit_id": lambda cast: cast.unit.pk,
    "row_id": lambda cast: AuditRow.objects.latest("pk").pk,
    "slug": lambda cast: "coordinator",
    "file": lambda cast: "nothing",
}


@dataclass(frozen=True)
class Address:
    """``name`` as ``reverse`` knows it; ``parts`` are the names of what is filled in."""

    name: str
    route: str
    callback: Callable[..., Any]
    parts: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """Whether the view is of this house, not of a library."""
        return self.callback.__module__.startswith("familievej.")

    def path(self, cast: Cast, **other: object) -> str:
        """The address itself, with the records of the cast; ``other`` stand in their place."""
        values = {part: other.get(part) or self._part(part, cast) for part in self.parts}
        path = "/" + self.route
        for value in values.values():
            before, _, rest = path.partition("<")
            _, _, after = rest.partition(">")
            path = f"{before}{value}{after}"
        return path

    def _part(self, part: str, cast: Cast) -> object:
        if part in KEYS:
            return KEYS[part](cast)
        return uuid.UUID(int=0)


def _walk(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            parts = tuple(part.split(":")[-1].split(">")[0] for part in route.split("<")[1:])
            yield Address(f"{space}{pattern.name or route}", route, pattern.callback, parts)
        else:
            yield from _walk(pattern, route, f"{space}{pattern.namespace}:" if pattern.namespace else space)


ADDRESSES = list(_walk(get_resolver()))
OURS = [address for address in ADDRESSES if address.ours]


def knock(address: Address, cast: Cast, who: str, *, method: str = "", **other: object) -> HttpResponse:
    """Ask for the page as one of the cast."""
    client = Client(raise_request_exception=False)
    if who != ANONYMOUS:
        user: User = getattr(cast, who)
        client.force_login(user)
    how = method or str(PAGES.get(address.name, {}).get("method", "get"))
    response: HttpResponse = getattr(client, how)(address.path(cast, **other))
    found: HttpResponse = with_late_parts(client, response)
    return found


def expected(page: Mapping[str, Any]) -> dict[str, int]:
    """The status that each of the cast must get: 404 unless the table says otherwise, and strangers log in."""
    found = dict.fromkeys(ROLES, 404) | {ANONYMOUS: 302}
    for status, names in page.items():
        if status.isdecimal():
            for name in names:
                found |= dict.fromkeys(GROUPS.get(name, [name]), int(status))
    return found
