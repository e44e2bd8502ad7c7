# SPDX-License-Identifier: EUPL-1.2
"""Check an extract, load it, and keep the history. A load is one transaction: all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from familievej.access.actions.organisation import may_administer
from familievej.extract.check import Progress, silent
from familievej.extract.load import Outcome, load
from familievej.extract.models import ImportRun, State
from familievej.gate import audit
from familievej.gate.action import action

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


class FaultyExtract(Exception):
    """The extract has faults and nothing was loaded; ``outcome`` lists them."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"{outcome.fault_count} faults")
        self.outcome = outcome


def extract_check(
    *, actor: Actor, path: Path, unit: str = "", programme: str = "", progress: Progress = silent
) -> Outcome:
    """What loading would do, counted by doing it and undoing it. Changes nothing. Raises NoAccess, UnitNotChosen."""
    may_administer(actor)
    with transaction.atomic():
        before = transaction.savepoint()
        outcome = load(actor=actor, path=path, unit=unit, programme=programme, progress=progress)
        transaction.savepoint_rollback(before)
    return outcome


@action("extract.extract_load")
def extract_load(
    *,
    actor: Actor,
    path: Path,
    unit: str = "",
    programme: str = "",
    progress: Progress = silent,
    run: ImportRun | None = None,
) -> Outcome:
    """Loads an extract and records it in ``run``, a new one when None.

    Raises FaultyExtract when anything is wrong with it, NoAccess, UnitNotChosen: then nothing at all is changed.
    """
    may_administer(actor)
    outcome = load(actor=actor, path=path, unit=unit, programme=programme, progress=progress)
    if outcome.fault_count:
        raise FaultyExtract(outcome)
    run = run or ImportRun(user_id=actor.user_id, user_name=actor.name)
    record(run, outcome, State.LOADED)
    counts = {name: count.as_dict() for name, count in outcome.counts.items()}
    audit.wrote(actor, "extract.extract_load", run, after=counts, subjects=outcome.subjects)
    return outcome


@action("extract.extract_refused")
def extract_refused(*, actor: Actor, outcome: Outcome, run: ImportRun | None = None) -> ImportRun:
    """Keeps in the history that an extract was refused, and why."""
    may_administer(actor)
    run = run or ImportRun(user_id=actor.user_id, user_name=actor.name)
    record(run, outcome, State.FAULTY)
    audit.wrote(actor, "extract.extract_refused", run, after={"faults": outcome.fault_count})
    return run


def record(run: ImportRun, outcome: Outcome, state: State) -> None:
    """Keeps what came out of a check or a load."""
    run.state = state
    run.source_name = run.source_name or outcome.source_name
    run.fingerprints = outcome.fingerprints
    run.counts = {name: count.as_dict() for name, count in outcome.counts.items()}
    run.fault_count, run.warning_count = outcome.fault_count, outcome.warning_count
    run.set_faults(outcome.faults)
    run.told_at = run.finished_at = timezone.now()
    run.save()
