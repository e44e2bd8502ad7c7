# SPDX-License-Identifier: EUPL-1.2
"""Consent (samtykke): what may be known, about whom, from where, by whom, for what, until when, and who said yes.

A consent is asked once and never edited. Answers and withdrawals are added beside it; whether it is open follows from
them and from who must answer (:mod:`familievej.access.openness`). A new wording is a new version beside the old one.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import Area, GatedManager, Unit
from familievej.people.models import Family, Person

KEEP = Retention(5, _("the consent ended"), "ends")
WITH_CONSENT = Retention(5, _("the consent ended"), follows="consent_id")
# Not a clock: one that was set back would let an old yes count after a withdrawal. Made by a migration.
TURN = Func(Value("access_turn"), function="nextval", output_field=models.BigIntegerField())


class Consent(models.Model):
    """About one ``person``, or about what the ``family`` has together; ``subject_id`` is the id of whichever it is.

    ``from_areas`` limits it to the records of those welfare areas; empty means all.
    """

    gated = Gated(_("who may know what, and who said so"), KEEP, ("subject_id",), Category.CONSENT)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="consents"
    )
    subject_id = models.UUIDField(db_index=True, editable=False)
    categories = ArrayField(models.CharField(max_length=30, choices=Category.choices))
    from_areas = models.ManyToManyField(Area, blank=True, related_name="+")
    purpose = models.CharField(_("what it is to be used for"), max_length=400)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = GatedManager["Consent"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_consent_ends_after_start",
                condition=Q(ends__gt=F("starts")),
                violation_error_message=_("The end lies before the beginning. Correct one of the two dates."),
            ),
            models.CheckConstraint(
                name="access_consent_about_something",
                condition=Q(categories__len__gt=0),
                violation_error_message=_("Choose at least one thing that may be known."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class Receiver(models.Model):
    """To whom: a unit (whoever works there with families), one user, or somebody outside the system by name."""

    gated = Gated(
        _("to whom a consent speaks"),
        WITH_CONSENT,
        ("subject_id",),
        Category.CONSENT,
        records=("id", "consent_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="receivers")
    subject_id = models.UUIDField(db_index=True, editable=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outside = models.CharField(_("somebody outside, by name"), max_length=160, blank=True)

    objects = GatedManager["Receiver"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_receiver_is_one",
                condition=Q(unit__isnull=False, user__isnull=True, outside="")
                | Q(unit__isnull=True, user__isnull=False, outside="")
                | (Q(unit__isnull=True, user__isnull=True) & ~Q(outside="")),
                violation_error_message=_(
                    "Choose a unit, a person with a login, or write a name: one of the three."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.outside or str(self.unit or self.user)


class Answer(models.TextChoices):
    """What somebody who must be asked has said."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class SignedHow(models.TextChoices):
    """How the answer was given. A scanned paper is evidence beside a signature, never the signature itself."""

    OWN_LOGIN = "own_login", _("with their own login")
    SHARED_SCREEN = "shared_screen", _("on a shared screen, with a witness")


class Signature(models.Model):
    """One person's answer. The same person's answer of a later ``turn`` counts instead of an earlier."""

    gated = Gated(
        _("who said yes or no"), WITH_CONSENT, ("subject_id",), Category.CONSENT,
        records=("id", "consent_id"), own_column="signer_id",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="signatures")
    subject_id = models.UUIDField(db_index=True, editable=False)
    signer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=3, choices=Answer.choices)
    how = models.CharField(max_length=15, choices=SignedHow.choices)
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()
    turn = models.BigIntegerField(db_default=TURN, editable=False)

    objects = GatedManager["Signature"]()

    class Meta:
        ordering = ["turn"]
        constraints = [
            models.CheckConstraint(
                name="access_signature_witnessed",
                condition=Q(how="own_login") | Q(witness__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signer_id}: {self.answer}"


class Withdrawal(models.Model):
    """A yes taken back, wholly (all categories) or in part, at any time and without a reason.

    Only a new yes of the same person, with a later ``turn``, undoes it. ``told_to`` wrote down what was said to them.
    """

    gated = Gated(
        _("what was taken back"), WITH_CONSENT, ("subject_id",), Category.CONSENT,
        records=("id", "consent_id"), own_column="by_id",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="withdrawals")
    subject_id = models.UUIDField(db_index=True, editable=False)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    categories = ArrayField(models.CharField(max_length=30, choices=Category.choices))
    told_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    turn = models.BigIntegerField(db_default=TURN, editable=False)

    objects = GatedManager["Withdrawal"]()

    class Meta:
        ordering = ["turn"]

    def __str__(self) -> str:
        return f"{self.by_id}: {', '.join(self.categories)}"
