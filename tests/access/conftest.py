# SPDX-License-Identifier: EUPL-1.2
"""Consents in every state, about Maria's family, given to the job centre where Ole works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent
from familievej.gate.acting import acting

Ask = Callable[..., Consent]
Answer = Callable[..., None]
WHO = {"parent": "mother", "other_parent": "father", "young_person": "youth"}


@pytest.fixture
def ask(cast: Cast) -> Ask:
    """Karin asks; ``about`` names a person of the cast, "" the family together."""

    def make(
        about: str = "child",
        categories: tuple[str, ...] = ("plan",),
        days: int = 365,
        starts: int = 0,
        **more: Any,
    ) -> Consent:
        first = timezone.localdate() + dt.timedelta(days=starts)
        terms: dict[str, Any] = {
            "family": cast.family,
            "person": getattr(cast, about) if about else None,
            "categories": categories,
            "to": [To(unit=cast.other_unit)],
            "purpose": "At mor kan passe Anton og arbejde",
            "starts": first,
            "ends": first + dt.timedelta(days=days),
        }
        actor = cast.actor("coordinator")
        with acting(actor):
            return access.consent_ask(actor=actor, **{**terms, **more})

    return make


@pytest.fixture
def answer(cast: Cast) -> Answer:
    """Somebody answers with the own login."""

    def give(consent: Consent, *roles: str, said: str = "yes") -> None:
        for role in roles:
            actor = cast.actor(role)
            with acting(actor):
                access.consent_sign(
                    actor=actor, consent=consent, signer=getattr(cast, WHO[role]), answer=said
                )

    return give


@pytest.fixture
def opened(ask: Ask, answer: Answer) -> Consent:
    """About Anton, answered with yes by both parents."""
    consent = ask(categories=("plan", "school"))
    answer(consent, "parent", "other_parent")
    return consent


@pytest.fixture
def as_(cast: Cast) -> Callable[[str], Client]:
    """A browser in which one of the cast is logged in."""

    def log_in(role: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, role))
        return client

    return log_in
