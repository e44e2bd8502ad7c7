# SPDX-License-Identifier: EUPL-1.2
"""What was shared without the family, on the family's page: what they are still to be told, and what they know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from familievej.access.queries.telling import due, of_family
from familievej.base.panels import Panel
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import decide_about
from familievej.people.models import Person

if TYPE_CHECKING:
    from familievej.access.models import Telling
    from familievej.gate.actor import Actor
    from familievej.people.models import Family

ORDER = 16


@dataclass(frozen=True)
class Shared:
    """One telling with the called-by name of whom it is about, empty for the whole family."""

    telling: Telling
    about: str
    due: dt.date
    overdue: bool


def query(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """None for whoever may not read it. At most three queries."""
    if not decide_about(actor, Verb.READ, [family.pk], Category.CONSENT).allowed:
        return None
    rows = of_family(actor, family.pk)
    ids = {row.person_id for row in rows if row.person_id}
    people = Person.objects.visible_to(actor).filter(pk__in=ids) if ids else []
    names = {person.pk: person.short_name for person in people}
    found = [
        Shared(row, names.get(row.person_id, "") if row.person_id else "", due(row), due(row) < day)
        for row in rows
    ]
    return {
        "waiting": [each for each in found if each.telling.told_on is None],
        "told": [each for each in found if each.telling.told_on is not None],
    }


PANEL = Panel(
    "telling", _("Shared without the family"), ORDER, "access/panels/telling.html", query, late=True
)
