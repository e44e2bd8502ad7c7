# SPDX-License-Identifier: EUPL-1.2
"""A person: names as they are used, born or expected, and the CPR number apart and encrypted."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.names import search_key, sort_key
from familievej.base.periods import age_on
from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import GatedManager

KEEP = Retention(5)


class Sex(models.TextChoices):
    """As registered, or as the family says."""

    FEMALE = "F", _("female")
    MALE = "M", _("male")
    OTHER = "X", _("other or not known")


class Person(models.Model):
    """``due_date`` stands while a child is not yet born; ``external_id`` is a register's name for the person."""

    gated = Gated(
        _("who is in the family and around it"),
        KEEP,
        ("id",),
        Category.FAMILY_RELATIONS,
        registrar_column="registered_by",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(_("first names"), max_length=120, blank=True)
    family_name = models.CharField(_("last name"), max_length=120, blank=True)
    called_name = models.CharField(_("called"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, default=Sex.OTHER)
    birth_date = models.DateField(_("born"), null=True, blank=True)
    due_date = models.DateField(_("expected"), null=True, blank=True)
    deceased_on = models.DateField(_("died"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=40, blank=True)
    interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    external_id = models.CharField(max_length=60, null=True, blank=True, unique=True)
    search_key = models.CharField(max_length=400, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    registered_by = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GatedManager["Person"]()

    class Meta:
        indexes = [GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="people_person_search")]
        constraints = [
            models.CheckConstraint(
                name="people_person_named",
                condition=~Q(given_name="") | ~Q(called_name="") | Q(external_id__isnull=False),
                violation_error_message=_("Write a first name, or what the person is called."),
            ),
            models.CheckConstraint(
                name="people_person_died_after_birth",
                condition=Q(deceased_on__isnull=True)
                | Q(birth_date__isnull=True)
                | Q(deceased_on__gte=models.F("birth_date")),
                violation_error_message=_(
                    "The day of death lies before the birthday. Correct one of the two dates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        """What the family calls the person; a register's number when no name is known."""
        return self.called_name or self.given_name.split(" ")[0] or self.external_id or ""

    @property
    def full_name(self) -> str:
        """First names and last name."""
        return f"{self.given_name} {self.family_name}".strip() or self.short_name

    def age(self, day: dt.date) -> int | None:
        """Whole years on ``day``; None when unborn or unknown."""
        return age_on(self.birth_date, day)

    def set_keys(self) -> None:
        """Compute what names are found and sorted by. Called by every action that writes a name."""
        self.search_key = search_key(
            self.given_name, self.family_name, self.called_name, self.external_id or ""
        )
        self.sort_key = sort_key(
            self.given_name or self.called_name or self.external_id or "", self.family_name
        )


class Cpr(models.Model):
    """The number itself: encrypted, found by a keyed hash, shown only on a click that is logged."""

    gated = Gated(
        _("certain identification"), KEEP, ("person_id",), Category.IDENTITY, records=("person_id",)
    )

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="cpr")
    sealed = models.BinaryField()
    blind_index = models.CharField(max_length=64, unique=True)

    objects = GatedManager["Cpr"]()

    def __str__(self) -> str:
        return "CPR"


class ContactPoint(models.Model):
    """A telephone number or e-mail address of a person."""

    class Kind(models.TextChoices):
        """How to reach somebody."""

        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")

    gated = Gated(_("to reach the person"), KEEP, ("person_id",), Category.CONTACT)
    web_may_delete = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=200)

    objects = GatedManager["ContactPoint"]()

    def __str__(self) -> str:
        return self.value
