# SPDX-License-Identifier: EUPL-1.2
"""Dated truth: a fact holds from a first day to, but not including, a last one (rule 4 of the product)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=models.Model, covariant=True)


class DateRange(Func):
    """``daterange(starts, ends, '[)')`` over the two columns; an empty ``ends`` is open."""

    function = "daterange"
    output_field = DateRangeField()


def no_overlap(name: str, *columns: str, condition: Q | None = None) -> ExclusionConstraint:
    """The database refuses two rows equal in ``columns`` whose periods share a day."""
    days = DateRange("starts", "ends", RangeBoundary())
    return ExclusionConstraint(
        name=name,
        expressions=[(days, RangeOperators.OVERLAPS), *((c, RangeOperators.EQUAL) for c in columns)],
        condition=condition,
    )


def holds_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a dated row, reached through ``prefix`` (``"members__"``), holds on ``day``."""
    open_ended = Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gt": day})
    return Q(**{f"{prefix}starts__lte": day}) & open_ended


class DatedQuerySet(models.QuerySet[M]):
    """Rows with a period."""

    def as_of(self, day: dt.date) -> Self:
        """Only what held on ``day``."""
        return self.filter(holds_on(day))


class Dated(models.Model):
    """A fact with a period. ``ends`` is the first day on which it no longer holds; empty means that it still does."""

    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message=_("The end lies before the beginning. Correct one of the two dates."),
            )
        ]

    def holds(self, day: dt.date) -> bool:
        """Whether the fact held on ``day``."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def age_on(birth: dt.date | None, day: dt.date) -> int | None:
    """Whole years of age on ``day``; None when unknown or not yet born. Born 29 February: a year older on 1 March."""
    if birth is None or birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def constraints_of(model: type[models.Model]) -> list[Any]:
    """A copy of an abstract model's constraints, for a ``Meta`` that adds its own."""
    return list(model._meta.constraints)
