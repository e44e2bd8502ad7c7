# SPDX-License-Identifier: EUPL-1.2
"""A writer at the forms of contacts and notes: opens one, changes what it says, sends it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.plan.writing import form_of

from familievej.followup import actions
from familievej.followup.models import Contact, Note
from familievej.gate.models import User


@dataclass
class Writer:
    """One of the cast in a browser without script."""

    client: Client
    cast: Cast

    def url(self, name: str, *more: object) -> str:
        """An address of this room about Maria's family."""
        return reverse(f"followup:{name}", args=[self.cast.family.pk, *more])

    def html(self, name: str, *more: object, query: str = "") -> str:
        """What the page says."""
        answer = self.client.get(self.url(name, *more) + query)
        assert answer.status_code == 200
        return answer.content.decode()

    def fields(self, name: str, *more: object, query: str = "") -> dict[str, Any]:
        """The form as it stands."""
        return form_of(self.html(name, *more, query=query))

    def send(self, fields: dict[str, Any], name: str, *more: object) -> HttpResponse:
        """Press the button."""
        answer: HttpResponse = self.client.post(self.url(name, *more), fields)  # type: ignore[assignment]
        return answer


def writer(client: Client, cast: Cast, user: User | None = None) -> Writer:
    """Karin, unless somebody else is named."""
    client.force_login(user or cast.coordinator)
    return Writer(client, cast)


def held(cast: Cast, *, days_ago: int = 1, **fields: Any) -> Contact:
    """A contact that was held."""
    moment = timezone.now() - dt.timedelta(days=days_ago)
    told = {"kind": "home_visit", "held_at": moment, **fields}
    return actions.contact_add(actor=SYSTEM, family=cast.family, **told)


def own_note(cast: Cast, text: str = "Anton smilede", **fields: Any) -> Note:
    """A note that Karin wrote."""
    return actions.note_add(actor=cast.actor("coordinator"), family=cast.family, text=text, **fields)


def say(day: dt.date) -> str:
    """As one types it."""
    return f"{day.day}/{day.month}-{day.year}"


def days(number: int) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=number)
