# SPDX-License-Identifier: EUPL-1.2
"""What the register said last, row for row: the source of every figure, and never edited by hand.

Persons and families have a second life in the rooms ``people`` and ``course``, where staff correct them. A later
extract is compared with what stands here: only what the *register* changed is carried over, corrections stay.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import GatedManager
from familievej.people.models import Family, Person

KEEP = Retention(5)
PURPOSE = _("evaluation of the programme")
SOURCE = _("the municipality’s own registers")


def _about_person(category: Category) -> Gated:
    return Gated(PURPOSE, KEEP, ("person_id",), category, records=(), source=SOURCE)


def _once(name: str, *columns: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=columns, name=f"extract_{name}_once")


class AboutPerson(models.Model):
    """A row of a register about one person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class RegisteredFamily(models.Model):
    """``families``: ``end_date`` is the last day of the course; empty while it runs."""

    gated = Gated(PURPOSE, KEEP, ("family_id",), Category.PLAN, records=(), source=SOURCE)

    family = models.OneToOneField(Family, on_delete=models.CASCADE, related_name="+")
    start_date = models.DateField()
    end_date = models.DateField(null=True)
    closing_reason = models.CharField(max_length=40, blank=True)

    objects = GatedManager["RegisteredFamily"]()

    def __str__(self) -> str:
        return f"registered family {self.pk}"


class RegisteredPerson(models.Model):
    """``persons``; names and CPR number are not repeated, ``identity`` is a keyed hash that shows a change of them."""

    gated = Gated(PURPOSE, KEEP, ("person_id",), Category.FAMILY_RELATIONS, records=(), source=SOURCE)

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10)
    sex = models.CharField(max_length=1, blank=True)
    birth_date = models.DateField()
    index_child = models.BooleanField()
    identity = models.CharField(max_length=64)

    objects = GatedManager["RegisteredPerson"]()

    def __str__(self) -> str:
        return f"registered person {self.pk}"


class IncomeSupport(AboutPerson):
    """``income_support``: no row for a month means that nothing is registered, which is its own state."""

    gated = _about_person(Category.EMPLOYMENT)

    month = models.DateField()
    category = models.CharField(max_length=20)

    objects = GatedManager["IncomeSupport"]()

    class Meta:
        constraints = [_once("incomesupport", "person", "month", "category")]


class Activation(AboutPerson):
    """``activation``: a measure of the job centre in one month."""

    gated = _about_person(Category.EMPLOYMENT)

    month = models.DateField()
    kind = models.CharField(max_length=20)

    objects = GatedManager["Activation"]()

    class Meta:
        constraints = [_once("activation", "person", "month", "kind")]


class ChildCase(AboutPerson):
    """``child_cases``: a case of the child and family department; ``end_date`` is empty while it is open."""

    gated = _about_person(Category.CHILD_WELLBEING)

    kind = models.CharField(max_length=20)
    start_date = models.DateField()
    end_date = models.DateField(null=True)
    source_system = models.CharField(max_length=120)

    objects = GatedManager["ChildCase"]()

    class Meta:
        constraints = [_once("childcase", "person", "kind", "start_date", "source_system")]


class Attendance(AboutPerson):
    """``attendance``: days and hours in day care in one month."""

    gated = _about_person(Category.SCHOOL)

    month = models.DateField()
    days = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=6, decimal_places=2)

    objects = GatedManager["Attendance"]()

    class Meta:
        constraints = [_once("attendance", "person", "month")]


class PersonCost(AboutPerson):
    """``person_costs``: kroner booked on one person in one month on one account function."""

    gated = _about_person(Category.ECONOMY)

    month = models.DateField()
    account_function = models.CharField(max_length=10)
    amount_dkk = models.DecimalField(max_digits=12, decimal_places=2)

    objects = GatedManager["PersonCost"]()

    class Meta:
        constraints = [_once("personcost", "person", "month", "account_function")]


class ProgrammeCost(models.Model):
    """``programme_costs``: kroner of the programme in one year; about nobody."""

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    amount_dkk = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [_once("programmecost", "year", "kind")]

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"


class Rating(AboutPerson):
    """``ratings``: four lines of 0 to 10 that somebody marked about the person on one day."""

    gated = _about_person(Category.HEALTH)

    rater = models.CharField(max_length=10)
    instrument = models.CharField(max_length=120)
    date = models.DateField()
    item_1 = models.DecimalField(max_digits=4, decimal_places=2)
    item_2 = models.DecimalField(max_digits=4, decimal_places=2)
    item_3 = models.DecimalField(max_digits=4, decimal_places=2)
    item_4 = models.DecimalField(max_digits=4, decimal_places=2)

    objects = GatedManager["Rating"]()

    class Meta:
        constraints = [_once("rating", "person", "rater", "instrument", "date")]
