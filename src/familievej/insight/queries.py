# SPDX-License-Identifier: EUPL-1.2
"""What leaders and analysts can read: evaluations, their versions and runs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import get_object_or_404

from familievej.gate.decide import NoAccess
from familievej.gate.models import Role, Unit
from familievej.insight.models import Evaluation, Run, RunFile
from familievej.insight.reach import led_units, may_see, sees_all

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor


def evaluations(actor: Actor) -> QuerySet[Evaluation]:
    """The evaluations within the actor's reach, latest first. Raises NoAccess for who has none."""
    if not actor.has_role(Role.LEADER, Role.ANALYST):
        raise NoAccess
    within = Q() if sees_all(actor) else Q(unit__in=led_units(actor))
    return Evaluation.objects.filter(within).select_related("unit")


def evaluation(actor: Actor, evaluation_id: uuid.UUID) -> Evaluation:
    """One evaluation. Raises NoAccess, Http404."""
    found = get_object_or_404(Evaluation.objects.select_related("unit"), pk=evaluation_id)
    may_see(actor, found)
    return found


def run(actor: Actor, run_id: uuid.UUID) -> Run:
    """One run with its definition. Raises NoAccess, Http404."""
    found = get_object_or_404(Run.objects.select_related("definition__evaluation__unit"), pk=run_id)
    may_see(actor, found.definition.evaluation)
    return found


def runs(actor: Actor, evaluation: Evaluation) -> QuerySet[Run]:
    """The runs of one evaluation by all its versions, latest first. Raises NoAccess."""
    may_see(actor, evaluation)
    return Run.objects.filter(definition__evaluation=evaluation).select_related("definition")


def file_of(actor: Actor, run: Run, language: str, name: str) -> bytes:
    """A file of a run's report. What is not suppressed is the analyst's alone. Raises NoAccess, Http404."""
    may_see(actor, run.definition.evaluation)
    if name == "report.json" and not sees_all(actor):
        raise NoAccess
    return get_object_or_404(RunFile, run=run, language=language, name=name).content


def units(actor: Actor) -> QuerySet[Unit]:
    """The units that the actor may evaluate."""
    return Unit.objects.all() if sees_all(actor) else Unit.objects.filter(pk__in=led_units(actor))
