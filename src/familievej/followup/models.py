# SPDX-License-Identifier: EUPL-1.2
"""Contacts with the family, planned and held, and notes: on the family and on the person."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.course.models import KEEP
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import GatedManager
from familievej.people.models import Family, Person

# Signs a note may have: some two pages of print. Whoever has more to say writes two.
MOST_TEXT = 5000


class ContactKind(models.TextChoices):
    """How the family and its coordinator meet."""

    HOME_VISIT = "home_visit", _("home visit")
    MEETING = "meeting", _("meeting")
    CALL = "call", _("telephone call")
    SMS = "sms", _("text message")
    COMPANION = "companion", _("went along")
    DROP_IN = "drop_in", _("dropped in")


class State(models.TextChoices):
    """How it stands with a contact."""

    AGREED = "agreed", _("agreed")
    HELD = "held", _("held")
    CALLED_OFF = "called_off", _("called off")


class Contact(models.Model):
    """``planned_at`` stands when it is agreed, ``held_at`` when it happened; ``met`` says who was there, in words.

    The agreement (when and where) belongs to the plan, so the family sees it. What was said is in notes,
    which are staff's.
    """

    gated = Gated(_("contact with the family"), KEEP, ("family_id",), Category.PLAN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("how"), max_length=12, choices=ContactKind.choices)
    planned_at = models.DateTimeField(_("agreed for"), null=True, blank=True)
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    cancelled_reason = models.CharField(_("called off because"), max_length=300, blank=True)
    place = models.CharField(_("where"), max_length=160, blank=True)
    met = models.CharField(_("who was there"), max_length=300, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = GatedManager["Contact"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="followup_contact_has_a_time",
                condition=Q(planned_at__isnull=False) | Q(held_at__isnull=False),
                violation_error_message=_("Write when it is agreed for, or when it was held."),
            ),
            models.CheckConstraint(
                name="followup_contact_held_or_called_off",
                condition=Q(held_at__isnull=True) | Q(cancelled_reason=""),
                violation_error_message=_("A contact that was held cannot be called off."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.family_id}"

    @property
    def state(self) -> State:
        """Held, called off, or else agreed: also when its time has passed and nobody has said how it went."""
        if self.held_at is not None:
            return State.HELD
        return State.CALLED_OFF if self.cancelled_reason else State.AGREED

    @property
    def moment(self) -> dt.datetime:
        """When it was held, else when it is agreed for: where it stands in time."""
        moment = self.held_at or self.planned_at
        if moment is None:
            raise ValueError(
                "a contact without a time: the constraint followup_contact_has_a_time forbids it"
            )
        return moment


class Note(models.Model):
    """Behaviour and facts, not adjectives.

    About one person (``person``) or the whole family; ``subject_id`` follows. What was written about several persons at
    once is one row for each, so that it follows each one's access; ``together`` is the same in all of them.
    """

    gated = Gated(_("what the coordinator must remember"), KEEP, ("subject_id",), Category.NOTES)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    subject_id = models.UUIDField(db_index=True, editable=False)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes"
    )
    about = models.CharField(
        _("about"),
        max_length=30,
        choices=Category.choices,
        default=Category.NOTES,
        help_text=_("what the note is about"),
    )
    text = models.TextField(_("note"), max_length=MOST_TEXT, validators=[MaxLengthValidator(MOST_TEXT)])
    own_words = models.BooleanField(_("the child’s own words"), default=False)
    together = models.UUIDField(null=True, editable=False, db_index=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = GatedManager["Note"]()

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return self.text[:60]
