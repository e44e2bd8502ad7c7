# SPDX-License-Identifier: EUPL-1.2
"""What the actions of all rooms share: check a record, end a dated fact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.gate import audit
from familievej.gate.decide import NoAccess

if TYPE_CHECKING:
    from django.db.models import Model

    from familievej.base.periods import Dated
    from familievej.gate.actor import Actor


def may_register(actor: Actor) -> None:
    """Only staff (and tasks of the system) register people whom the system does not know yet. Raises NoAccess."""
    if not (actor.is_staff or actor.is_system):
        raise NoAccess


M = TypeVar("M", bound="Model")


def validated(record: M) -> M:
    """``record`` after its own rules and its constraints. Raises ValidationError by field.

    That a related row exists is left to the database: whoever registers a family cannot yet read it back. A column
    that may be null may be empty: ``blank`` is a word about forms.
    """
    fields = record._meta.fields
    related = {field.name for field in fields if field.is_relation}
    empty = {field.name for field in fields if field.null and getattr(record, field.attname, None) is None}
    record.clean_fields(exclude=related | empty)
    record.clean()
    record.validate_constraints()
    return record


def end(actor: Actor, action: str, record: Dated, day: dt.date) -> None:
    """Give a dated fact its end and log it. Raises ValidationError when ``day`` lies before its beginning."""
    if day < record.starts:
        raise ValidationError({"ends": _("The end lies before the beginning. Correct one of the two dates.")})
    before, record.ends = record.ends, day
    record.save(update_fields=["ends"])
    audit.wrote(actor, action, record, before={"ends": before}, after={"ends": day})


def values(record: Model, *names: str) -> dict[str, Any]:
    """The named fields, for the trail."""
    return {name: getattr(record, name) for name in names}
