# SPDX-License-Identifier: EUPL-1.2
"""The family's course: its time in a programme, with one coordinator at a time."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, constraints_of, no_overlap
from familievej.course.states import ENDED, State
from familievej.gate.categories import Category
from familievej.gate.declare import Gated, Retention
from familievej.gate.models import DatedGatedManager, Unit
from familievej.people.models import Family
from familievej.practice.models import AdoptedModel

KEEP = Retention(5)


class ClosingReason(models.TextChoices):
    """Why a course ended, where its programme has no reasons of its own."""

    GOALS_REACHED = "goals_reached", _("the goals are reached")
    ORDINARY_SUPPORT = "ordinary_support", _("ordinary support is enough")
    MOVED = "moved", _("the family has moved")
    FAMILY_STOPPED = "family_stopped", _("the family chose to stop")
    OTHER = "other", _("other")


class Organisation(models.TextChoices):
    """How authority is organised around the family (001 L1305-1342, S5)."""

    TEAM = "A", _("a team with authority")
    ONE_PERSON = "B", _("one person with authority")
    NO_AUTHORITY = "C", _("a coordinator without authority")


class Course(Dated):
    """From allocation to closing. A family has one course at a time; earlier ones stay.

    Bound to the ``adopted`` version and the ``programme_key`` in it under which it began; a course from a register
    or from before there was a method has neither. ``programme`` is the name that people read. ``follows`` is the course
    that the family came back from on a clip.
    """

    gated = Gated(
        _("a coherent effort for the family"), KEEP, ("family_id",), Category.PLAN, unit_column="unit_id"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="courses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses")
    programme = models.CharField(_("programme"), max_length=160)
    adopted = models.ForeignKey(
        AdoptedModel, null=True, blank=True, on_delete=models.PROTECT, related_name="courses"
    )
    programme_key = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    phase = models.CharField(max_length=60, blank=True)
    level = models.CharField(_("how close the contact is"), max_length=60, blank=True)
    organisation = models.CharField(_("organisation"), max_length=1, choices=Organisation.choices, blank=True)
    access_agreement = models.TextField(
        _("how the family reaches the coordinator"), max_length=600, blank=True
    )
    beyond_reason = models.CharField(_("why beyond the limit"), max_length=300, blank=True)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    clips = models.PositiveSmallIntegerField(_("clips left"), default=0)
    closing_reason = models.CharField(max_length=60, blank=True)
    closing_note = models.TextField(blank=True)
    closing_status = models.TextField(_("how it stands"), max_length=2000, blank=True)
    remaining_need = models.TextField(_("what is still needed"), max_length=2000, blank=True)
    way_on = models.CharField(max_length=60, blank=True)
    recipient = models.CharField(_("who takes over"), max_length=160, blank=True)
    external_id = models.CharField(max_length=60, null=True, blank=True, unique=True)

    objects = DatedGatedManager["Course"]()

    class Meta:
        constraints = [
            *constraints_of(Dated),
            no_overlap("course_course_one_at_a_time", "family"),
            models.CheckConstraint(
                name="course_ended_has_a_last_day",
                condition=Q(state__in=sorted(ENDED), ends__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ends__isnull=True)),
                violation_error_message=_("A closed course has a last day, and only a closed one."),
            ),
            models.CheckConstraint(
                name="course_model_and_programme",
                condition=Q(adopted__isnull=True, programme_key="", phase="")
                | (Q(adopted__isnull=False) & ~Q(programme_key="")),
                violation_error_message=_("A phase belongs to a programme of an adopted model."),
            ),
            models.CheckConstraint(
                name="course_clip_needs_an_earlier_course",
                condition=~Q(state=State.ALLOCATED) | Q(follows__isnull=True),
                violation_error_message=_("A family that comes back on a clip is not allocated again."),
            ),
        ]

    def __str__(self) -> str:
        return self.programme


class Coordination(Dated):
    """Who coordinates, from when, and why this person. ``family`` repeats the course's: row-level security reads it."""

    gated = Gated(
        _("one coordinator whom everybody knows"),
        KEEP,
        ("family_id",),
        Category.FAMILY_RELATIONS,
        unit_column="unit_id",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="coordinations")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coordinations")
    reason = models.CharField(_("why this coordinator"), max_length=300)
    handover_note = models.TextField(_("what the next one must know"), max_length=4000, blank=True)

    objects = DatedGatedManager["Coordination"]()

    class Meta:
        constraints = [*constraints_of(Dated), no_overlap("course_one_coordinator", "family")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_id}"
