# SPDX-License-Identifier: EUPL-1.2
"""Every address, opened by everybody of the cast, and the words of which records stood on what came back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader
from tests.attacks.oracle import Reader
from tests.attacks.states import RECEIVERS
from tests.attacks.world import Marked, asked
from tests.guards.addresses import ANONYMOUS, EVERYBODY, GROUPS, OURS, PAGES, Address, expected
from tests.whole import with_late_parts

from familievej.gate.acting import change_actor
from familievej.gate.actor import NOBODY

SLICES = 24
THEIR_LISTS = {"web:today", "family:list", "access:told"}
# The pages that open to whoever may know these of the family's matters, whatever opened them.
_FAMILY, _PLAN, _CHILD = ("family", "family_relations"), ("family", "plan"), ("child", "family_relations")
OPENED_BY = {
    "course:page": (_FAMILY, _PLAN),
    "family:page": (_FAMILY,),
    "family:rest": (_FAMILY,),
    "family:person": (_FAMILY, _CHILD),
    "plan:edit": (_PLAN,),
    "plan:versions": (_PLAN,),
    "plan:version": (_PLAN,),
    "plan:fridge": (_PLAN,),
    "followup:contacts": (_FAMILY, _PLAN),
    "followup:contact": (_FAMILY, _PLAN),
    "access:papers": (_FAMILY, ("child", "notes")),
    "forms:forms": (_FAMILY, _PLAN),
    "forms:versions": (_FAMILY, _PLAN),
    "forms:read": (_FAMILY, _PLAN),
    "forms:paper": (_FAMILY, _PLAN),
    "forms:case": (_FAMILY, _PLAN),
}
WORD = re.compile(r"Zqzq[a-z]+x")


@dataclass(frozen=True)
class Answer:
    """What one of the cast got."""

    role: str
    address: Address
    response: HttpResponse

    @property
    def status(self) -> int:
        """Of HTTP."""
        return self.response.status_code

    @cached_property
    def words(self) -> set[str]:
        """The marks that can be read in it, also in a PDF and in an address that it leads to."""
        return set(WORD.findall(f"{read(self.response)} {self.response.headers}"))


def read(response: HttpResponse) -> str:
    """All text of an answer."""
    if response.headers.get("Content-Type") == "application/pdf" and response.status_code == 200:
        data = b"".join(response) if response.streaming else response.content
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if response.streaming:
        return b"".join(response).decode(errors="replace")
    return response.content.decode(errors="replace")


def _method(address: Address) -> str:
    return str(PAGES.get(address.name, {}).get("method", "get"))


# What is read and not written: the leader may, or it is one consent.
READ = [
    address
    for address in OURS
    if _method(address) == "get"
    and (
        address.name == "family:shared"
        or "consent_id" in address.parts
        or expected(PAGES[address.name])["leader"] == 200
    )
]


class Visitors:
    """The cast in their browsers, each logged in once."""

    def __init__(self, world: Marked) -> None:
        self._world = world
        self._clients: dict[str, Client] = {}
        for role in EVERYBODY:
            self._clients[role] = Client(raise_request_exception=False)
            if role != ANONYMOUS:
                self._clients[role].force_login(getattr(world.cast, role))
        # Logging in tells the database who looks; here the transaction goes on, as the owner.
        change_actor(NOBODY)

    def path(self, address: Address) -> str:
        """With the records of Maria's family, the newest consent among them."""
        consent = asked(self._world)
        found = {**self._world.extra, "consent_id": consent.pk if consent else None}
        return address.path(self._world.cast, **found)

    def opens(self, role: str, address: Address) -> Answer:
        """One request."""
        response: HttpResponse = getattr(self._clients[role], _method(address))(self.path(address))
        return Answer(role, address, with_late_parts(self._clients[role], response))

    def get(self, role: str, path: str, **more: Any) -> HttpResponse:
        """Any address."""
        return cast("HttpResponse", self._clients[role].get(path, **more))

    def post(self, role: str, path: str, data: Mapping[str, Any], **more: Any) -> HttpResponse:
        """Any form."""
        return cast("HttpResponse", self._clients[role].post(path, data, **more))

    def asks(self, role: str, method: str, path: str) -> HttpResponse:
        """With any method of HTTP."""
        return cast("HttpResponse", self._clients[role].generic(method, path))


def chosen(turn: int, *, every_page: bool = False) -> list[tuple[str, Address]]:
    """Who opens what: everybody ``every_page``, or one slice of that.

    Each state has another slice, so that every page is opened by everybody in some state; and in each the job centre's
    Ole opens whatever can be read.
    """
    every = [(role, address) for address in OURS for role in EVERYBODY]
    if every_page:
        return every
    pages = [("outsider", address) for address in READ if address.parts or address.name in THEIR_LISTS]
    return pages + [pair for pair in every[turn % SLICES :: SLICES] if pair not in pages]


def statuses(reader: Reader | None, role: str, address: Address) -> set[int]:
    """What ``role`` may be answered: as the table of pages says, and more where a consent or an emergency opens."""
    table = expected(PAGES[address.name])[role]
    shut = {ANONYMOUS, *(GROUPS["family"] if "family_id" in address.parts else ())}
    if {"consent_id", "note_id", "telling_id", "disclosure_id", "member_id"} & set(address.parts):
        # The table knows no such record; here there is one.
        return {table} if role in shut else {200, 302, 400, 404, 409}
    if address.name == "family:shared" and role in RECEIVERS and reader is not None:
        return {200 if reader.open(*_CHILD) and not reader.not_shared else 404}
    needs = OPENED_BY.get(address.name)
    if reader is None or needs is None or role in GROUPS["family"]:
        return {table}
    return {200 if all(reader.open(name, category) for name, category in needs) else table}
