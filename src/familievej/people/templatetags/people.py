# SPDX-License-Identifier: EUPL-1.2
"""Words about persons in templates: ``{% load people %}``.

``{% people_age person day %}`` "10 years", "expected 3. maj", "died 2021" or nothing
``{% people_named circle id %}`` what a person of the circle is called
``{{ by_person|people_of:id }}`` the rows of one person
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.base.dates import say_day_short

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.people.models import Person
    from familievej.people.queries import Circle

register = template.Library()


@register.simple_tag
def people_age(person: Person, day: dt.date) -> str:
    """How old on ``day``; a child who is expected, and somebody who has died, are said so."""
    if person.deceased_on and person.deceased_on <= day:
        return _("died %(day)s") % {"day": say_day_short(person.deceased_on, day)}
    age = person.age(day)
    if age is None:
        return _("expected %(day)s") % {"day": say_day_short(person.due_date, day)} if person.due_date else ""
    if age < 1 and person.birth_date is not None:
        months = max(0, (day.year - person.birth_date.year) * 12 + day.month - person.birth_date.month)
        months -= day.day < person.birth_date.day
        return ngettext("%(number)s month", "%(number)s months", months) % {"number": months}
    return ngettext("%(number)s year", "%(number)s years", age) % {"number": age}


@register.simple_tag
def people_named(circle: Circle, person_id: UUID) -> str:
    """What the person is called."""
    person = circle.persons.get(person_id)
    return person.short_name if person else ""


@register.filter
def people_of(rows: Mapping[Any, list[Any]], person_id: UUID) -> list[Any]:
    """Those of one person."""
    return rows.get(person_id, [])
