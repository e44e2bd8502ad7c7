# SPDX-License-Identifier: EUPL-1.2
"""What happens in a course: its phases, its moves, its team, who has authority, and what its gates asked for.

All of it belongs to the family's plan: whoever may know the plan may know how the course runs. ``family`` and ``unit``
repeat the course's: row-level security reads them.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.base.periods import Dated, constraints_of, no_overlap
from familievej.course.models.course import KEEP, Course
from familievej.course.states import Event, State
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import Area, DatedGatedManager, GatedManager, Unit
from familievej.people.models import Family


def _about_the_course(purpose: object) -> Gated:
    return Gated(purpose, KEEP, ("family_id",), Category.PLAN, unit_column="unit_id")  # type: ignore[arg-type]  # lazy words


class OfCourse(models.Model):
    """A row of a course."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="%(class)ss")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CoursePhase(OfCourse, Dated):
    """A phase the course is or was in; ``last`` is the planned last day, moved with ``moved_reason``."""

    gated = _about_the_course(_("where the family is in its course"))

    phase = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    last = models.DateField(_("last day"), null=True, blank=True)
    moved_reason = models.CharField(_("why the date was moved"), max_length=300, blank=True)

    objects = DatedGatedManager["CoursePhase"]()

    class Meta:
        ordering = ["starts"]
        constraints = [*constraints_of(Dated), no_overlap("course_one_phase", "course")]

    def __str__(self) -> str:
        return self.name


class CourseMove(OfCourse):
    """One event of the course, as the table of states allows it. ``was`` is empty when the course began with it."""

    gated = _about_the_course(_("how the course has run"))

    event = models.CharField(max_length=16, choices=Event.choices)
    was = models.CharField(max_length=12, choices=State.choices, blank=True)
    became = models.CharField(max_length=12, choices=State.choices)
    day = models.DateField()
    into = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=600, blank=True)
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = GatedManager["CourseMove"]()

    class Meta:
        ordering = ["day", "made_at"]

    def __str__(self) -> str:
        return f"{self.event} {self.day}"


class TeamMember(OfCourse, Dated):
    """Somebody of the team around the family, in a role of the model.

    With an account (``user``) it opens the plan to staff of the course's own area, and to nobody else (ADR 17). Whoever
    leaves writes in ``handover_note`` what the next one must know.
    """

    gated = _about_the_course(_("the team around the family"))

    role = models.CharField(max_length=60)
    role_name = models.CharField(_("role"), max_length=160)
    name = models.CharField(_("name"), max_length=160)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handover_note = models.TextField(_("what the next one must know"), max_length=4000, blank=True)

    objects = DatedGatedManager["TeamMember"]()

    class Meta:
        ordering = ["role_name", "starts"]
        constraints = [*constraints_of(Dated)]

    def __str__(self) -> str:
        return self.name


class Scope(models.TextChoices):
    """How far the coordinator decides in an area."""

    FULL = "full", _("decides alone")
    SHARED = "shared", _("decides together with")
    NONE = "none", _("does not decide")


class AreaAuthority(OfCourse, Dated):
    """What the coordinator may decide in an area, in a period."""

    gated = _about_the_course(_("who may decide what"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(_("authority"), max_length=6, choices=Scope.choices)
    shared_with = models.CharField(_("together with"), max_length=160, blank=True)

    objects = DatedGatedManager["AreaAuthority"]()

    class Meta:
        constraints = [
            *constraints_of(Dated),
            no_overlap("course_one_authority", "course", "area"),
            models.CheckConstraint(
                name="course_authority_shared_with",
                condition=(Q(scope="shared") & ~Q(shared_with="")) | (~Q(scope="shared") & Q(shared_with="")),
                violation_error_message=_("Write with whom the authority is shared, and only then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.scope}"


class Met(OfCourse):
    """Something that a gate or a phase asked for is there: ``need`` as the model writes it (``event:first-meeting``).

    Whoever says so writes when and how in ``words``. What a room knows by itself is not written here.
    """

    gated = _about_the_course(_("what the course waited for"))

    need = models.CharField(max_length=100)
    phase = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    words = models.CharField(max_length=600)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = GatedManager["Met"]()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.need
