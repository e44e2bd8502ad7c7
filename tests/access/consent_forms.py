# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the pages of consent fill in, and where they send it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client
from tests.cast import Cast

from familievej.access.models import Consent

As = Callable[[str], Client]


def url(cast: Cast, consent: Consent | None = None, rest: str = "") -> str:
    base = f"/families/{cast.family.pk}/consents/"
    return f"{base}{consent.pk}/{rest}" if consent else f"{base}{rest}"


def fields(cast: Cast, **other: Any) -> dict[str, Any]:
    """What Karin fills in."""
    return {
        "consent_id": str(uuid.uuid4()),
        "about": [str(cast.child.pk)],
        "categories": ["family_relations", "plan"],
        "units": [str(cast.other_unit.pk)],
        "purpose": "At mor kan arbejde",
        "starts": "1/12-2026",
        "ends": "1/12-2027",
        **other,
    }
