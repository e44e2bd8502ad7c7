# SPDX-License-Identifier: EUPL-1.2
"""One row as (label, value) pairs that people can read, with third persons taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, ForeignKey, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.base import cpr, crypto
from familievej.base.dates import say_day, say_time
from familievej.gate import drafts
from familievej.gate.categories import Category
from familievej.gate.models import Area, Draft, Unit, User
from familievej.people.actions.cpr import bound
from familievej.people.models import Cpr, Person

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from familievej.access.subject_access.asked import Asked
    from familievej.access.subject_access.others import Others

Pair = tuple[str, str, str]
# What only the machine needs: numbers of order, keys of search.
MACHINE = frozenset(
    {"edition", "search_key", "sort_key", "position", "sha256", "blind_index", "identity", "turn", "read_at"}
)
SEALED: dict[type[Any], Callable[[Any], tuple[str, str]]] = {
    Cpr: lambda row: ("CPR", cpr.pretty(crypto.decrypt(row.sealed, bound_to=bound(row.person_id)))),
    Draft: lambda row: (
        _("what was typed"),
        "; ".join(text for texts in drafts.opened(row).values() for text in texts if text),
    ),
}


def pairs(row: Model, asked: Asked, others: Others) -> list[Pair]:
    """(name, label, value) of every field that says something."""
    found = list(_plain(row, asked, others))
    read = SEALED.get(type(row))
    if read:
        label, value = read(row)
        found.append(("sealed", label, value))
    for many in row._meta.local_many_to_many:
        values = ", ".join(sorted(str(each) for each in getattr(row, many.name).all()))
        if values:
            found.append((many.name, _label(many), values))
    return found


def _plain(row: Model, asked: Asked, others: Others) -> Iterator[Pair]:
    hidden: tuple[str, ...] = getattr(type(row).gated, "others", ())  # type: ignore[attr-defined]
    for each in row._meta.concrete_fields:
        if each.name in MACHINE or isinstance(each, BinaryField):
            continue
        if each.primary_key and not isinstance(each, ForeignKey):
            continue
        value = getattr(row, each.attname)
        if value in (None, "", [], {}):
            continue
        said = _("[another person]") if each.name in hidden else _said(row, each, value, asked, others)
        if said:
            yield each.name, _label(each), said


def _said(row: Any, field: Field[Any, Any], value: Any, asked: Asked, others: Others) -> str:
    if isinstance(field, ForeignKey):
        return _pointed(row, field, value, others)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, ArrayField):
        labels = dict(Category.choices)
        return ", ".join(str(labels.get(each, each)) for each in value)
    if isinstance(field, UUIDField):
        return ""
    return _value(value, others)


def _value(value: Any, others: Others) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return _("%(day)s at %(time)s") % {"day": say_day(local.date(), None), "time": say_time(local)}
    if isinstance(value, dt.date):
        return say_day(value, None)
    if isinstance(value, dict):
        said = (_value(each, others) for each in value.values() if each not in (None, "", [], {}))
        return "; ".join(each for each in said if each)
    if isinstance(value, list):
        return "; ".join(_value(each, others) for each in value)
    return others.without_names(str(value))


def _pointed(row: Any, field: Any, value: Any, others: Others) -> str:
    """A person by what they are; staff, units and areas by name; other rows stand elsewhere in the answer."""
    other = field.related_model
    if other is Person:
        return others.word(value)
    if other is User:
        user = getattr(row, field.name)
        return others.word(user.subject_id) if user.subject_id else str(user)
    if other in (Unit, Area):
        return str(getattr(row, field.name))
    if not hasattr(other, "gated"):
        return str(getattr(row, field.name))
    return ""


def _label(field: Any) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]
