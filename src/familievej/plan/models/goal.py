# SPDX-License-Identifier: EUPL-1.2
"""Goals and their steps. A goal is about a person or the whole family; ``subject_id`` is whose grants open it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familievej.course.models import KEEP
from familievej.gate.categories import Category
from familievej.gate.declare import Gated
from familievej.gate.models import GatedManager
from familievej.people.models import Person
from familievej.plan.models.plan import FamilyPlan


class Term(models.TextChoices):
    """How far away a goal lies."""

    SHORT = "short", _("soon")
    LONG = "long", _("later")


class FocusArea(models.TextChoices):
    """What a goal is about. The first three stand in every plan, also when empty (Familiens vej, lines 1038–1042)."""

    CHILDREN = "children", _("how the children are doing")
    WORK = "work", _("work and education")
    HEALTH = "health", _("health")
    FAMILY_LIFE = "family_life", _("our life together")
    HOUSING = "housing", _("where we live")
    ECONOMY = "economy", _("money")
    OTHER = "other", _("other")


STANDING = (FocusArea.CHILDREN, FocusArea.WORK, FocusArea.HEALTH)


class Status(models.TextChoices):
    """How it goes with a goal."""

    OPEN = "open", _("we are working on it")
    REACHED = "reached", _("reached")
    PAUSED = "paused", _("waiting")
    DROPPED = "dropped", _("we have dropped it")


class Goal(models.Model):
    """``words`` are the member's own and are never replaced.

    ``shared`` goals are the family's; others their person's alone.
    """

    gated = Gated(_("what the family wants"), KEEP, ("subject_id",), Category.PLAN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(FamilyPlan, on_delete=models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="goals")
    shared = models.BooleanField(_("everyone in the family may see it"), default=True)
    subject_id = models.UUIDField(db_index=True, editable=False)
    words = models.TextField(_("in their own words"), max_length=600)
    professional_note = models.TextField(_("the professional's addition"), blank=True, max_length=1000)
    term = models.CharField(_("when"), max_length=5, choices=Term.choices, default=Term.SHORT)
    focus_area = models.CharField(
        _("about"), max_length=20, choices=FocusArea.choices, default=FocusArea.OTHER
    )
    status = models.CharField(_("how it goes"), max_length=10, choices=Status.choices, default=Status.OPEN)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_reason = models.CharField(max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GatedManager["Goal"]()

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="plan_goal_for_one_is_about_somebody",
                condition=Q(shared=True) | Q(person__isnull=False),
                violation_error_message=_("Choose whose goal it is, or let everyone in the family see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class Step(models.Model):
    """The next thing to do: who and when. ``who`` is free text, for a step may be a grandmother's or a teacher's."""

    gated = Gated(_("what was agreed"), KEEP, ("subject_id",), Category.PLAN, records=("id", "goal_id"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    subject_id = models.UUIDField(db_index=True, editable=False)
    text = models.CharField(_("what"), max_length=300)
    who = models.CharField(_("who"), max_length=120)
    due = models.DateField(_("when"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = GatedManager["Step"]()

    class Meta:
        ordering = ["position", "due"]

    def __str__(self) -> str:
        return self.text[:60]


class GoalVersion(models.Model):
    """A goal with its steps as it was from plan version ``number`` on.

    Never changed; opened by the goal's own grants.
    """

    gated = Gated(
        _("earlier agreements stay readable"), KEEP, ("subject_id",), Category.PLAN, records=("id", "goal_id")
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="versions")
    plan = models.ForeignKey(FamilyPlan, on_delete=models.CASCADE, related_name="+")
    subject_id = models.UUIDField(db_index=True, editable=False)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = GatedManager["GoalVersion"]()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="plan_goalversion_once")]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.number}"
