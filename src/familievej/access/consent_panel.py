# SPDX-License-Identifier: EUPL-1.2
"""Who may know what, on the family's page: a line for each consent, and what it waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from familievej.access import words
from familievej.access.queries import consents, disclosures
from familievej.base.panels import Panel
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family

ORDER = 15


def query(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """The consents that matter on ``day``, and what is shared without one; None without a basis. Constant queries."""
    writes = decide_about(actor, Verb.WRITE, [family.pk], Category.CONSENT).allowed
    if not writes and not decide_about(actor, Verb.READ, [family.pk], Category.CONSENT).allowed:
        return None
    readings = consents.of_family(actor, family, day)
    return {
        "family_id": family.pk,
        "lines": [
            {"reading": r, "headline": words.headline(r), "status": words.status(r)}
            for r in readings
            if r.state in consents.SHOWN
        ],
        "over": sum(1 for r in readings if r.state not in consents.SHOWN),
        "shared": [s for s in disclosures.of_family(actor, family, day) if s.running],
        "writes": writes,
    }


PANEL = Panel("consent", _("Who may know what"), ORDER, "access/consent/panel.html", query, late=True)
