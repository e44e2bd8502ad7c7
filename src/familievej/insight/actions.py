# SPDX-License-Identifier: EUPL-1.2
"""To define an evaluation, to change its definition (which is a new version), and to order a run of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.record import validated
from familievej.insight.models import Definition, Evaluation, Run, State
from familievej.insight.reach import may_evaluate, may_see

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit
    from familievej.insight.wanted import Wanted


@action("insight.evaluation_define")
def evaluation_define(
    *,
    actor: Actor,
    evaluation_id: uuid.UUID,
    title: str,
    unit: Unit | None,
    wanted: Wanted,
) -> Evaluation:
    """A new evaluation with the first version of its definition. The same form sent twice is one evaluation.

    Raises NoAccess, ValidationError.
    """
    may_evaluate(actor, unit.pk if unit else None)
    _may_compare(actor, wanted)
    if found := Evaluation.objects.filter(pk=evaluation_id).first():
        may_see(actor, found)
        audit.wrote(actor, "insight.evaluation_define", found)
        return found
    evaluation = validated(Evaluation(pk=evaluation_id, title=title.strip(), unit=unit))
    evaluation.save(force_insert=True)
    definition = _define(actor, evaluation, 1, wanted)
    audit.wrote(
        actor, "insight.evaluation_define", evaluation, after={"title": title, "rules": definition.rules}
    )
    return evaluation


@action("insight.definition_change")
def definition_change(*, actor: Actor, evaluation: Evaluation, wanted: Wanted) -> Definition:
    """A new version; runs of the former stay what they were. The same content again changes nothing.

    Raises NoAccess, ValidationError.
    """
    may_see(actor, evaluation)
    _may_compare(actor, wanted)
    latest = Definition.objects.select_for_update(of=("self",)).filter(evaluation=evaluation).first()
    if latest and all(getattr(latest, name) == value for name, value in wanted.fields().items()):
        audit.wrote(actor, "insight.definition_change", latest)
        return latest
    definition = _define(actor, evaluation, (latest.version if latest else 0) + 1, wanted)
    audit.wrote(
        actor,
        "insight.definition_change",
        definition,
        before={"rules": latest.rules if latest else {}},
        after={
            "version": definition.version,
            "rules": definition.rules,
            "design": definition.design,
            "calculation": sorted(definition.calculation),
        },
    )
    return definition


@action("insight.run_order")
def run_order(*, actor: Actor, evaluation: Evaluation, run_id: uuid.UUID) -> Run:
    """Orders a run of the latest version. A second click finds the first run. Raises NoAccess."""
    may_see(actor, evaluation)
    definition = Definition.objects.filter(evaluation=evaluation).first()
    if definition is None:
        raise ValidationError(_("Say first what is to be counted."))
    run, is_new = Run.objects.get_or_create(
        pk=run_id, defaults={"definition": definition, "user_id": actor.user_id, "user_name": actor.name}
    )
    if is_new:
        from familievej.insight import tasks

        # In this transaction: no commit, no job.
        tasks.work.defer(run_id=str(run.pk))
    audit.wrote(
        actor, "insight.run_order", run, after={"version": run.definition.version, "state": State(run.state)}
    )
    return run


def _may_compare(actor: Actor, wanted: Wanted) -> None:
    """Whoever compares with a unit's families reads their figures too. Raises NoAccess."""
    if wanted.compared_unit is not None:
        may_evaluate(actor, wanted.compared_unit.pk)


def _define(actor: Actor, evaluation: Evaluation, version: int, wanted: Wanted) -> Definition:
    wanted.check(evaluation.unit, timezone.localdate())
    definition = validated(
        Definition(
            evaluation=evaluation,
            version=version,
            user_id=actor.user_id,
            user_name=actor.name,
            **wanted.fields(),
        )
    )
    definition.save(force_insert=True)
    return definition
