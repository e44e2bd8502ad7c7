# SPDX-License-Identifier: EUPL-1.2
"""A form that was filled in, one answer for each field, and what must still be examined or asked for.

Every answer stands alone, with its own subject and category: who sees a part of a form is the gate's to say, and the
form itself opens nothing. A finished version is never changed; a new one begins from it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.course.models import KEEP, Course
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import GatedManager
from familievej.people.models import Family, Person
from familievej.practice.models import AdoptedModel

if TYPE_CHECKING:
    from familievej.forms.slots import Place

MOST_TEXT = 8000


class Filling(models.Model):
    """One version of a form of the course. ``form`` is its key in ``adopted``, whose words it was filled in under.

    ``left_out`` is why it was finished although something that must be there is not (000 L292-308).
    """

    gated = Gated(
        _("what the family and its coordinator agreed and found out"), KEEP, ("family_id",), Category.PLAN
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="fillings")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    adopted = models.ForeignKey(AdoptedModel, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    number = models.PositiveSmallIntegerField(default=1)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by_name = models.CharField(max_length=200, blank=True)
    left_out = models.CharField(_("why something is left out"), max_length=600, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = GatedManager["Filling"]()

    class Meta:
        ordering = ["form", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "form", "number"], name="forms_filling_number_once"),
            models.UniqueConstraint(
                fields=["course", "form"],
                condition=Q(finished_at__isnull=True),
                name="forms_filling_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class Answer(models.Model):
    """What was answered to one field, about the family or one member. ``value``: a text, or a list (see slots).

    ``own_words`` says whose words they are; they are kept as they were said. ``said_by_name`` wrote them down.
    ``seen_to_on``: what could not wait was dealt with.
    """

    gated = Gated(
        _("what the family and its coordinator agreed and found out"),
        KEEP,
        ("subject_id",),
        category_column="category",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filling = models.ForeignKey(Filling, on_delete=models.CASCADE, related_name="answers")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    item = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    subject_id = models.UUIDField(db_index=True, editable=False)
    category = models.CharField(max_length=30, choices=Category.choices)
    own_words = models.CharField(max_length=10, blank=True)
    value = models.JSONField(default=str)
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(auto_now=True)
    seen_to_on = models.DateField(null=True, blank=True)
    seen_to = models.CharField(_("what was done"), max_length=600, blank=True)

    objects = GatedManager["Answer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filling", "section", "field", "item", "person"],
                nulls_distinct=False,
                name="forms_answer_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}.{self.field}"

    @property
    def place(self) -> Place:
        """Where it belongs in its form (:attr:`familievej.forms.slots.Slot.place`)."""
        return self.section, self.field, self.item, self.person_id


class Verdict(models.TextChoices):
    """How it stands with what was said or supposed (004 L1240-1251)."""

    OPEN = "open", _("needs examination")
    CONFIRMED = "confirmed", _("confirmed")
    DENIED = "denied", _("denied")


class OfCase(models.Model):
    """About the family or one member, in a course."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    subject_id = models.UUIDField(db_index=True, editable=False)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Claim(OfCase):
    """What the family says, what staff suppose, and that it must be examined: it stays open until somebody has."""

    gated = Gated(
        _("what must be examined before it is held to be true"), KEEP, ("subject_id",), Category.NOTES
    )

    said = models.TextField(
        _("what the family says"),
        max_length=MOST_TEXT,
        blank=True,
        validators=[MaxLengthValidator(MOST_TEXT)],
    )
    supposed = models.TextField(
        _("what we suppose"), max_length=MOST_TEXT, blank=True, validators=[MaxLengthValidator(MOST_TEXT)]
    )
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    examined_on = models.DateField(null=True, blank=True)
    found = models.CharField(_("what was found"), max_length=2000, blank=True)
    examined_by_name = models.CharField(max_length=200, blank=True)

    objects = GatedManager["Claim"]()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                name="forms_claim_says_something",
                condition=~Q(said="") | ~Q(supposed=""),
                violation_error_message=_("Write what the family says, or what you suppose."),
            ),
            models.CheckConstraint(
                name="forms_claim_examined_with_a_finding",
                condition=Q(verdict=Verdict.OPEN, examined_on__isnull=True, found="")
                | (~Q(verdict=Verdict.OPEN) & Q(examined_on__isnull=False) & ~Q(found="")),
                violation_error_message=_("Write what was found, and when."),
            ),
        ]

    def __str__(self) -> str:
        return (self.said or self.supposed)[:60]


class Statement(OfCase):
    """What somebody else was asked to say about a person, for what, on which basis, and what came (004 L1135-1139)."""

    gated = Gated(
        _("statements that others were asked for"), KEEP, ("subject_id",), category_column="category"
    )

    category = models.CharField(_("about"), max_length=30, choices=Category.choices)
    partner = models.CharField(_("who is asked"), max_length=200)
    question = models.CharField(_("what about"), max_length=2000)
    basis = models.CharField(_("on what basis"), max_length=600)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("wanted by"))
    reminded_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("what they said"), max_length=MOST_TEXT, blank=True)

    objects = GatedManager["Statement"]()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(
                name="forms_statement_due_after_asked",
                condition=Q(due_on__gte=models.F("asked_on")),
                violation_error_message=_("It cannot be wanted before it is asked for."),
            ),
            models.CheckConstraint(
                name="forms_statement_received_with_answer",
                condition=Q(received_on__isnull=True, answer="")
                | (Q(received_on__isnull=False) & ~Q(answer="")),
                violation_error_message=_("Write what they said."),
            ),
        ]

    def __str__(self) -> str:
        return self.partner
