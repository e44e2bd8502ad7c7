# SPDX-License-Identifier: EUPL-1.2
"""Goals, as the pages of hiding know them. The steps and earlier versions of a goal go where it goes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familievej.access.records import RecordKind
from familievej.plan.models import Goal

GOAL = RecordKind(
    slug="goal",
    label=_("a goal with its steps"),
    model=Goal,
    of_family="plan__family_id",
    text=lambda goal: f"“{goal.words}”",
    page=lambda family_id, goal: f"{reverse('plan:edit', args=[family_id])}#goal-{goal.pk}",
    papers=False,
)
