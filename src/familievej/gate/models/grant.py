# SPDX-License-Identifier: EUPL-1.2
"""Grants: the one table that says who may see what about whom, in which period and why. It is folded, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.db.models.fields import DateTimeField

from familievej.base.periods import holds_on
from familievej.gate.categories import Basis, Category, Verb

if TYPE_CHECKING:
    import datetime as dt

    from familievej.gate.actor import Actor

M = TypeVar("M", bound=models.Model, covariant=True)


class StatementTime(Func):
    """When the statement began: a withdrawal counts from the next statement on, also inside a transaction."""

    template = "statement_timestamp()"
    output_field = DateTimeField()


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants of somebody, now."""

    def live(self, actor: Actor, verb: Verb) -> Self:
        """Those of ``actor`` that hold at this moment and allow ``verb``."""
        now = StatementTime()
        found = self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now), user_id=actor.user_id, starts_at__lte=now
        )
        return found.filter(writes=True) if verb is Verb.WRITE else found


class Grant(models.Model):
    """``subject_id`` is a person's or a family's id; ``source`` and ``source_id`` point at what the grant rests on.

    With ``area_id`` it opens the records of that welfare area only.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    subject_id = models.UUIDField()
    category = models.CharField(max_length=30, choices=Category.choices)
    writes = models.BooleanField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    source = models.CharField(max_length=40)
    source_id = models.UUIDField()
    area_id = models.UUIDField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [
            # Category before subject: a list starts from a coordinator's few families instead of asking of each.
            models.Index(
                fields=["user", "category", "subject_id"],
                include=["starts_at", "ends_at", "writes", "area_id"],
                name="gate_grant_lookup",
            ),
            models.Index(fields=["subject_id"], name="gate_grant_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.category} {self.subject_id}"


class MatrixRow(models.Model):
    """One line of the access matrix (``matrix.toml``), where the database can read it when it folds grants."""

    standing = models.CharField(max_length=40)
    category = models.CharField(max_length=30, choices=Category.choices)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    writes = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["standing", "category"], name="gate_matrix_once")]

    def __str__(self) -> str:
        return f"{self.standing}: {self.category}"


class GatedQuerySet(models.QuerySet[M]):
    """A queryset of personal data, with the first lock."""

    def visible_to(self, actor: Actor, verb: Verb = Verb.READ) -> Self:
        """A row is here if, and only if, a live grant lets ``actor`` do ``verb``; a task of the system sees all."""
        if actor.is_system:
            return self.all()
        if actor.user_id is None:
            return self.none()
        gated: Any = getattr(self.model, "gated")  # noqa: B009 - declared by every model that uses this queryset
        return self.filter(gated.condition(actor, verb))


class DatedGatedQuerySet(GatedQuerySet[M]):
    """Personal data with a period: ``as_of`` a day, and ``visible_to`` an actor."""

    def as_of(self, day: dt.date) -> Self:
        """Only what held on ``day``."""
        return self.filter(holds_on(day))


class GatedManager(models.Manager[M]):
    """The default manager of a model of personal data; row-level security stands behind ``visible_to``."""

    _queryset_class = GatedQuerySet

    def get_queryset(self) -> GatedQuerySet[M]:
        """All rows."""
        return self._queryset_class(self.model, using=self._db)

    def visible_to(self, actor: Actor, verb: Verb = Verb.READ) -> GatedQuerySet[M]:
        """See :meth:`GatedQuerySet.visible_to`."""
        return self.get_queryset().visible_to(actor, verb)


class DatedGatedManager(GatedManager[M]):
    """The manager of personal data with a period."""

    _queryset_class = DatedGatedQuerySet

    def get_queryset(self) -> DatedGatedQuerySet[M]:
        """All rows."""
        return self._queryset_class(self.model, using=self._db)

    def visible_to(self, actor: Actor, verb: Verb = Verb.READ) -> DatedGatedQuerySet[M]:
        """See :meth:`GatedQuerySet.visible_to`."""
        return self.get_queryset().visible_to(actor, verb)

    def as_of(self, day: dt.date) -> DatedGatedQuerySet[M]:
        """Only what held on ``day``."""
        return self.get_queryset().as_of(day)
